//! The goals of the workspace as this page knows them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{GoalDraft, SavedGoal};
use shared::review::GoalMetric;

use super::written;
use crate::requests;
use crate::text::goals as text;

/// What is known of the goals.
#[derive(Clone, Copy)]
pub(in super::super) struct GoalShelf {
    /// The goals, the oldest first; `None` until they are here.
    pub(super) goals: RwSignal<Option<Vec<SavedGoal>>>,
    /// The form, if it is open: for a goal, or for a new one.
    pub(super) form: RwSignal<Option<Option<SavedGoal>>>,
    /// What was removed last and can be brought back.
    pub(super) removed: RwSignal<Option<GoalDraft>>,
    /// What there is to say.
    pub(super) said: RwSignal<Option<String>>,
}

/// The goals of the review around.
pub(in super::super) fn use_goal_shelf() -> GoalShelf {
    expect_context()
}

impl GoalShelf {
    /// Asks for the goals.
    pub(in super::super) fn new() -> Self {
        let shelf = Self {
            goals: RwSignal::new(None),
            form: RwSignal::new(None),
            removed: RwSignal::new(None),
            said: RwSignal::new(None),
        };
        shelf.load();
        shelf
    }

    /// Lines for a chart of these figures: where they are and what they are called.
    pub(in super::super) fn lines(self, is_of: impl Fn(GoalMetric, u32) -> bool) -> Vec<(GoalMetric, f64, String)> {
        let goals = self.goals.get().unwrap_or_default();
        let aims = goals.into_iter().map(|goal| goal.draft.aim).filter(|aim| is_of(aim.metric, aim.period_days));
        aims.map(|aim| (aim.metric, aim.target, written::line(&aim))).collect()
    }

    /// Opens the form.
    pub(super) fn open(self, goal: Option<SavedGoal>) {
        self.said.set(None);
        self.form.set(Some(goal));
    }

    pub(super) fn load(self) {
        spawn_local(async move {
            match requests::goals().await {
                Ok(answer) => drop(self.goals.try_set(Some(answer.goals))),
                Err(error) => {
                    self.said.try_set(Some(error.message()));
                }
            }
        });
    }

    /// Removes a goal; it can be brought back.
    pub(super) fn remove(self, goal: SavedGoal) {
        spawn_local(async move {
            match requests::remove_goal(&goal.id).await {
                Ok(()) => {
                    self.removed.try_set(Some(GoalDraft { version: 0, ..goal.draft }));
                    self.load();
                }
                Err(error) => drop(self.said.try_set(Some(error.message()))),
            }
        });
    }

    /// Brings back what was removed last.
    pub(super) fn undo(self) {
        let Some(draft) = self.removed.get_untracked() else { return };
        spawn_local(async move {
            match requests::set_goal(&draft).await {
                Ok(_) => {
                    self.removed.try_set(None);
                    self.said.try_set(Some(text::saved().to_owned()));
                    self.load();
                }
                Err(error) => drop(self.said.try_set(Some(error.message()))),
            }
        });
    }
}

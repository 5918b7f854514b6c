//! The rule that is edited, and what the worker says of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use protocol::{SegmentAnswer, SegmentChoices, SegmentChoicesQuestion, SegmentQuestion};
use shared::api::SavedSegment;
use shared::segments::{Definition, Needs, Rule};

use super::{address, attributes, path};
use crate::base_loader::{Base, use_base};
use crate::worker_client::{self, Latest};

/// Goes to an address without leaving the page.
type Go = Box<dyn Fn(&str)>;

/// Steps that can be undone.
const MOST_STEPS: usize = 100;
/// Members of the sample.
const SAMPLE: u32 = 8;

/// The editor's state.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// The rule.
    pub(super) rule: RwSignal<Rule>,
    /// Its name.
    pub(super) name: RwSignal<String>,
    /// What it is for.
    pub(super) comment: RwSignal<String>,
    /// What it was opened from.
    pub(super) saved: RwSignal<Option<SavedSegment>>,
    /// Who passes.
    pub(super) answer: RwSignal<Option<SegmentAnswer>>,
    /// Whether a newer answer is on its way.
    pub(super) busy: RwSignal<bool>,
    /// Why there is no answer.
    pub(super) problem: RwSignal<Option<String>>,
    /// What rules can name.
    pub(super) choices: RwSignal<Option<SegmentChoices>>,
    /// Id of the element that takes the focus once it is drawn.
    pub(super) focus: StoredValue<Option<String>>,
    /// Rules before, and which field changed them.
    steps: RwSignal<Vec<(String, Rule)>>,
    base: Base,
    go: StoredValue<Go, LocalStorage>,
}

impl Desk {
    /// Begins with a rule, and asks whenever it changes.
    pub(super) fn start(rule: Rule, saved: Option<SavedSegment>) -> Self {
        let navigate = use_navigate();
        let go = move |address: &str| {
            navigate(address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        };
        let words = |word: fn(&SavedSegment) -> &String| saved.as_ref().map(word).cloned().unwrap_or_default();
        let desk = Self {
            rule: RwSignal::new(path::tidy(rule)),
            name: RwSignal::new(words(|saved| &saved.draft.name)),
            comment: RwSignal::new(words(|saved| &saved.draft.comment)),
            saved: RwSignal::new(saved),
            answer: RwSignal::new(None),
            busy: RwSignal::new(true),
            problem: RwSignal::new(None),
            choices: RwSignal::new(None),
            focus: StoredValue::new(None),
            steps: RwSignal::new(Vec::new()),
            base: use_base(),
            go: StoredValue::new_local(Box::new(go)),
        };
        desk.keep_asking();
        desk
    }

    /// The rule as it is written down.
    pub(super) fn definition(self) -> Definition {
        Definition::new(self.rule.get())
    }

    /// Changes the rule; `field` names what is changed, so that typing into one field is one step.
    pub(super) fn edit(self, field: &str, change: impl FnOnce(&mut Rule)) {
        let before = self.rule.get_untracked();
        let mut after = before.clone();
        change(&mut after);
        if after == before {
            return;
        }
        self.steps.update(|steps| {
            if field.is_empty() || steps.last().is_none_or(|(last, _)| last != field) {
                steps.push((field.to_owned(), before));
            }
            let over = steps.len().saturating_sub(MOST_STEPS);
            steps.drain(..over);
        });
        self.rule.set(after);
    }

    /// Whether there is a step to undo.
    pub(super) fn can_undo(self) -> bool {
        self.steps.with(|steps| !steps.is_empty())
    }

    /// Takes the last step back.
    pub(super) fn undo(self) {
        if let Some((_, rule)) = self.steps.try_update(Vec::pop).flatten() {
            self.rule.set(rule);
        }
    }

    /// Goes to another address of the app.
    pub(super) fn go(self, address: &str) {
        self.go.with_value(|go| go(address));
    }

    fn keep_asking(self) {
        let latest = Latest::new();
        Effect::new(move |_| {
            self.base.loads.track();
            let definition = self.definition();
            self.busy.set(true);
            let id = self.saved.with_untracked(|saved| saved.as_ref().map(|saved| saved.id.clone()));
            let rule = address::write(&definition);
            self.go(&id.map_or_else(|| format!("/segments?rule={rule}"), |id| format!("/segments?id={id}&rule={rule}")));
            let ask = move |definition| {
                let question = SegmentQuestion { definition, sample: SAMPLE, with_hash: false };
                latest.ask(&question, move |answered| self.take(answered.map_err(|error| error.message())));
            };
            if Needs::of(&definition.rule).attributes {
                let base = self.base;
                spawn_local(async move {
                    match attributes::bring(base).await {
                        Ok(_) => ask(definition),
                        Err(message) => self.take(Err(message)),
                    }
                });
            } else {
                ask(definition);
            }
        });
        Effect::new(move |_| {
            self.base.loads.track();
            let base = self.base;
            spawn_local(async move {
                if let Err(message) = attributes::bring(base).await {
                    self.problem.try_set(Some(message));
                }
                if let Ok(choices) = worker_client::ask(&SegmentChoicesQuestion).await {
                    self.choices.try_set(Some(choices));
                }
            });
        });
    }

    fn take(self, answered: Result<SegmentAnswer, String>) {
        self.busy.try_set(false);
        match answered {
            Ok(answer) => {
                self.problem.try_set(None);
                self.answer.try_set(Some(answer));
            }
            Err(message) => drop(self.problem.try_set(Some(message))),
        }
    }
}

/// The editor's state.
pub(super) fn use_desk() -> Desk {
    expect_context()
}

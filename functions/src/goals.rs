//! Goals of the board, as they are kept.

use shared::api::{GoalDraft, GoalList, MAX_GOALS, ProblemField, SavedGoal};

use crate::kept::{Kept, Stamp};

impl Kept for SavedGoal {
    type Draft = GoalDraft;
    type List = GoalList;

    const KIND: &'static str = "goal";
    const KINDS: &'static str = "goals";
    const MOST: usize = MAX_GOALS;
    const NEWEST_FIRST: bool = false;

    fn faults(draft: &GoalDraft) -> Vec<ProblemField> {
        draft.faults()
    }

    fn new(draft: GoalDraft, stamp: Stamp, _before: Option<&Self>) -> Self {
        let Stamp { id, version, saved_at, saved_by } = stamp;
        let (owner, note) = (draft.owner.trim().to_owned(), draft.note.trim().to_owned());
        Self { id, draft: GoalDraft { owner, note, version, ..draft }, saved_at, saved_by }
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn version(&self) -> u64 {
        self.draft.version
    }

    fn saved_by(&self) -> &str {
        &self.saved_by
    }

    fn list(goals: Vec<Self>, next_cursor: Option<String>) -> GoalList {
        GoalList { goals, next_cursor }
    }
}

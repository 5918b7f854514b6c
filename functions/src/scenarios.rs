//! Saved what-if scenarios, as they are kept.

use shared::api::{MAX_SCENARIOS, ProblemField, SavedScenario, ScenarioDraft, ScenarioList};

use crate::kept::{Kept, Stamp};

impl Kept for SavedScenario {
    type Draft = ScenarioDraft;
    type List = ScenarioList;

    const KIND: &'static str = "scenario";
    const KINDS: &'static str = "scenarios";
    const MOST: usize = MAX_SCENARIOS;
    const NEWEST_FIRST: bool = true;

    fn faults(draft: &ScenarioDraft) -> Vec<ProblemField> {
        draft.faults()
    }

    fn new(draft: ScenarioDraft, stamp: Stamp, _before: Option<&Self>) -> Self {
        let Stamp { id, version, saved_at, saved_by } = stamp;
        let (name, comment) = (draft.name.trim().to_owned(), draft.comment.trim().to_owned());
        Self { id, draft: ScenarioDraft { name, comment, version, ..draft }, saved_at, saved_by }
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

    fn list(scenarios: Vec<Self>, next_cursor: Option<String>) -> ScenarioList {
        ScenarioList { scenarios, next_cursor }
    }
}

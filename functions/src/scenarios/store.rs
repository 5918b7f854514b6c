//! Saved scenarios as they are kept.

use shared::api::SavedScenario;

use crate::kept::Kept;

impl Kept for SavedScenario {
    const KIND: &'static str = "scenario";
    const NEWEST_FIRST: bool = true;

    fn id(&self) -> &str {
        &self.id
    }

    fn version(&self) -> u64 {
        self.draft.version
    }
}

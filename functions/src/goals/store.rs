//! Goals as they are kept.

use shared::api::SavedGoal;

use crate::kept::Kept;

impl Kept for SavedGoal {
    const KIND: &'static str = "goal";
    const NEWEST_FIRST: bool = false;

    fn id(&self) -> &str {
        &self.id
    }

    fn version(&self) -> u64 {
        self.draft.version
    }
}

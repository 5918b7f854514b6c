//! Checks of the loaded base.

use shared::domain::Day;
use shared::quality::{Quality, quality};

use super::LoadedBase;

impl LoadedBase {
    /// All checks on a day.
    #[must_use]
    pub fn quality(&self, today: Day) -> Quality {
        quality(&self.base, today)
    }
}

//! The holdout check of the loaded base.

use shared::domain::Day;
use shared::planning::{Holdout, HoldoutProblem, holdout};

use super::LoadedBase;

impl LoadedBase {
    /// Fits to the orders up to `split` and compares the rest.
    ///
    /// # Errors
    /// When a side is too short or the model is not identified.
    pub fn holdout(&self, split: Option<Day>) -> Result<Holdout, HoldoutProblem> {
        holdout(&self.base, split)
    }
}

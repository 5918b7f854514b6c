//! What is asked about the models of the loaded base.

use shared::domain::Day;
use shared::planning::{
    HoldoutProblem, ModelCard, ModelCheck, RefitJob, RefitProblem, RefitRequest, check_model, model_card,
};

use super::LoadedBase;

impl LoadedBase {
    /// What the models in use are; `None` without an order.
    #[must_use]
    pub fn model_card(&self) -> Option<ModelCard> {
        model_card(&self.base, &self.manifest.assessment)
    }

    /// Fits to the orders up to `split` and compares all weeks and customers.
    ///
    /// # Errors
    /// When a side is too short or the model is not identified.
    pub fn model_check(&self, split: Option<Day>) -> Result<ModelCheck, HoldoutProblem> {
        check_model(&self.base, split)
    }

    /// A refit, ready for its first step.
    ///
    /// # Errors
    /// When there is nothing to fit, or too little.
    pub fn refit_job(&self, request: RefitRequest) -> Result<RefitJob, RefitProblem> {
        RefitJob::new(&self.base, request)
    }
}

//! The models in use.

use serde::{Deserialize, Serialize};
use shared::domain::Day;
use shared::planning::{HoldoutProblem, ModelCard, ModelCheck};

use crate::question::question;

/// What the models in use are. Answered with `None` without an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelCardQuestion;

/// Fits to the orders up to a day and compares all weeks and customers. Answered with that, or why nothing can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelCheckQuestion {
    /// Last day the fit sees; `None` leaves the last third of the orders' span, at most a year.
    pub split: Option<Day>,
}

question!(ModelCardQuestion => Option<ModelCard>, ModelCard);
question!(ModelCheckQuestion => Result<ModelCheck, HoldoutProblem>, ModelCheck);

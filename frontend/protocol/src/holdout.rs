//! Whether the forecast was right about the past.

use serde::{Deserialize, Serialize};
use shared::domain::Day;
use shared::planning::{Holdout, HoldoutProblem};

use crate::question::question;

/// Fits to the orders up to a day and compares the rest. Answered with what the forecast said of the time after the split and
/// what happened, or why nothing can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldoutQuestion {
    /// Last day the fit sees; `None` leaves the last third of the orders' span, at most a year.
    pub split: Option<Day>,
}

question!(HoldoutQuestion => Result<Holdout, HoldoutProblem>, Holdout);

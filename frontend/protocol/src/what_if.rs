//! What-if.

use serde::{Deserialize, Serialize};
use shared::planning::{Outcome, Scenario};

/// Answer to [`Request::WhatIf`](crate::Request::WhatIf).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhatIfAnswer {
    /// The scenario answered.
    pub scenario: Scenario,
    /// The future as the settings have it.
    pub base: Outcome,
    /// The scenario's.
    pub outcome: Outcome,
    /// Greatest value of the dropout lever: beyond it some customers would stop for certain.
    pub largest_dropout: f64,
    /// Time the worker took, in milliseconds.
    pub compute_ms: f64,
}

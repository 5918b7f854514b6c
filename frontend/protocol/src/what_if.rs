//! What-if.

use serde::{Deserialize, Serialize};
use shared::planning::{Estimate, Outcome, Scenario};

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

/// Answer to [`Request::WhatIfIntervals`](crate::Request::WhatIfIntervals).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhatIfIntervals {
    /// The scenario answered.
    pub scenario: Scenario,
    /// Equity under the scenario, minor units.
    pub equity_minor: Estimate,
    /// Difference from the base scenario, minor units.
    pub difference_minor: Estimate,
}

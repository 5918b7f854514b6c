//! What-if.

use serde::{Deserialize, Serialize};
use shared::planning::{Outcome, Scenario};

use crate::question::question;

/// The scenario beside the base scenario, which follows from the manifest's settings. Answered with `None` where the verdict is
/// to rank by lateness.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhatIfQuestion {
    /// The scenario.
    pub scenario: Scenario,
}

/// Answer to a [`WhatIfQuestion`].
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

question!(WhatIfQuestion => Option<WhatIfAnswer>, WhatIf);

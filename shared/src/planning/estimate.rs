//! A number that is not known exactly.

use serde::{Deserialize, Serialize};

use crate::scoring::uncertainty::Interval;

/// A point estimate with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Estimate {
    /// Point estimate.
    pub value: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
}

/// A figure as things are, under a scenario, and what lies between.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// As things are.
    pub base: Estimate,
    /// Under the scenario.
    pub scenario: Estimate,
    /// The difference, whose interval carries parameter uncertainty alone: common to both, so it is narrower.
    pub difference: Estimate,
}

impl Estimate {
    /// A value with its 95 % interval.
    pub(crate) fn of(value: f64, interval: Interval) -> Self {
        Self { value, low: interval.low, high: interval.high }
    }
}

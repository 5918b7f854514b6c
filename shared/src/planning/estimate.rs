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

impl Estimate {
    /// A value with its 95 % interval.
    pub(crate) fn of(value: f64, interval: Interval) -> Self {
        Self { value, low: interval.low, high: interval.high }
    }
}

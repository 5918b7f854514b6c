//! How good scores and probabilities are.
//!
//! [`Ranking`] asks only for an order of customers, [`Forecasts`] for probabilities.

mod calibration_table;
mod error;
mod forecasts;
mod gains;
mod ranking;

pub use calibration_table::{CalibrationBin, CalibrationTable};
pub use error::MetricError;
pub use forecasts::Forecasts;
pub use gains::GainRow;
pub use ranking::{Ranking, Tie};

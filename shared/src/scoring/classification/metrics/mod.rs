//! How good scores and probabilities are.
//!
//! [`Ranking`] asks only for an order of customers, [`Forecasts`] for probabilities. [`Placements`] says how
//! sure an AUC is and compares two.

mod calibration_table;
mod delong;
mod error;
mod forecasts;
mod gains;
mod ranking;

pub use calibration_table::{CalibrationBin, CalibrationTable};
pub use delong::Placements;
pub use error::MetricError;
pub use forecasts::Forecasts;
pub use gains::GainRow;
pub use ranking::{Ranking, Tie};

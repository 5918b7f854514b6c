//! Whether a model's forecasts came true: fit up to a day, forecast what follows, compare.
//!
//! | file | holds |
//! |---|---|
//! | `accuracy` | total, absolute and squared error, correlation |
//! | `baseline` | what needs no model, and any model should beat |
//! | `frequency_bins` | predicted and actual by how often customers had bought |
//! | `ranking` | deciles, lift and Gini coefficients |
//! | `tracking` | purchases week by week, made and expected |
//! | `log_score` | how probable the model held what happened |
//! | `rolling` | forecasts that could have been made in the past, and what they say of the model's own error |
//! | `report` | all of this of one model |
//! | `choice` | which model to use, by information criteria and by holdout |
//!
//! All of it works for every [`PurchaseModel`](super::PurchaseModel), on transactions by customer as
//! [`CalibrationHoldout`](super::preparation::CalibrationHoldout) splits them.

mod accuracy;
mod baseline;
mod choice;
mod frequency_bins;
mod log_score;
mod ranking;
mod report;
mod rolling;
mod tracking;

pub use accuracy::Accuracy;
pub use baseline::Baseline;
pub use choice::{Choice, Verdict, choose};
pub use frequency_bins::{FrequencyBin, frequency_bins};
pub use log_score::log_scores;
pub use ranking::{Decile, deciles, gini, ranking_gini};
pub use report::{Backtest, backtest};
pub use rolling::{Origin, RollingOrigins, rolling_origins};
pub use tracking::{TrackingWeek, tracking};

//! Who will leave, from features other than the purchase history: for shops that have such features (contracts, usage,
//! complaints) and a past outcome to learn from.
//!
//! | part | holds |
//! |---|---|
//! | `features` | what is known of each customer |
//! | `logistic` | penalised logistic regression |
//! | `calibration` | from scores to probabilities: isotonic and Platt |
//! | `classifier`, `folds` | regression and calibration together, cross-fitted |
//! | `metrics` | how well scores rank (AUC, gains, lift) and how well probabilities hold (Brier, log loss, calibration) |
//! | `profit` | what a retention campaign by these scores earns at best: maximum profit and its expectation |
//!
//! The positive class is the event predicted: leaving. Scores are greater for whom it is likelier.

pub mod calibration;
mod classifier;
mod features;
mod folds;
pub mod logistic;
pub mod metrics;
pub mod profit;

pub use classifier::{Classifier, choose_penalty, fit_classifier, left_out_probabilities};
pub use features::{FeatureError, Features};
pub use folds::Folds;

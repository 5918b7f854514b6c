//! Who will leave, from features other than the purchase history: for shops that have such features (contracts, usage,
//! complaints) and a past outcome to learn from.
//!
//! | part | holds |
//! |---|---|
//! | `metrics` | how well scores rank (AUC, gains, lift) and how well probabilities hold (Brier, log loss, calibration) |
//! | `profit` | what a retention campaign by these scores earns at best: maximum profit and its expectation |
//!
//! The positive class is the event predicted: leaving. Scores are greater for whom it is likelier.

pub mod metrics;
pub mod profit;

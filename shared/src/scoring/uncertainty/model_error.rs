//! The error of the model itself.

/// How far a model's totals were off in backtests, beyond what parameters, individuals and counts explain: see
/// [`RollingOrigins::model_error`](crate::scoring::backtest::RollingOrigins::model_error).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModelError {
    /// Variance of ln(actual/expected) that is left for the model; zero where the other noises explain all.
    pub log_variance: f64,
    /// Backtests behind it.
    pub origins: usize,
}

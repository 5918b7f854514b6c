//! What large-sample theory gets wrong in small bases.

/// Repeat customers at which the variances from the parameters double.
const DOUBLES_AT: f64 = 130.0;

/// Factor on the covariance of a purchase model's parameters where it is carried into forecasts. Large-sample
/// standard errors are too small just where the estimates are too low; by simulation of three kinds of shops this
/// makes the intervals hold (`docs/scoring.md`). Intervals of the parameters themselves do not need it: they
/// follow the likelihood.
///
/// ```
/// use shared::scoring::uncertainty::small_base_factor;
/// assert_eq!(small_base_factor(130.0), 2.0);
/// assert!(small_base_factor(13_000.0) < 1.011);
/// ```
#[must_use]
pub fn small_base_factor(repeat_customers: f64) -> f64 {
    1.0 + DOUBLES_AT / repeat_customers
}

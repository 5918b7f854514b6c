//! Discounting from opportunity to opportunity.

use crate::math::ln_1p;
use crate::scoring::DiscountRateError;

/// A discount rate from one opportunity to the next.
///
/// ```
/// use shared::scoring::bg_bb::{DiscountPerOpportunity, DiscreteHistory, Parameters};
/// let model = Parameters { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 }.check()?;
/// let rate = DiscountPerOpportunity::effective(0.1)?;
/// assert_eq!((rate.get(), DiscountPerOpportunity::NONE.get()), (0.1, 0.0));
/// // A purchase at the next opportunity is worth 1/1.1 of one now.
/// let donor = DiscreteHistory::new(4, 5, 6)?;
/// let next = model.discounted_purchases(donor, rate, Some(1));
/// assert!((next - model.expected_purchases(donor, 1) / 1.1).abs() < 1e-12);
/// assert!(DiscountPerOpportunity::effective(-0.1).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct DiscountPerOpportunity {
    rate: f64,
}

impl DiscountPerOpportunity {
    /// No discount.
    pub const NONE: Self = Self { rate: 0.0 };

    /// The rate at which money loses `rate` of its value from one opportunity to the next: 0.10 for 10 %.
    ///
    /// # Errors
    /// When the rate is negative or not finite.
    pub fn effective(rate: f64) -> Result<Self, DiscountRateError> {
        if rate.is_finite() && rate >= 0.0 { Ok(Self { rate }) } else { Err(DiscountRateError { rate }) }
    }

    /// The effective rate.
    #[must_use]
    pub fn get(self) -> f64 {
        self.rate
    }

    /// ln(1 + rate).
    pub(super) fn continuous(self) -> f64 {
        ln_1p(self.rate)
    }
}

#[cfg(test)]
mod tests {
    use super::DiscountPerOpportunity;

    #[test]
    fn refuses_what_discounts_nothing_sensible() {
        assert_eq!(DiscountPerOpportunity::effective(0.0), Ok(DiscountPerOpportunity::NONE));
        assert!(DiscountPerOpportunity::effective(0.1).is_ok());
        assert!(DiscountPerOpportunity::effective(-0.1).is_err());
        assert!(DiscountPerOpportunity::effective(f64::NAN).is_err());
    }
}

//! Discounting from opportunity to opportunity.

use crate::math::ln_1p;
use crate::scoring::DiscountRateError;

/// A discount rate from one opportunity to the next.
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

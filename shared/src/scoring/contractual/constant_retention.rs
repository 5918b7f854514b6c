//! The textbook formulas with one retention rate for all customers and all time.
//!
//! They ignore that retention rises with tenure as the customers who leave easily are gone, and so undervalue a base:
//! use a fitted [`Retention`](super::Retention) where there are cohorts. They serve claims such as "five points more
//! retention" whose authors used them. One payment of `margin` a period; retention r, discount d a period.

/// A margin that is paid a period while the customer stays: margin m, retention rate r and discount rate d, all a
/// period, the same for all customers and all time (Gupta and Lehmann 2003, "Customers as assets").
///
/// It ignores that retention rises with tenure, as customers who leave easily are gone sooner, and so undervalues a
/// base (Fader and Hardie 2010): use a fitted [`Retention`](super::Retention) where there are cohorts.
///
/// ```
/// use shared::scoring::contractual::ConstantRetention;
/// // Gupta and Lehmann (2003): with 90 % retention and 12 % discount a customer is worth 4.09 margins.
/// let customer = ConstantRetention::new(1.0, 0.9, 0.12)?;
/// assert!((customer.value_from_next_payment() - 4.09).abs() < 0.005);
/// assert!((customer.value_with_payment_now() - 1.12 / 0.22).abs() < 1e-12);
/// assert!((customer.value_of_payments(2) - (1.0 + 0.9 / 1.12)).abs() < 1e-12);
/// // One point more retention, and one percent more.
/// assert!((customer.value_of_retention() - 1.12 / (0.22 * 0.22)).abs() < 1e-9);
/// assert!((customer.elasticity_from_next_payment() - 1.12 / 0.22).abs() < 1e-12);
/// assert!((customer.elasticity_with_payment_now() - 0.9 / 0.22).abs() < 1e-12);
/// assert!((customer.expected_lifetime() - 10.0).abs() < 1e-12 && (customer.half_life() - 6.58).abs() < 0.005);
/// # Ok::<(), shared::scoring::contractual::AssumptionError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConstantRetention {
    margin: f64,
    retention: f64,
    discount: f64,
}

/// Assumptions that are none.
///
/// ```
/// use shared::scoring::contractual::{AssumptionError, ConstantRetention};
/// assert_eq!(ConstantRetention::new(100.0, 1.2, 0.1), Err(AssumptionError::Retention(1.2)));
/// let endless = AssumptionError::Unbounded { retention: 1.0, discount: 0.0 };
/// assert_eq!(ConstantRetention::new(100.0, 1.0, 0.0), Err(endless));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum AssumptionError {
    /// No margin.
    #[error("the margin a period must be a finite number, but is {0}")]
    Margin(f64),
    /// No share.
    #[error("the retention rate must lie in 0 to 1, but is {0}")]
    Retention(f64),
    /// No rate.
    #[error("the discount rate a period must be zero or more and finite, but is {0}")]
    Discount(f64),
    /// Nobody ever leaves and nothing is discounted.
    #[error("with a retention rate of {retention} and a discount rate of {discount} the value is not finite")]
    Unbounded {
        /// The retention rate given, times the growth of the margin.
        retention: f64,
        /// The discount rate given.
        discount: f64,
    },
}

impl ConstantRetention {
    /// The assumptions: margin a period, retention rate r, discount rate d a period.
    ///
    /// # Errors
    /// When one is none, or r = 1 with d = 0.
    pub fn new(margin: f64, retention: f64, discount: f64) -> Result<Self, AssumptionError> {
        if !margin.is_finite() {
            return Err(AssumptionError::Margin(margin));
        }
        if !(0.0..=1.0).contains(&retention) {
            return Err(AssumptionError::Retention(retention));
        }
        if !(discount.is_finite() && discount >= 0.0) {
            return Err(AssumptionError::Discount(discount));
        }
        if retention >= 1.0 + discount {
            return Err(AssumptionError::Unbounded { retention, discount });
        }
        Ok(Self { margin, retention, discount })
    }

    /// The value of all payments, the first one after a period: m r/(1 + d − r).
    #[must_use]
    pub fn value_from_next_payment(&self) -> f64 {
        self.margin * self.retention / (1.0 + self.discount - self.retention)
    }

    /// The value of all payments, one of them now: m (1 + d)/(1 + d − r).
    #[must_use]
    pub fn value_with_payment_now(&self) -> f64 {
        self.margin * (1.0 + self.discount) / (1.0 + self.discount - self.retention)
    }

    /// The value of so many payments, one of them now: m Σ (r/(1 + d))^t for t from 0.
    #[must_use]
    pub fn value_of_payments(&self, payments: u32) -> f64 {
        let factor = self.retention / (1.0 + self.discount);
        let mut weight = 1.0;
        let mut sum = 0.0;
        for _ in 0..payments {
            sum += weight;
            weight *= factor;
            if weight == 0.0 {
                break;
            }
        }
        self.margin * sum
    }

    /// The value of all payments, the first one after a period, when the margin grows by the share g a period from the
    /// second payment on: m r/(1 + d − r(1 + g)).
    ///
    /// ```
    /// use shared::scoring::contractual::ConstantRetention;
    /// let customer = ConstantRetention::new(100.0, 0.8, 0.1)?;
    /// assert!((customer.value_with_growth(0.05)? - 80.0 / (1.1 - 0.84)).abs() < 1e-9);
    /// assert!(customer.value_with_growth(0.4).is_err());
    /// # Ok::<(), shared::scoring::contractual::AssumptionError>(())
    /// ```
    ///
    /// # Errors
    /// When growth outruns retention and discount, or is below −1.
    pub fn value_with_growth(&self, growth: f64) -> Result<f64, AssumptionError> {
        let retention = self.retention * (1.0 + growth);
        if !(growth >= -1.0 && retention < 1.0 + self.discount) {
            return Err(AssumptionError::Unbounded { retention, discount: self.discount });
        }
        Ok(self.margin * self.retention / (1.0 + self.discount - retention))
    }

    /// Derivative in r of either value, m (1 + d)/(1 + d − r)²: what a point of retention is worth is a hundredth of it.
    #[must_use]
    pub fn value_of_retention(&self) -> f64 {
        let gap = 1.0 + self.discount - self.retention;
        self.margin * (1.0 + self.discount) / (gap * gap)
    }

    /// Percent by which the value from the next payment rises when r rises by one percent: (1 + d)/(1 + d − r).
    #[must_use]
    pub fn elasticity_from_next_payment(&self) -> f64 {
        (1.0 + self.discount) / (1.0 + self.discount - self.retention)
    }

    /// The same for the value with a payment now: r/(1 + d − r).
    #[must_use]
    pub fn elasticity_with_payment_now(&self) -> f64 {
        self.retention / (1.0 + self.discount - self.retention)
    }

    /// Periods a new customer is expected to stay, the first one included: 1/(1 − r); infinite at r = 1.
    #[must_use]
    pub fn expected_lifetime(&self) -> f64 {
        1.0 / (1.0 - self.retention)
    }

    /// Periods after which half of the customers are left: ln ½/ln r; infinite at r = 1.
    #[must_use]
    pub fn half_life(&self) -> f64 {
        if self.retention >= 1.0 { f64::INFINITY } else { -std::f64::consts::LN_2 / crate::math::ln(self.retention) }
    }
}

/// Churn over `periods` periods with this churn in each: 1 − (1 − c)^n. A year of 5 % a month is 46 %, not 60 %.
///
/// ```
/// use shared::scoring::contractual::churn_over;
/// assert!((churn_over(0.05, 12.0) - 0.459640).abs() < 5e-7);
/// // And back: what a yearly churn of 46 % is a month.
/// assert!((churn_over(0.459640, 1.0 / 12.0) - 0.05).abs() < 1e-6);
/// ```
#[must_use]
pub fn churn_over(churn: f64, periods: f64) -> f64 {
    -crate::math::exp_m1(periods * crate::math::ln_1p(-churn))
}

#[cfg(test)]
mod tests {
    use super::{AssumptionError, ConstantRetention, churn_over};

    fn example(retention: f64) -> ConstantRetention {
        ConstantRetention::new(100.0, retention, 0.1).expect("sound assumptions")
    }

    #[track_caller]
    fn assert_printed(actual: f64, printed: f64) {
        assert!((actual - printed).abs() <= 0.5e-4, "{actual} instead of {printed}");
    }

    #[test]
    fn the_textbook_example_comes_out() {
        let assumed = example(0.8);
        assert_printed(assumed.value_from_next_payment(), 266.6667);
        assert_printed(assumed.value_with_payment_now(), 366.6667);
        assert_printed(assumed.value_of_payments(5), 292.0634);
        assert_printed(assumed.value_with_growth(0.03).expect("bounded"), 289.8551);
        assert_printed(assumed.value_of_retention(), 1222.2222);
        assert_printed(assumed.elasticity_from_next_payment(), 3.6667);
        assert_printed(assumed.elasticity_with_payment_now(), 2.6667);
        assert_printed(assumed.expected_lifetime(), 5.0);
        assert_printed(assumed.half_life(), 3.1063);
        assert_printed(example(0.81).value_from_next_payment() - assumed.value_from_next_payment(), 12.6437);
        assert_printed(100.0 * churn_over(0.05, 12.0), 45.964);
    }

    #[test]
    fn many_payments_tend_to_the_endless_value() {
        let assumed = example(0.8);
        assert!((assumed.value_of_payments(1000) / assumed.value_with_payment_now() - 1.0).abs() < 1e-13);
        assert_eq!(assumed.value_of_payments(0), 0.0);
    }

    #[test]
    fn assumptions_without_a_finite_value_are_refused() {
        assert!(matches!(ConstantRetention::new(1.0, 1.0, 0.0), Err(AssumptionError::Unbounded { .. })));
        assert!(matches!(ConstantRetention::new(1.0, 1.2, 0.5), Err(AssumptionError::Retention(_))));
        assert!(matches!(ConstantRetention::new(1.0, 0.5, -0.1), Err(AssumptionError::Discount(_))));
        assert!(example(0.9).value_with_growth(0.5).is_err());
    }
}

//! Times and discount rates that cannot be taken for one another.

/// Days in a week: histories in days become weeks by this, without rounding.
pub const DAYS_PER_WEEK: f64 = 7.0;
/// Weeks in a year of 365.25 days.
///
/// ```
/// use shared::scoring::{DAYS_PER_WEEK, WEEKS_PER_YEAR};
/// assert!((WEEKS_PER_YEAR * DAYS_PER_WEEK - 365.25).abs() < 1e-12);
/// ```
pub const WEEKS_PER_YEAR: f64 = 365.25 / DAYS_PER_WEEK;
/// Months in a year.
const MONTHS_PER_YEAR: f64 = 12.0;

/// A length of time: zero or more, perhaps infinite, in weeks of seven days.
///
/// ```
/// use shared::scoring::Weeks;
/// assert_eq!(Weeks::of_days(14.0).get(), 2.0);
/// assert_eq!(Weeks::of_months(12.0), Weeks::of_years(1.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Weeks(f64);

impl Weeks {
    /// No time.
    pub const ZERO: Self = Self(0.0);
    /// All time to come.
    pub const FOREVER: Self = Self(f64::INFINITY);

    /// That many weeks.
    ///
    /// # Panics
    /// When the number is negative or not a number.
    #[must_use]
    pub fn of_weeks(weeks: f64) -> Self {
        assert!(weeks >= 0.0, "a length of time is zero or more, but is {weeks} weeks");
        Self(weeks)
    }

    /// That many days, a seventh of a week each.
    ///
    /// # Panics
    /// When the number is negative or not a number.
    #[must_use]
    pub fn of_days(days: f64) -> Self {
        Self::of_weeks(days / DAYS_PER_WEEK)
    }

    /// That many months of 365.25/12 days.
    ///
    /// # Panics
    /// When the number is negative or not a number.
    #[must_use]
    pub fn of_months(months: f64) -> Self {
        Self::of_weeks(months * (WEEKS_PER_YEAR / MONTHS_PER_YEAR))
    }

    /// That many years of 365.25 days.
    ///
    /// # Panics
    /// When the number is negative or not a number.
    #[must_use]
    pub fn of_years(years: f64) -> Self {
        Self::of_weeks(years * WEEKS_PER_YEAR)
    }

    /// The number of weeks.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

/// A discount rate, kept as the continuous rate a week.
///
/// ```
/// use shared::scoring::{DiscountRate, WEEKS_PER_YEAR};
/// let rate = DiscountRate::annual_effective(0.10)?;
/// // One order in a year's time is worth 1/1.10 of one today.
/// assert!((shared::math::exp(-rate.per_week() * WEEKS_PER_YEAR) - 1.0 / 1.10).abs() < 1e-15);
/// # Ok::<(), shared::scoring::DiscountRateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct DiscountRate {
    per_week: f64,
}

/// A rate that discounts nothing sensible.
///
/// ```
/// use shared::scoring::DiscountRate;
/// let error = DiscountRate::annual_effective(-0.1).expect_err("money does not grow by waiting");
/// assert_eq!(error.rate, -0.1);
/// assert!(DiscountRate::annual_effective(f64::NAN).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("a discount rate must be zero or more and finite, but is {rate}")]
pub struct DiscountRateError {
    /// The rate given.
    pub rate: f64,
}

impl DiscountRate {
    /// No discount.
    #[must_use]
    pub fn none() -> Self {
        Self { per_week: 0.0 }
    }

    /// The rate at which money loses `rate` of its value a year of 365.25 days: 0.10 for 10 %.
    ///
    /// # Errors
    /// When the rate is negative or not finite.
    pub fn annual_effective(rate: f64) -> Result<Self, DiscountRateError> {
        check(rate)?;
        Ok(Self { per_week: crate::math::ln_1p(rate) / WEEKS_PER_YEAR })
    }

    /// The rate by which e^(−rate · weeks) discounts: for figures published with another year, as ln(1 + d)/52.
    ///
    /// ```
    /// use shared::math::ln;
    /// use shared::scoring::{DiscountRate, DiscountRateError, History, PurchaseModel, Weeks};
    /// use shared::scoring::pareto_nbd::Parameters;
    /// // The published discounted residual transactions of this customer take 15 % a year of 52 weeks.
    /// let rate = DiscountRate::continuous_per_week(ln(1.15) / 52.0)?;
    /// let model = Parameters { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 }.check()?;
    /// let residual = model.discounted_purchases(&History::new(2, 30.43, 38.86)?, rate, Weeks::FOREVER);
    /// assert!((residual - 6.5005138368).abs() < 1e-8);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the rate is negative or not finite.
    pub fn continuous_per_week(rate: f64) -> Result<Self, DiscountRateError> {
        check(rate)?;
        Ok(Self { per_week: rate })
    }

    /// The continuous rate a week.
    #[must_use]
    pub fn per_week(self) -> f64 {
        self.per_week
    }
}

fn check(rate: f64) -> Result<(), DiscountRateError> {
    if rate.is_finite() && rate >= 0.0 { Ok(()) } else { Err(DiscountRateError { rate }) }
}

#[cfg(test)]
mod tests {
    use super::{DiscountRate, Weeks};
    use crate::math::ln;

    #[test]
    fn a_year_has_365_and_a_quarter_days() {
        assert_eq!(Weeks::of_years(4.0), Weeks::of_days(1461.0));
        assert_eq!(Weeks::of_months(3.0).get() * 28.0, 365.25);
        assert!(Weeks::of_days(8.0) > Weeks::of_weeks(1.0) && Weeks::FOREVER > Weeks::of_years(1e9));
    }

    #[test]
    fn twelve_percent_a_year_is_continuous_by_the_week() {
        let rate = DiscountRate::annual_effective(0.12).expect("a rate");
        assert!((rate.per_week() * 365.25 / 7.0 - ln(1.12)).abs() < 1e-15);
        assert_eq!(DiscountRate::none().per_week(), 0.0);
    }

    #[test]
    fn rates_that_are_none_are_refused() {
        for bad in [-0.01, f64::NAN, f64::INFINITY] {
            assert!(DiscountRate::annual_effective(bad).is_err());
            assert!(DiscountRate::continuous_per_week(bad).is_err());
        }
    }
}

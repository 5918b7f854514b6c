//! Months and annual rates in the models' weeks.

use crate::math::ln_1p;
use crate::scoring::{DAYS_PER_WEEK, Levers, WEEKS_PER_YEAR};

/// Dropout is switched off for this long when value at risk is computed, in weeks.
pub(super) const WEEKS_AT_RISK: f64 = 90.0 / DAYS_PER_WEEK;

/// Which future is looked at, and how far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Outlook {
    /// What is changed about it.
    pub levers: Levers,
    /// Weeks looked ahead.
    pub horizon: f64,
    /// Continuous discount rate a week.
    pub rate: f64,
}

impl Outlook {
    /// `months` of 365.25/12 days ahead at the annual effective rate.
    pub(super) fn new(months: u16, annual_discount_rate: f64) -> Self {
        Self {
            levers: Levers::NONE,
            horizon: f64::from(months) * (WEEKS_PER_YEAR / 12.0),
            rate: ln_1p(annual_discount_rate) / WEEKS_PER_YEAR,
        }
    }
}

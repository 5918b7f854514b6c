//! Months and annual rates in the models' weeks.

use super::Scenario;
use crate::math::ln_1p;
use crate::scoring::{DAYS_PER_WEEK, Levers, WEEKS_PER_YEAR};

/// Dropout is switched off for this long when value at risk is computed, in weeks.
pub(super) const WEEKS_AT_RISK: f64 = 90.0 / DAYS_PER_WEEK;

/// Which future is looked at, and how far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Outlook {
    /// What is changed about it.
    pub levers: Levers,
    /// Weeks for which the lever on the purchase rate holds; then customers buy as they do now.
    pub pace_weeks: f64,
    /// Weeks looked ahead.
    pub horizon: f64,
    /// Continuous discount rate a week.
    pub rate: f64,
}

impl Outlook {
    /// `months` of 365.25/12 days ahead at the annual effective rate, as things are.
    pub(super) fn new(months: u16, annual_discount_rate: f64) -> Self {
        Self {
            levers: Levers::NONE,
            pace_weeks: f64::INFINITY,
            horizon: weeks(months),
            rate: ln_1p(annual_discount_rate) / WEEKS_PER_YEAR,
        }
    }

    /// Under the levers of a scenario.
    pub(super) fn of(scenario: &Scenario) -> Self {
        Self {
            levers: Levers { purchase_rate: scenario.purchase_rate, dropout: scenario.dropout },
            pace_weeks: weeks(scenario.purchase_rate_months),
            ..Self::new(scenario.horizon_months, scenario.annual_discount_rate)
        }
    }
}

fn weeks(months: u16) -> f64 {
    f64::from(months) * (WEEKS_PER_YEAR / 12.0)
}

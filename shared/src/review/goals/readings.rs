//! What a figure was on earlier days, under today's fit.

use super::{GoalAim, GoalMetric};
use crate::base::{Base, Customers};
use crate::domain::{Day, Settings};
use crate::planning::{Assessment, current_figures};
use crate::review::earlier::earlier;
use crate::review::retention::expected;

/// Days between readings of a figure without a period.
const STEP_DAYS: u32 = 30;
/// Most readings before the last.
const MOST_STEPS: u32 = 12;
/// Fewest customers a reading may speak of.
const FEWEST_CUSTOMERS: f64 = 30.0;

/// Days between readings. Periods of retention do not overlap, for changes of overlapping ones would not be independent.
pub(super) fn step_days(aim: &GoalAim) -> u32 {
    if aim.metric.has_period() { aim.period_days.max(STEP_DAYS) } else { STEP_DAYS }
}

/// Readings up to the as-of day, the oldest first; fewer where the shop is younger or had too few customers.
pub(super) fn readings(base: &Base, assessment: &Assessment, settings: &Settings, aim: &GoalAim) -> Vec<(Day, f64)> {
    let Some(as_of) = base.as_of else { return Vec::new() };
    let step = step_days(aim) as i32;
    let mut found = Vec::new();
    for back in 0..=MOST_STEPS as i32 {
        let at = Day(as_of.0.saturating_sub(back.saturating_mul(step)));
        match reading(base, assessment, settings, aim, at) {
            Some(value) => found.push((at, value)),
            None => break,
        }
    }
    found.reverse();
    found
}

/// The figure at the end of a day; `None` where too few customers were there or the model cannot say.
pub(super) fn reading(
    base: &Base,
    assessment: &Assessment,
    settings: &Settings,
    aim: &GoalAim,
    at: Day,
) -> Option<f64> {
    let then = earlier(base, at).customers;
    if (then.len() as f64) < FEWEST_CUSTOMERS {
        return None;
    }
    match aim.metric {
        GoalMetric::Retention => churn(&then, assessment, aim.period_days).map(|churn| 1.0 - churn),
        GoalMetric::Churn => churn(&then, assessment, aim.period_days),
        GoalMetric::RepeatRate => {
            let repeated = then.frequency.iter().filter(|frequency| **frequency > 0).count();
            Some(repeated as f64 / then.len() as f64)
        }
        metric => {
            let figures = current_figures(&then, assessment, settings)?;
            match metric {
                GoalMetric::ActiveCustomers => Some(figures.active),
                GoalMetric::CustomerEquity => figures.equity_minor,
                _ => figures.at_risk_minor,
            }
        }
    }
}

fn churn(then: &Customers, assessment: &Assessment, days: u32) -> Option<f64> {
    let expected = expected(then, assessment, days)?;
    (expected.base >= FEWEST_CUSTOMERS).then_some(expected.churn.value)
}

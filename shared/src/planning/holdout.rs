//! Holdout by date: fit to the orders up to a day, predict the rest, compare.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Estimate;
use crate::base::Base;
use crate::domain::Day;
use crate::math::{NORMAL_975, exp, ln};
use crate::scoring::beta_geometric::{self, Dropout, Model, Parameters};
use crate::scoring::optimise::Matrix;
use crate::scoring::preparation::CalibrationHoldout;
use crate::scoring::{DAYS_PER_WEEK, Histories, History, Limit, PurchaseModel};

/// Least number of days on either side of the split.
const LEAST_HOLDOUT_DAYS: i32 = 42;

/// Why there is nothing to compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum HoldoutProblem {
    /// One side of the split is too short.
    #[error("six weeks are needed on either side of the split; the orders span {days} days")]
    TooShort {
        /// Days from the first to the last order.
        days: i32,
    },
    /// The orders up to the split do not identify the model.
    #[error("dropout is not identified by the orders up to the split")]
    NotIdentified,
}

/// Repeat transactions in one week of the customers known at the split.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct HoldoutWeek {
    /// Last day of the week; the last week of the holdout may be shorter than seven days.
    pub last_day: Day,
    /// Repeat transactions counted.
    pub actual: u32,
    /// Repeat transactions expected; `None` up to the split, which the fit has seen.
    pub expected: Option<f64>,
}

/// What MBG/NBD, fitted up to the split, said of the time after it, and what happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Holdout {
    /// Last day that the fit has seen.
    pub split: Day,
    /// Customers known at the split; later ones are not counted.
    pub customers: u32,
    /// Their repeat transactions after the split.
    pub actual: u64,
    /// Expected repeat transactions, with a 95 % interval of parameters, individuals and counts ("if the model holds").
    pub expected: Estimate,
    /// Weeks in order, those up to the split without expectation.
    pub weeks: Vec<HoldoutWeek>,
}

/// The day that leaves the last third of the span, but at most a year, for the holdout.
#[must_use]
pub fn usual_split(base: &Base) -> Option<Day> {
    let last = base.as_of?;
    let first = base.orders.day.iter().min()?;
    Some(Day(last.0 - ((last.0 - first.0) / 3).min(364)))
}

/// Compares, splitting after the given day or after [`usual_split`].
///
/// # Errors
/// When a side is too short or the model is not identified.
pub fn holdout(base: &Base, split: Option<Day>) -> Result<Holdout, HoldoutProblem> {
    let (Some(last), Some(first)) = (base.as_of, base.orders.day.iter().min().copied()) else {
        return Err(HoldoutProblem::TooShort { days: 0 });
    };
    let split = split.or_else(|| usual_split(base)).unwrap_or(last);
    if split.0 - first.0 < LEAST_HOLDOUT_DAYS || last.0 - split.0 < LEAST_HOLDOUT_DAYS {
        return Err(HoldoutProblem::TooShort { days: last.0 - first.0 });
    }
    let rows = (0..base.customers.len()).map(|row| base.orders.of(row));
    let seen = CalibrationHoldout::of(rows, split, last).expect("six weeks are on this side");
    let histories = seen.histories();
    let fit =
        beta_geometric::fit(Dropout::AfterEveryTransaction, &histories).map_err(|_| HoldoutProblem::NotIdentified)?;
    if fit.certificate.limits.contains(&Limit::NoDropout) || !fit.certificate.converged {
        return Err(HoldoutProblem::NotIdentified);
    }
    let weeks_ahead = f64::from(last.0 - split.0) / DAYS_PER_WEEK;
    let total = Total::of(&fit.model, &histories, weeks_ahead);
    let parameter_variance = fit
        .certificate
        .covariance
        .as_ref()
        .map_or(0.0, |covariance| variance_by_delta_method(&fit.model, &histories, weeks_ahead, covariance));
    let weeks = weekly(base, split, first, last, &expected_weekly(&fit.model, &histories, split, last));
    let actual = weeks.iter().filter(|week| week.expected.is_some()).map(|week| u64::from(week.actual)).sum();
    Ok(Holdout {
        split,
        customers: seen.len() as u32,
        actual,
        expected: on_log_scale(total.mean, total.variance + parameter_variance),
        weeks,
    })
}

/// Sum over customers of the purchases to come, given the parameters.
struct Total {
    mean: f64,
    variance: f64,
}

impl Total {
    fn of(model: &Model, histories: &Histories, horizon: f64) -> Self {
        let mut moments: BTreeMap<(u32, u64), (f64, f64)> = BTreeMap::new();
        let mut total = Self { mean: 0.0, variance: 0.0 };
        for (history, count) in histories.iter().zip(histories.count()) {
            let (mean, pairs) = *moments.entry((history.frequency, history.age.to_bits())).or_insert_with(|| {
                let future = model.future(&history);
                (future.expected_purchases(horizon), future.discounted_pairs(0.0, horizon))
            });
            let alive = model.probability_alive(&history);
            total.mean += count * alive * mean;
            total.variance += count * (alive * (pairs + mean) - alive * alive * mean * mean);
        }
        total
    }
}

/// Variance of the total that comes from the parameters, by central differences in their logarithms.
fn variance_by_delta_method(model: &Model, histories: &Histories, horizon: f64, covariance: &Matrix) -> f64 {
    const STEP: f64 = 1e-4;
    let at = |index: usize, step: f64| {
        let mut parameters = model.values().to_array();
        parameters[index] *= exp(step);
        let moved = Parameters::from_array(parameters).check(model.dropout()).expect("positive times positive");
        let mut means: BTreeMap<(u32, u64), f64> = BTreeMap::new();
        let mut total = 0.0;
        for (history, count) in histories.iter().zip(histories.count()) {
            let key = (history.frequency, history.age.to_bits());
            let mean = *means.entry(key).or_insert_with(|| moved.future(&history).expected_purchases(horizon));
            total += count * moved.probability_alive(&history) * mean;
        }
        total
    };
    let gradient: [f64; 4] = std::array::from_fn(|index| (at(index, STEP) - at(index, -STEP)) / (2.0 * STEP));
    covariance.quadratic(&gradient)
}

/// A positive total's interval, symmetric on the log scale.
fn on_log_scale(value: f64, variance: f64) -> Estimate {
    let half_width = NORMAL_975 * variance.max(0.0).sqrt() / value;
    Estimate { value, low: exp(ln(value) - half_width), high: exp(ln(value) + half_width) }
}

/// Expected repeat transactions in each week after the split, by the two-point Gauss rule in each week.
fn expected_weekly(model: &Model, histories: &Histories, split: Day, last: Day) -> Vec<f64> {
    let mut alive: BTreeMap<(u32, u64), f64> = BTreeMap::new();
    for (history, count) in histories.iter().zip(histories.count()) {
        *alive.entry((history.frequency, history.age.to_bits())).or_default() +=
            count * model.probability_alive(&history);
    }
    let weeks = (last.0 - split.0 + 6) / 7;
    let mut expected = vec![0.0; weeks as usize];
    let node = 0.5 / 3.0_f64.sqrt();
    for ((frequency, age), alive) in alive {
        let age = f64::from_bits(age);
        let future = model.future(&History { frequency, recency: 0.0, age });
        for (week, sum) in expected.iter_mut().enumerate() {
            let start = week as f64;
            let length = (f64::from(last.0 - split.0) / DAYS_PER_WEEK - start).min(1.0);
            let at = |offset: f64| future.intensity(start + length * (0.5 + offset));
            *sum += alive * length * 0.5 * (at(-node) + at(node));
        }
    }
    expected
}

/// Actual repeat transactions of the customers known at the split, by week, beside what was expected.
fn weekly(base: &Base, split: Day, first: Day, last: Day, expected: &[f64]) -> Vec<HoldoutWeek> {
    let weeks_before = (split.0 - first.0) / 7 + 1;
    let mut weeks: Vec<HoldoutWeek> = (0..weeks_before)
        .map(|week| HoldoutWeek { last_day: Day(split.0 - 7 * (weeks_before - 1 - week)), actual: 0, expected: None })
        .chain(expected.iter().enumerate().map(|(week, expected)| HoldoutWeek {
            last_day: Day((split.0 + 7 * (week as i32 + 1)).min(last.0)),
            actual: 0,
            expected: Some(*expected),
        }))
        .collect();
    for row in 0..base.customers.len() {
        let (days, _) = base.orders.of(row);
        if days.first().is_none_or(|day| *day > split) {
            continue;
        }
        for day in &days[1..] {
            let week = weeks.partition_point(|week| week.last_day < *day);
            weeks[week].actual += 1;
        }
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::{HoldoutProblem, holdout, usual_split};
    use crate::base::{Base, build};
    use crate::domain::Day;
    use crate::sample::{SampleShop, sample_shop};

    fn shop(seed: u64, customers: u32) -> Base {
        let shop = SampleShop { seed, customers, last_day: Day(20_700), days: 730 };
        let histories: Vec<_> = sample_shop(shop).1.map(|(history, _)| history).collect();
        build(&histories)
    }

    #[test]
    fn a_shop_that_follows_the_model_is_forecast_within_the_interval() {
        let base = shop(3, 4000);
        let outcome = holdout(&base, None).expect("the model holds");
        let actual = outcome.actual as f64;
        assert!(outcome.expected.low < actual && actual < outcome.expected.high, "{actual} in {:?}", outcome.expected);
        assert!(outcome.expected.high / outcome.expected.low < 1.3);
        let weekly: f64 = outcome.weeks.iter().filter_map(|week| week.expected).sum();
        assert!((weekly / outcome.expected.value - 1.0).abs() < 1e-4, "weeks add up to the total: {weekly}");
    }

    #[test]
    fn counts_are_those_of_a_naive_pass() {
        let base = shop(5, 800);
        let split = usual_split(&base).expect("a shop with orders");
        let outcome = holdout(&base, None).expect("the model holds");
        let mut known = 0;
        let (mut before, mut after) = (0, 0);
        for row in 0..base.customers.len() {
            let (days, _) = base.orders.of(row);
            if days[0] <= split {
                known += 1;
                before += days[1..].iter().filter(|day| **day <= split).count();
                after += days[1..].iter().filter(|day| **day > split).count();
            }
        }
        assert_eq!((outcome.customers, outcome.actual), (known, after as u64));
        let counted: u32 = outcome.weeks.iter().filter(|week| week.expected.is_none()).map(|week| week.actual).sum();
        assert_eq!(counted as usize, before);
        assert_eq!(outcome.weeks.last().map(|week| week.last_day), base.as_of);
    }

    #[test]
    fn too_short_a_side_is_said() {
        let base = shop(5, 300);
        let last = base.as_of.expect("orders");
        assert!(matches!(holdout(&base, Some(Day(last.0 - 41))), Err(HoldoutProblem::TooShort { .. })));
        assert!(matches!(holdout(&Base::default(), None), Err(HoldoutProblem::TooShort { days: 0 })));
    }
}

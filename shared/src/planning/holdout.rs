//! Holdout by date: fit to the orders up to a day, predict the rest, compare.

use serde::{Deserialize, Serialize};

use super::Estimate;
use crate::base::Base;
use crate::domain::Day;
use crate::scoring::backtest::{TrackingWeek, tracking};
use crate::scoring::catalogue::{FittedModel, fit_mbg_nbd};
use crate::scoring::preparation::CalibrationHoldout;
use crate::scoring::uncertainty::{Level, forecast};
use crate::scoring::{Histories, Limit, Weeks};

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
    let known = UpToSplit::of(base, split)?;
    let weeks = tracking(known.fitted.model.as_ref(), &known.rows, &known.seen).into_iter().map(HoldoutWeek::of);
    Ok(Holdout {
        split: known.seen.calibration_end,
        customers: known.seen.len() as u32,
        actual: known.actual(),
        expected: known.expected,
        weeks: weeks.collect(),
    })
}

/// MBG/NBD fitted to the orders up to a day.
pub(super) struct UpToSplit<'a> {
    pub(super) rows: Vec<(&'a [Day], &'a [i64])>,
    pub(super) seen: CalibrationHoldout,
    pub(super) histories: Histories,
    pub(super) fitted: FittedModel,
    /// Repeat transactions expected after the day.
    pub(super) expected: Estimate,
}

impl<'a> UpToSplit<'a> {
    pub(super) fn of(base: &'a Base, split: Option<Day>) -> Result<Self, HoldoutProblem> {
        let (Some(last), Some(first)) = (base.as_of, base.orders.day.iter().min().copied()) else {
            return Err(HoldoutProblem::TooShort { days: 0 });
        };
        let split = split.or_else(|| usual_split(base)).unwrap_or(last);
        if split.0 - first.0 < LEAST_HOLDOUT_DAYS || last.0 - split.0 < LEAST_HOLDOUT_DAYS {
            return Err(HoldoutProblem::TooShort { days: last.0 - first.0 });
        }
        let rows: Vec<(&[Day], &[i64])> = (0..base.customers.len()).map(|row| base.orders.of(row)).collect();
        let seen = CalibrationHoldout::of(rows.iter().copied(), split, last).expect("six weeks are on this side");
        let histories = seen.histories();
        let fitted = fit_mbg_nbd(&histories).map_err(|_| HoldoutProblem::NotIdentified)?;
        if fitted.certificate.limits.contains(&Limit::NoDropout) || !fitted.certificate.converged {
            return Err(HoldoutProblem::NotIdentified);
        }
        let forecast = forecast(&fitted, &histories, Weeks::of_days(f64::from(seen.holdout_days())));
        let interval = forecast.interval(Level::NINETY_FIVE).ok_or(HoldoutProblem::NotIdentified)?;
        Ok(Self { rows, seen, histories, expected: Estimate::of(forecast.expected, interval), fitted })
    }

    /// Repeat transactions after the day.
    pub(super) fn actual(&self) -> u64 {
        self.seen.transactions.iter().map(|count| u64::from(*count)).sum()
    }
}

impl HoldoutWeek {
    fn of(week: TrackingWeek) -> Self {
        Self { last_day: week.last_day, actual: week.actual, expected: week.expected_given_history }
    }
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

//! The model fitted up to a day against what came after it.

use serde::{Deserialize, Serialize};

use super::{CalibrationGroup, calibration};
use crate::base::Base;
use crate::domain::Day;
use crate::planning::holdout::UpToSplit;
use crate::planning::{Estimate, HoldoutProblem};
use crate::scoring::Weeks;
use crate::scoring::backtest::{TrackingWeek, tracking};

/// Repeat transactions in one week of the customers known at the split.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrackedWeek {
    /// Last day of the week; the first week and the last of the holdout may be shorter than seven days.
    pub last_day: Day,
    /// Repeat transactions counted.
    pub actual: u32,
    /// Repeat transactions expected: up to the split of customers of whom only the first day is known, after it given their
    /// histories at the split.
    pub expected: f64,
    /// Whether the fit has not seen it.
    pub held_out: bool,
}

/// What MBG/NBD, fitted up to the split, says of all weeks and customers, and what happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelCheck {
    /// Last day that the fit has seen.
    pub split: Day,
    /// Last day that was held out.
    pub last_day: Day,
    /// Customers known at the split; later ones are not counted.
    pub customers: u32,
    /// Their repeat transactions after the split.
    pub actual: u64,
    /// Expected repeat transactions after the split, with the 95 % interval of parameters, individuals and counts ("if the
    /// model holds").
    pub expected: Estimate,
    /// All weeks in order.
    pub weeks: Vec<TrackedWeek>,
    /// The customers in ten groups by what was expected of them after the split.
    pub groups: Vec<CalibrationGroup>,
}

/// Fits up to the given day, or to [`usual_split`](crate::planning::usual_split), and compares all weeks and customers.
///
/// # Errors
/// When a side is too short or the model is not identified.
pub fn check_model(base: &Base, split: Option<Day>) -> Result<ModelCheck, HoldoutProblem> {
    let known = UpToSplit::of(base, split)?;
    let seen = &known.seen;
    let horizon = Weeks::of_days(f64::from(seen.holdout_days()));
    let model = known.fitted.model.as_ref();
    let of_history = model.expected_purchases_of_each(&known.histories, horizon);
    let of_customer = known.histories.history_of_customer().iter().map(|history| of_history[*history as usize]);
    Ok(ModelCheck {
        split: seen.calibration_end,
        last_day: seen.holdout_end,
        customers: seen.len() as u32,
        actual: known.actual(),
        expected: known.expected,
        groups: calibration(&of_customer.collect::<Vec<_>>(), &seen.transactions),
        weeks: tracking(model, &known.rows, seen).into_iter().map(TrackedWeek::of).collect(),
    })
}

impl TrackedWeek {
    fn of(week: TrackingWeek) -> Self {
        Self {
            last_day: week.last_day,
            actual: week.actual,
            expected: week.expected_given_history.unwrap_or(week.expected_of_new),
            held_out: week.expected_given_history.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check_model;
    use crate::base::{Base, build};
    use crate::domain::Day;
    use crate::planning::{HoldoutProblem, holdout};
    use crate::sample::{SampleShop, sample_shop};

    fn shop(customers: u32) -> Base {
        let shop = SampleShop { seed: 3, customers, last_day: Day(20_700), days: 730 };
        build(&sample_shop(shop).1.map(|(history, _)| history).collect::<Vec<_>>())
    }

    #[test]
    fn the_check_agrees_with_the_boards_forecast_and_its_groups_with_the_totals() {
        let base = shop(4_000);
        let (check, board) = (check_model(&base, None).expect("it holds"), holdout(&base, None).expect("it holds"));
        assert_eq!((check.split, check.customers, check.actual), (board.split, board.customers, board.actual));
        assert_eq!(check.expected, board.expected);
        for (week, on_board) in check.weeks.iter().zip(&board.weeks) {
            assert_eq!(
                (week.last_day, week.actual, week.held_out),
                (on_board.last_day, on_board.actual, on_board.expected.is_some())
            );
            assert!(on_board.expected.is_none_or(|expected| expected == week.expected));
        }
        assert_eq!(check.weeks.len(), board.weeks.len());
        let sum = |of: &dyn Fn(&super::CalibrationGroup) -> f64| {
            check.groups.iter().map(|group| f64::from(group.customers) * of(group)).sum::<f64>()
        };
        assert_eq!(check.groups.iter().map(|group| group.customers).sum::<u32>(), check.customers);
        assert!((sum(&|group| group.actual.value) - check.actual as f64).abs() < 1e-6);
        assert!((sum(&|group| group.expected) / check.expected.value - 1.0).abs() < 1e-8);
    }

    #[test]
    fn a_shop_that_follows_the_model_is_calibrated_and_tracked() {
        let check = check_model(&shop(6_000), None).expect("it holds");
        let held =
            check.groups.iter().filter(|it| it.actual.low <= it.expected && it.expected <= it.actual.high).count();
        assert!(held >= 8, "{:?}", check.groups);
        assert!(check.groups[9].actual.value > 5.0 * check.groups[4].actual.value);
        // Weeks in the fit are expected of new customers of their age: together to a few percent.
        let seen = |of: &dyn Fn(&super::TrackedWeek) -> f64| -> f64 {
            check.weeks.iter().filter(|week| !week.held_out).map(of).sum()
        };
        assert!((seen(&|week| week.expected) / seen(&|week| f64::from(week.actual)) - 1.0).abs() < 0.05);
    }

    #[test]
    fn too_short_a_side_is_said() {
        let base = shop(300);
        let last = base.as_of.expect("orders");
        assert!(matches!(check_model(&base, Some(Day(last.0 - 3))), Err(HoldoutProblem::TooShort { .. })));
    }
}

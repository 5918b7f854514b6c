//! Purchases week by week, made and expected.

use crate::domain::Day;
use crate::math::{ChebyshevNodes, exp_m1, ln_1p};
use crate::scoring::preparation::CalibrationHoldout;
use crate::scoring::uncertainty::EveryHistory;
use crate::scoring::{History, PurchaseModel, Weeks};

/// One week of the customers known at the split.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::backtest::{TrackingWeek, tracking};
/// use shared::scoring::nbd::Parameters;
/// use shared::scoring::preparation::CalibrationHoldout;
/// let rows: [(&[Day], &[i64]); 1] = [(&[Day(0), Day(8)], &[100; 2])];
/// let split = CalibrationHoldout::of(rows, Day(6), Day(13))?;
/// let weeks = tracking(&Parameters { r: 1.0, alpha: 10.0 }.check()?, &rows, &split);
/// let TrackingWeek { last_day, actual, expected_of_new, expected_given_history } = weeks[1];
/// assert_eq!((last_day, actual), (Day(13), 1));
/// // r/alpha of a new customer, (r + 0)/(alpha + 6/7) of one who did not come back.
/// assert!((expected_of_new - 0.1).abs() < 1e-12);
/// assert!((expected_given_history.expect("after the split") - 7.0 / 76.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrackingWeek {
    /// Last day of the week. Weeks are counted from the split in both directions; the first week and the last of the
    /// holdout may be shorter than seven days.
    pub last_day: Day,
    /// Repeat transactions made.
    pub actual: u32,
    /// Repeat transactions expected of customers of whom nothing is known but the day of their first transaction: what
    /// is published as tracking. Weeks up to the split are in the fit, later ones are forecasts.
    pub expected_of_new: f64,
    /// Repeat transactions expected given the histories at the split; `None` up to the split.
    pub expected_given_history: Option<f64>,
}

/// Interpolation nodes of the expected total over the time since the split.
const NODES: usize = 24;

/// Counts and expects all weeks from the first transaction to the end of the holdout. `rows` are those that were split.
///
/// A day counts to its end: in the week that ends on a day, a customer's age runs to the end of that day.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::backtest::tracking;
/// use shared::scoring::nbd::Parameters;
/// use shared::scoring::preparation::CalibrationHoldout;
/// // Two weeks seen, two ahead: the second customer comes in the second week.
/// let rows: [(&[Day], &[i64]); 2] = [(&[Day(0), Day(8), Day(20)], &[100; 3]), (&[Day(7)], &[100])];
/// let split = CalibrationHoldout::of(rows, Day(13), Day(27))?;
/// let weeks = tracking(&Parameters { r: 1.0, alpha: 10.0 }.check()?, &rows, &split);
/// assert_eq!(weeks.iter().map(|week| week.actual).collect::<Vec<_>>(), [0, 1, 1, 0]);
/// // A tenth of a purchase a week and customer.
/// for (week, expected) in weeks.iter().zip([0.1, 0.2, 0.2, 0.2]) {
///     assert!((week.expected_of_new - expected).abs() < 1e-12);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn tracking(model: &dyn PurchaseModel, rows: &[(&[Day], &[i64])], split: &CalibrationHoldout) -> Vec<TrackingWeek> {
    let Some(first) = split.numbers.iter().map(|numbers| numbers.first_day).min() else { return Vec::new() };
    let (end, until) = (split.calibration_end, split.holdout_end);
    let before = (end.0 - first.0) / 7 + 1;
    let after = (until.0 - end.0 + 6) / 7;
    let week = |number: i32| TrackingWeek {
        last_day: Day((end.0 + 7 * (number + 1 - before)).min(until.0)),
        actual: 0,
        expected_of_new: 0.0,
        expected_given_history: None,
    };
    let mut weeks: Vec<TrackingWeek> = (0..before + after).map(week).collect();
    for row in &split.row {
        let (days, _) = rows[*row as usize];
        for day in days[1..].iter().take_while(|day| **day <= until) {
            let week = weeks.partition_point(|week| week.last_day < *day);
            weeks[week].actual += 1;
        }
    }
    expect_of_new(&mut weeks, model, split, first);
    expect_given_history(&mut weeks[before as usize..], model, split);
    weeks
}

fn expect_of_new(weeks: &mut [TrackingWeek], model: &dyn PurchaseModel, split: &CalibrationHoldout, first: Day) {
    let mut started = vec![0.0; (split.calibration_end.0 - first.0) as usize + 1];
    for numbers in &split.numbers {
        started[(numbers.first_day.0 - first.0) as usize] += 1.0;
    }
    let mut of_age: Vec<Option<f64>> = vec![None; (split.holdout_end.0 - first.0) as usize + 2];
    let mut so_far = 0.0;
    for week in weeks {
        let ages = (week.last_day.0 + 1 - first.0) as usize;
        let mut total = 0.0;
        for (day, customers) in started.iter().enumerate().take(ages).filter(|(_, customers)| **customers > 0.0) {
            let age = ages - day;
            let expected =
                *of_age[age].get_or_insert_with(|| model.expected_purchases_of_new(Weeks::of_days(age as f64)));
            total += customers * expected;
        }
        week.expected_of_new = total - so_far;
        so_far = total;
    }
}

/// The expected total is smooth in time, so that it is computed at a few times and interpolated in ln(1 + weeks).
fn expect_given_history(weeks: &mut [TrackingWeek], model: &dyn PurchaseModel, split: &CalibrationHoldout) {
    let histories = split.histories();
    let nodes = ChebyshevNodes::new(NODES);
    let longest = ln_1p(Weeks::of_days(f64::from(split.holdout_days())).get());
    let mut times = [Weeks::ZERO; NODES];
    for (time, place) in times.iter_mut().zip(nodes.on(0.0, longest)) {
        *time = Weeks::of_weeks(exp_m1(place));
    }
    let at_times = |history: &History| times.map(|time| model.expected_purchases(history, time));
    let totals = nodes.interpolate(0.0, longest, &EveryHistory::new(&histories).sum(model, at_times));
    let total = |day: Day| totals.at(ln_1p(Weeks::of_days(f64::from(day.0 - split.calibration_end.0)).get()));
    let mut so_far = 0.0;
    for week in weeks {
        let total = total(week.last_day);
        week.expected_given_history = Some(total - so_far);
        so_far = total;
    }
}

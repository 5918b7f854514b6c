//! The published holdout of CDNOW, with the error of the model itself learnt from its calibration alone.

use shared::domain::Day;
use shared::scoring::Weeks;
use shared::scoring::backtest::rolling_origins;
use shared::scoring::preparation::CalibrationHoldout;
use shared::scoring::uncertainty::{Level, forecast};

use super::base::HORIZON;
use super::figures::Figures;
use super::subject::Subject;

/// Days of each customer's transactions, one line a customer.
const PURCHASE_DAYS: &str = include_str!("../../tests/data/cdnow_purchase_days.csv");
/// Last days of the published calibration and holdout, 39 weeks each.
const CALIBRATION_END: Day = Day(272);
const HOLDOUT_END: Day = Day(545);

pub(super) fn measure(subjects: &[&'static Subject], figures: &mut Figures) -> Result<(), String> {
    let row = |line: &str| -> Result<Vec<Day>, _> { line.split(' ').map(|day| day.parse().map(Day)).collect() };
    let days: Vec<Vec<Day>> =
        PURCHASE_DAYS.lines().skip(1).map(row).collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    let values = vec![0; days.iter().map(Vec::len).max().unwrap_or(0)];
    let rows: Vec<(&[Day], &[i64])> = days.iter().map(|days| (&days[..], &values[..days.len()])).collect();
    let split = CalibrationHoldout::of(rows.iter().copied(), CALIBRATION_END, HOLDOUT_END)
        .map_err(|error| error.to_string())?;
    let actual: u32 = split.transactions.iter().sum();
    let horizon = Weeks::of_weeks(HORIZON);
    for subject in subjects.iter().filter(|subject| subject.has_dropout()) {
        let histories = split.histories();
        let fitted = subject.fit_histories(&histories).map_err(|error| error.to_string())?;
        let rolling = rolling_origins(&rows, CALIBRATION_END, horizon, |histories| subject.fit_histories(histories));
        let error = rolling.model_error().ok_or("CDNOW has origins enough")?;
        let interval = forecast(&fitted, &histories, horizon).interval_with(&error, Level::NINETY);
        let interval = interval.ok_or("every model has a covariance on CDNOW")?;
        let model = subject.figure_name();
        let held = if interval.holds(f64::from(actual)) { 100.0 } else { 0.0 };
        figures.add(format!("coverage.cdnow_total_90.{model}"), held);
        figures.add(format!("low.cdnow_total_90.{model}"), interval.low);
        figures.add(format!("high.cdnow_total_90.{model}"), interval.high);
    }
    Ok(())
}

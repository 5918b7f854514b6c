//! The days after the calibration period.

use serde_json::{Value, json};
use shared::domain::Day;
use shared::scoring::Weeks;
use shared::scoring::backtest::{Accuracy, FrequencyBin, frequency_bins, rolling_origins};
use shared::scoring::catalogue::{self, FittedModel, ModelKind};
use shared::scoring::uncertainty::{Interval, Level, forecast};

use super::Failure;
use super::fitted::{Fitted, spend_scores};
use super::options::ModelChoice;
use super::purchases::Purchases;
use super::table::{After, Table};

/// Frequencies from here on are one bin.
const LAST_BIN: u32 = 7;

/// What the fitted model said of the holdout period beside what happened: purchases a customer, or for the model of
/// spend the mean value of a purchase over those who bought.
pub(super) fn json(model: ModelChoice, table: &Table, fitted: &Fitted, after: &After) -> Result<Value, Failure> {
    let days = after.holdout_end.0 - after.calibration_end.0;
    let is_over_time = matches!(model, ModelChoice::Purchases(_));
    let warning = is_over_time.then(|| table.season_unknown(Weeks::of_days(f64::from(days)))).flatten();
    let Compared { quantity, frequency, expected, actual } = compared(table, fitted, after, days)?;
    let accuracy = Accuracy::of(&expected, &actual);
    let mut report = json!({
        "calibration_end": after.calibration_end,
        "holdout_end": after.holdout_end,
        "holdout_days": days,
        "warnings": warning.into_iter().collect::<Vec<_>>(),
        "quantity": quantity,
        "customers": actual.len(),
        "actual": accuracy.actual,
        "expected": accuracy.predicted,
        "mae": accuracy.mean_absolute_error,
        "rmse": accuracy.root_mean_squared_error,
        "correlation": accuracy.correlation,
        "by_frequency": by_frequency(&frequency_bins(&frequency, &expected, &actual, LAST_BIN)),
    });
    if let (ModelChoice::Purchases(kind), Some(Purchases::Plain(fit))) = (model, &fitted.purchases) {
        let Intervals { of_model, with_model_error } = intervals(kind, fit, table, after)?;
        let ends = |interval: Option<Interval>| interval.map(|Interval { low, high }| [low, high]);
        report["interval_90"] = json!(ends(of_model));
        report["interval_90_with_model_error"] = json!(ends(with_model_error));
    }
    Ok(report)
}

/// Where nine of ten totals like the expected one would lie; none where the fit has no covariance.
struct Intervals {
    of_model: Option<Interval>,
    /// With the model's own error, as backtests within the calibration period show it; none where there are too few, or on
    /// the clock of a season.
    with_model_error: Option<Interval>,
}

fn intervals(kind: ModelKind, fit: &FittedModel, table: &Table, after: &After) -> Result<Intervals, Failure> {
    let horizon = Weeks::of_days(f64::from(after.holdout_end.0 - after.calibration_end.0));
    let forecast = forecast(fit, &table.grouped(&table.histories()?)?, table.operational(horizon));
    let rows: Vec<(&[Day], &[i64])> = after.log.rows().collect();
    let again = |histories: &_| catalogue::fit(kind, histories);
    // The backtests would be on the calendar's clock.
    let rolling = table.season.is_none().then(|| rolling_origins(&rows, after.calibration_end, horizon, again));
    let error = rolling.and_then(|rolling| rolling.model_error());
    Ok(Intervals {
        of_model: forecast.interval(Level::NINETY),
        with_model_error: error.and_then(|error| forecast.interval_with(&error, Level::NINETY)),
    })
}

/// One entry a customer in every column.
struct Compared {
    quantity: &'static str,
    frequency: Vec<u32>,
    expected: Vec<f64>,
    actual: Vec<f64>,
}

fn compared(table: &Table, fitted: &Fitted, after: &After, days: i32) -> Result<Compared, Failure> {
    match (&fitted.purchases, &fitted.spend) {
        (Some(fit), _) => {
            let (_, expected) = fit.scores(table, Weeks::of_days(f64::from(days)))?;
            let actual = after.purchases.iter().copied().map(f64::from).collect();
            Ok(Compared { quantity: "purchases", frequency: table.frequency.clone(), expected, actual })
        }
        (None, Some(fit)) => {
            let expected = spend_scores(&fit.model, table);
            let bought = || (0..expected.len()).filter(|row| after.purchases[*row] > 0);
            Ok(Compared {
                quantity: "mean_spend",
                frequency: bought().map(|row| table.frequency[row]).collect(),
                expected: bought().map(|row| expected[row]).collect(),
                actual: bought().map(|row| after.spend[row] / f64::from(after.purchases[row])).collect(),
            })
        }
        (None, None) => unreachable!("a fit was asked for"),
    }
}

/// Means over the customers of each frequency in the calibration period; none where there is no customer.
fn by_frequency(bins: &[FrequencyBin]) -> Vec<Value> {
    let bin = |bin: &FrequencyBin| {
        let mean = |mean: f64| (bin.customers > 0).then_some(mean);
        json!({
            "frequency": if bin.frequency == LAST_BIN { format!("{LAST_BIN}+") } else { bin.frequency.to_string() },
            "customers": bin.customers,
            "actual_mean": mean(bin.mean_actual()),
            "expected_mean": mean(bin.mean_predicted()),
        })
    };
    bins.iter().map(bin).collect()
}

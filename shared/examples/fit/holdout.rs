//! The days after the calibration period.

use serde_json::{Value, json};
use shared::scoring::Weeks;

use super::Failure;
use super::comparison::{Comparison, Pair};
use super::fitted::{Fitted, purchase_scores, spend_scores};
use super::table::{After, Table};

/// What the fitted model said of the holdout period beside what happened: purchases a customer, or for the model of
/// spend the mean value of a purchase over those who bought.
pub(super) fn json(table: &Table, fitted: &Fitted, after: &After) -> Result<Value, Failure> {
    let days = after.holdout_end.0 - after.calibration_end.0;
    let (quantity, pairs) = match (&fitted.purchases, &fitted.spend) {
        (Some(fit), _) => {
            let horizon = Weeks::of_days(f64::from(days));
            let (_, expected) = purchase_scores(fit.model.as_ref(), table, horizon)?;
            let rows = table.frequency.iter().zip(&after.purchases).zip(expected);
            let pairs = rows.map(|((frequency, actual), expected)| Pair {
                frequency: *frequency,
                actual: f64::from(*actual),
                expected,
            });
            ("purchases", pairs.collect::<Vec<Pair>>())
        }
        (None, Some(fit)) => {
            let expected = spend_scores(&fit.model, table);
            let bought = (0..expected.len()).filter(|row| after.purchases[*row] > 0);
            let pair = |row: usize| Pair {
                frequency: table.frequency[row],
                actual: after.spend[row] / f64::from(after.purchases[row]),
                expected: expected[row],
            };
            ("mean_spend", bought.map(pair).collect())
        }
        (None, None) => unreachable!("a fit was asked for"),
    };
    let comparison = Comparison::of(&pairs);
    Ok(json!({
        "calibration_end": after.calibration_end,
        "holdout_end": after.holdout_end,
        "holdout_days": days,
        "quantity": quantity,
        "customers": comparison.customers,
        "actual": comparison.actual,
        "expected": comparison.expected,
        "mae": comparison.mean_absolute_error,
        "rmse": comparison.root_mean_squared_error,
        "correlation": comparison.correlation,
        "by_frequency": by_frequency(&comparison),
    }))
}

/// Means over the customers of each frequency in the calibration period.
fn by_frequency(comparison: &Comparison) -> Vec<Value> {
    let last = comparison.by_frequency.len() - 1;
    let class = |(frequency, class): (usize, &super::comparison::FrequencyClass)| {
        let customers = f64::from(class.customers);
        json!({
            "frequency": if frequency == last { format!("{frequency}+") } else { frequency.to_string() },
            "customers": class.customers,
            "actual_mean": class.actual / customers,
            "expected_mean": class.expected / customers,
        })
    };
    comparison.by_frequency.iter().enumerate().map(class).collect()
}

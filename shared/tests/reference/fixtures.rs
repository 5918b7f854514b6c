//! The files of `tests/data`.

use serde_json::Value;
use shared::math::powf;
use shared::scoring::beta_geometric::{Dropout, Model, Parameters};
use shared::scoring::gamma_gamma::Spend;
use shared::scoring::{Histories, History};

pub(crate) fn json(name: &str) -> Value {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("a fixture")).expect("JSON")
}

/// Rows of a CSV of tests/data as numbers.
fn rows(name: &str) -> Vec<Vec<f64>> {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut csv = csv::Reader::from_path(path).expect("a fixture");
    let numbers = |record: csv::StringRecord| record.iter().map(|field| field.parse().expect("a number")).collect();
    csv.records().map(|record| numbers(record.expect("a record"))).collect()
}

/// CDNOW with times in weeks as printed, with two decimals.
pub(crate) fn cdnow_two_decimals() -> Vec<History> {
    let history = |row: &Vec<f64>| History::new(row[1] as u32, row[2], row[3]).expect("a history");
    rows("cdnow_summary.csv").iter().map(history).collect()
}

/// CDNOW with exact day fractions: the printed weeks are days over seven, rounded.
pub(crate) fn cdnow() -> Vec<History> {
    let days = |weeks: f64| (weeks * 7.0).round() / 7.0;
    let exact = |h: History| History { recency: days(h.recency), age: days(h.age), ..h };
    cdnow_two_decimals().into_iter().map(exact).collect()
}

pub(crate) fn cdnow_spends() -> Vec<Spend> {
    let spend = |row: &Vec<f64>| Spend { frequency: row[1] as u32, mean: row[4] };
    rows("cdnow_summary_with_spend.csv").iter().map(spend).collect()
}

pub(crate) fn model(dropout: Dropout, [r, alpha, a, b]: [f64; 4]) -> Model {
    Parameters { r, alpha, a, b }.check(dropout).expect("positive parameters")
}

pub(crate) fn bg_nbd(parameters: [f64; 4]) -> Model {
    model(Dropout::AfterRepeats, parameters)
}

/// The maximum-likelihood BG/NBD of CDNOW.
pub(crate) fn fitted_bg_nbd() -> Model {
    let histories = Histories::from_weeks(&cdnow());
    shared::scoring::beta_geometric::fit(Dropout::AfterRepeats, &histories).expect("a fit").model
}

/// Point values: relative to 1e-10; below 1e-300 the answer is 0.
#[track_caller]
pub(crate) fn assert_point(actual: f64, expected: f64, what: &str) {
    if expected.abs() < 1e-300 {
        assert_eq!(actual, 0.0, "{what}");
        return;
    }
    assert!((actual / expected - 1.0).abs() <= 1e-10, "{what}: {actual} instead of {expected}");
}

/// Printed values: half a unit of the last digit, given as text.
#[track_caller]
pub(crate) fn assert_printed(actual: f64, printed: &str) {
    let (mantissa, exponent) = printed.split_once('e').unwrap_or((printed, "0"));
    let decimals = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len()) as i32;
    let half_unit = 0.5 * powf(10.0, f64::from(exponent.parse::<i32>().expect("an exponent") - decimals));
    let expected: f64 = printed.parse().expect("a number");
    assert!((actual - expected).abs() <= half_unit * 1.0001, "{actual} instead of {printed}");
}

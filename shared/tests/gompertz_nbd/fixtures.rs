//! The files of `tests/data`.

use serde_json::Value;
use shared::math::ln_1p;
use shared::scoring::gompertz_nbd::{Model, Parameters};
use shared::scoring::{DiscountRate, History};

pub(crate) fn json(name: &str) -> Value {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("a fixture")).expect("JSON")
}

/// A number, or a text that holds one too small for a float.
pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| value.as_str().expect("a text").parse().expect("a number"))
}

pub(crate) fn history(row: &Value) -> History {
    History::new(row["x"].as_u64().expect("a count") as u32, number(&row["t_x"]), number(&row["T"])).expect("a history")
}

pub(crate) fn model(parameters: [f64; 5]) -> Model {
    Parameters::from_array(parameters).check().expect("positive parameters")
}

/// The rate of figures published with a year of 52 weeks.
pub(crate) fn yearly_of_52_weeks(annual: f64) -> DiscountRate {
    DiscountRate::continuous_per_week(ln_1p(annual) / 52.0).expect("a rate")
}

/// Point values: relative to `tolerance`; below 1e-300 the answer is 0.
#[track_caller]
pub(crate) fn assert_within(actual: f64, expected: &Value, tolerance: f64, what: &str) {
    let expected = number(expected);
    if expected.abs() < 1e-300 {
        assert_eq!(actual, 0.0, "{what}");
        return;
    }
    assert!((actual / expected - 1.0).abs() <= tolerance, "{what}: {actual} instead of {expected}");
}

/// CDNOW with exact day fractions: the printed weeks are days over seven, rounded.
pub(crate) fn cdnow() -> Vec<History> {
    let path = format!("{}/tests/data/cdnow_summary.csv", env!("CARGO_MANIFEST_DIR"));
    let mut csv = csv::Reader::from_path(path).expect("a fixture");
    let customer = |record: csv::StringRecord| {
        let row: Vec<f64> = record.iter().map(|field| field.parse().expect("a number")).collect();
        let days = |weeks: f64| (weeks * 7.0).round() / 7.0;
        History::new(row[1] as u32, days(row[2]), days(row[3])).expect("a history")
    };
    csv.records().map(|record| customer(record.expect("a record"))).collect()
}

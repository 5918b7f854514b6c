//! The files of `tests/data`.

use serde_json::Value;
use shared::math::powf;
use shared::scoring::contractual::{Cohort, Renewals};

pub(crate) fn json(name: &str) -> Value {
    serde_json::from_str(&read(name)).expect("JSON")
}

fn read(name: &str) -> String {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a fixture")
}

/// The two segments of Fader and Hardie (2007).
#[derive(Clone, Copy, Debug)]
pub(crate) enum Segment {
    Regular = 1,
    HighEnd = 2,
}

/// A cohort of 1,000 with the published shares still active after years 0 to 12.
pub(crate) fn cohort(segment: Segment) -> Cohort {
    let table = read("retention_fader_hardie_2007.csv");
    let active = table.lines().skip(1).map(|line| {
        let percent: f64 = line.split(',').nth(segment as usize).expect("a column").parse().expect("a number");
        (10.0 * percent).round() as u32
    });
    Cohort::new(active.collect()).expect("a cohort")
}

/// The first years of a segment.
pub(crate) fn renewals(segment: Segment, years: usize) -> Renewals {
    Renewals::of(&[cohort(segment).first_periods(years).expect("some years")])
}

pub(crate) fn floats(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|entry| entry.as_f64().expect("a number")).collect()
}

#[track_caller]
pub(crate) fn assert_relative(actual: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((actual - expected).abs() <= tolerance * expected.abs(), "{what}: {actual} instead of {expected}");
}

/// Half a unit of the last of `decimals` printed.
#[track_caller]
pub(crate) fn assert_printed(actual: f64, printed: f64, decimals: i32, what: &str) {
    let half_unit = 0.5 * powf(10.0, -f64::from(decimals));
    assert!((actual - printed).abs() <= half_unit * (1.0 + 1e-9), "{what}: {actual} instead of {printed}");
}

//! Figures by name.

use serde_json::{Map, Value};
use shared::scoring::uncertainty::Interval;

/// Figures in the order in which they were measured.
#[derive(Default)]
pub(super) struct Figures(Map<String, Value>);

impl Figures {
    pub(super) fn add(&mut self, name: String, figure: f64) {
        // JSON has no infinity.
        self.0.insert(name, Value::from(figure.min(f64::MAX)));
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(&self.0).expect("numbers by name are JSON")
    }
}

/// Intervals of several bases against what they are about.
#[derive(Default)]
pub(super) struct Tally {
    held: u32,
    above: u32,
    widths: Vec<f64>,
}

impl Tally {
    /// Counts an interval with its width as that is told; where there is none, nothing is held.
    pub(super) fn count(&mut self, interval: Option<Interval>, truth: f64, width: impl Fn(Interval) -> f64) {
        self.held += u32::from(interval.is_some_and(|interval| interval.holds(truth)));
        self.above += u32::from(interval.is_some_and(|interval| truth > interval.high));
        self.widths.push(interval.map_or(f64::INFINITY, width));
    }

    /// Per cent that held the truth.
    pub(super) fn coverage(&self) -> f64 {
        self.per_cent(self.held)
    }

    /// Per cent in which the truth was higher.
    pub(super) fn above(&self) -> f64 {
        self.per_cent(self.above)
    }

    pub(super) fn median_width(&self) -> f64 {
        let mut sorted = self.widths.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        if sorted.len() % 2 == 1 { sorted[middle] } else { 0.5 * (sorted[middle - 1] + sorted[middle]) }
    }

    fn per_cent(&self, count: u32) -> f64 {
        100.0 * f64::from(count) / self.widths.len() as f64
    }
}

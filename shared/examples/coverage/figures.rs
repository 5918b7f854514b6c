//! Figures by name.

use serde_json::{Map, Value};

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
    /// Counts an interval; one that says nothing holds nothing.
    pub(super) fn count(&mut self, low: f64, high: f64, truth: f64, width: f64) {
        self.held += u32::from(low <= truth && truth <= high);
        self.above += u32::from(truth > high);
        self.widths.push(width);
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

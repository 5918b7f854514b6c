//! CDNOW's transactions.

use shared::domain::Day;
use shared::scoring::preparation::CalibrationHoldout;

/// Last day of the published calibration: 39 weeks.
pub(crate) const CALIBRATION_END: Day = Day(272);
/// Last day of the published holdout: another 39 weeks.
pub(crate) const HOLDOUT_END: Day = Day(545);

/// Days of every customer's transactions, the first day of all being 0; spend is not looked at.
pub(crate) struct Purchases {
    days: Vec<Vec<Day>>,
    values: Vec<i64>,
}

impl Purchases {
    pub(crate) fn read() -> Self {
        let path = format!("{}/tests/data/cdnow_purchase_days.csv", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("a fixture");
        let row = |line: &str| line.split(' ').map(|day| Day(day.parse().expect("a day"))).collect();
        let days: Vec<Vec<Day>> = text.lines().skip(1).map(row).collect();
        let longest = days.iter().map(Vec::len).max().expect("customers");
        Self { days, values: vec![0; longest] }
    }

    pub(crate) fn rows(&self) -> Vec<(&[Day], &[i64])> {
        self.days.iter().map(|days| (&days[..], &self.values[..days.len()])).collect()
    }

    pub(crate) fn published_split(&self) -> CalibrationHoldout {
        CalibrationHoldout::of(self.rows(), CALIBRATION_END, HOLDOUT_END).expect("39 weeks are left")
    }
}

//! What needs no model, and any model should beat.

use serde::{Deserialize, Serialize};

use crate::domain::Day;
use crate::scoring::preparation::CalibrationHoldout;

/// A forecast that anybody can make with a spreadsheet.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::backtest::Baseline;
/// use shared::scoring::preparation::CalibrationHoldout;
/// // 70 days seen, 35 ahead. One customer came on days 0, 30 and 60, the other on day 35 alone.
/// let rows: [(&[Day], &[i64]); 2] = [(&[Day(0), Day(30), Day(60)], &[100; 3]), (&[Day(35)], &[100])];
/// let split = CalibrationHoldout::of(rows, Day(70), Day(105))?;
/// let [last_period, own_rate, mean] = Baseline::ALL.map(|baseline| baseline.predict(&rows, &split));
/// assert_eq!(last_period, [1.0, 0.0]);
/// // x/T is 2 in 70 days and 0 in 35; together they are 2 in 105.
/// assert!((own_rate[0] - 1.0).abs() < 1e-12 && own_rate[1] == 0.0);
/// assert!(mean.iter().all(|purchases| (purchases - 2.0 / 3.0).abs() < 1e-12));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Baseline {
    /// Each customer repeats what they did in the period just before, as long as the one to come: their repeat
    /// transactions in it, or in all that was seen where that is shorter.
    SameAsLastPeriod,
    /// Each customer goes on at their own past rate: x/T. One seen for no time goes on at the base's rate.
    OwnPastRate,
    /// Every customer goes on at the base's rate: Σx/ΣT.
    BaseMean,
}

impl Baseline {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::SameAsLastPeriod, Self::OwnPastRate, Self::BaseMean];

    /// Purchases predicted of each customer of the split, in its order. `rows` are those that were split.
    #[must_use]
    pub fn predict(self, rows: &[(&[Day], &[i64])], split: &CalibrationHoldout) -> Vec<f64> {
        let horizon = f64::from(split.holdout_days());
        let age = |of: usize| f64::from(split.numbers[of].age_days(split.calibration_end));
        let frequency = |of: usize| f64::from(split.numbers[of].frequency);
        let customers = 0..split.len();
        let purchases: f64 = customers.clone().map(frequency).sum();
        let days: f64 = customers.clone().map(age).sum();
        let base_mean = if days > 0.0 { purchases / days * horizon } else { 0.0 };
        match self {
            Self::SameAsLastPeriod => {
                let after = Day(split.calibration_end.0.saturating_sub(split.holdout_days() as i32));
                let repeats = |row: &u32| {
                    let (days, _) = rows[*row as usize];
                    let known = days.partition_point(|day| *day <= split.calibration_end);
                    let before = days.partition_point(|day| *day <= after);
                    // The first transaction is never a repeat.
                    (known - before.max(1)) as f64
                };
                split.row.iter().map(repeats).collect()
            }
            Self::OwnPastRate => {
                let own = |of| if age(of) > 0.0 { frequency(of) / age(of) * horizon } else { base_mean };
                customers.map(own).collect()
            }
            Self::BaseMean => customers.map(|_| base_mean).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Baseline;
    use crate::domain::Day;
    use crate::scoring::preparation::CalibrationHoldout;

    #[test]
    fn baselines_are_those_counted_by_hand() {
        let days = [
            [0, 5, 12, 18, 25].map(Day).to_vec(),
            vec![Day(15), Day(16), Day(21)],
            vec![Day(20), Day(22)],
            vec![Day(21), Day(24)],
        ];
        let values = [0; 5];
        let rows: Vec<(&[Day], &[i64])> = days.iter().map(|days| (&days[..], &values[..days.len()])).collect();
        let split = CalibrationHoldout::of(rows.iter().copied(), Day(20), Day(30)).expect("ten days are left");
        let predict = |baseline: Baseline| baseline.predict(&rows, &split);
        // Days 11 to 20; the second customer's first transaction lies in them and does not count.
        assert_eq!(predict(Baseline::SameAsLastPeriod), [2.0, 1.0, 0.0]);
        // Four repeats in 25 customer days, all together.
        assert_eq!(predict(Baseline::BaseMean), [1.6; 3]);
        assert_eq!(predict(Baseline::OwnPastRate), [1.5, 2.0, 1.6]);
    }

    #[test]
    fn a_base_of_one_day_predicts_nothing() {
        let rows: [(&[Day], &[i64]); 1] = [(&[Day(3)], &[1])];
        let split = CalibrationHoldout::of(rows, Day(3), Day(9)).expect("six days are left");
        for baseline in Baseline::ALL {
            assert_eq!(baseline.predict(&rows, &split), [0.0]);
        }
    }
}

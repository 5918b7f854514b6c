//! Calibration up to a date, and what happened afterwards.

use super::PurchaseNumbers;
use super::numbers::histories;
use crate::domain::Day;
use crate::scoring::Histories;

/// Customers as they stood at the end of the calibration period, and what they did in the holdout period after it.
/// One entry a customer in every column; customers whose first transaction is later are left out.
///
/// Transactions are whole days, so a split between two days never parts one.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::CalibrationHoldout;
/// let (ada, ben) = ([Day(0), Day(14), Day(30), Day(44)], [Day(29)]);
/// let rows = [(&ada[..], &[500, 200, 300, 100][..]), (&ben[..], &[900][..])];
/// // Calibration to day 28, holdout from day 29 to 42: the second customer is not known yet.
/// let split = CalibrationHoldout::of(rows, Day(28), Day(42))?;
/// assert_eq!((split.len(), split.row.as_slice(), split.holdout_days()), (1, [0].as_slice(), 14));
/// assert_eq!((split.numbers[0].frequency, split.transactions[0], split.spend[0]), (1, 1, 300));
/// let history = split.histories().iter().next().expect("a customer");
/// assert_eq!((history.frequency, history.recency, history.age), (1, 2.0, 4.0));
/// # Ok::<(), shared::scoring::preparation::HoldoutPeriodError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CalibrationHoldout {
    /// Last day of the calibration period.
    pub calibration_end: Day,
    /// Last day of the holdout period.
    pub holdout_end: Day,
    /// Position of the customer among the rows given.
    pub row: Vec<u32>,
    /// The customer's numbers up to the end of the calibration period.
    pub numbers: Vec<PurchaseNumbers>,
    /// Transactions in the holdout period.
    pub transactions: Vec<u32>,
    /// Their value.
    pub spend: Vec<i64>,
}

/// A holdout period without a day.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::{CalibrationHoldout, HoldoutPeriodError};
/// let rows: [(&[Day], &[i64]); 0] = [];
/// let (calibration_end, holdout_end) = (Day(28), Day(28));
/// let error = HoldoutPeriodError { calibration_end, holdout_end };
/// assert_eq!(CalibrationHoldout::of(rows, calibration_end, holdout_end), Err(error));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no day is left after the calibration period ends on {calibration_end}: orders end on {holdout_end}")]
pub struct HoldoutPeriodError {
    /// Last day of the calibration period.
    pub calibration_end: Day,
    /// Last day of the holdout period.
    pub holdout_end: Day,
}

impl CalibrationHoldout {
    /// Splits every customer's transactions (days ascending, and values).
    ///
    /// # Errors
    /// When the holdout period has no day.
    pub fn of<'a>(
        rows: impl IntoIterator<Item = (&'a [Day], &'a [i64])>,
        calibration_end: Day,
        holdout_end: Day,
    ) -> Result<Self, HoldoutPeriodError> {
        if holdout_end <= calibration_end {
            return Err(HoldoutPeriodError { calibration_end, holdout_end });
        }
        let mut split = Self {
            calibration_end,
            holdout_end,
            row: Vec::new(),
            numbers: Vec::new(),
            transactions: Vec::new(),
            spend: Vec::new(),
        };
        for (row, (days, values)) in rows.into_iter().enumerate() {
            let known = days.partition_point(|day| *day <= calibration_end);
            let end = days.partition_point(|day| *day <= holdout_end);
            let calibration = days[..known].iter().copied().zip(values[..known].iter().copied());
            if let Some(numbers) = PurchaseNumbers::of(calibration) {
                split.row.push(row as u32);
                split.numbers.push(numbers);
                split.transactions.push((end - known) as u32);
                split.spend.push(values[known..end].iter().fold(0, |sum, value| sum.saturating_add(*value)));
            }
        }
        Ok(split)
    }

    /// Number of customers known at the end of the calibration period.
    #[must_use]
    pub fn len(&self) -> usize {
        self.row.len()
    }

    /// Whether nobody had bought by then.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.row.is_empty()
    }

    /// The histories at the end of the calibration period, with the sums of log gaps.
    #[must_use]
    pub fn histories(&self) -> Histories {
        histories(&self.numbers, self.calibration_end)
    }

    /// Days of the holdout period.
    #[must_use]
    pub fn holdout_days(&self) -> u32 {
        self.holdout_end.0.abs_diff(self.calibration_end.0)
    }
}

//! The three scores of each customer.

use serde::{Deserialize, Serialize};

use super::{RfmSegment, fifths};
use crate::domain::Day;
use crate::scoring::preparation::PurchaseNumbers;

/// What the scores rank, for one customer.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::{PurchaseNumbers, rfm::RfmInput};
/// let numbers = PurchaseNumbers::of([(Day(3), 500), (Day(10), 300)]).expect("a transaction");
/// assert_eq!(RfmInput::of(&numbers, Day(40)), RfmInput { silent_days: 30, transactions: 2, spend: 800 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RfmInput {
    /// Days since the last transaction.
    pub silent_days: u32,
    /// Transactions, the first included.
    pub transactions: u32,
    /// Value of all transactions together.
    pub spend: i64,
}

impl RfmInput {
    /// Of a customer's numbers as of a day not before the last transaction.
    #[must_use]
    pub fn of(numbers: &PurchaseNumbers, as_of: Day) -> Self {
        Self {
            silent_days: as_of.0.abs_diff(numbers.last_day.0),
            transactions: numbers.frequency.saturating_add(1),
            spend: numbers.total_spend(),
        }
    }
}

/// Scores from 1 to 5, 5 for the best: those who bought most recently, most often and for most.
///
/// ```
/// use shared::scoring::preparation::rfm::RfmScores;
/// assert_eq!(RfmScores { recency: 5, frequency: 1, spend: 3 }.cell(), 513);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RfmScores {
    /// Recency.
    pub recency: u8,
    /// Frequency.
    pub frequency: u8,
    /// Spend.
    pub spend: u8,
}

impl RfmScores {
    /// The cell as three digits, 555 for the best.
    #[must_use]
    pub fn cell(self) -> u16 {
        100 * u16::from(self.recency) + 10 * u16::from(self.frequency) + u16::from(self.spend)
    }
}

/// Scores and segment of every customer, by [`fifths`] of each of the three numbers.
///
/// ```
/// use shared::scoring::preparation::rfm::{RfmInput, RfmSegment, rfm};
/// let customer = |silent_days, transactions, spend| RfmInput { silent_days, transactions, spend };
/// let scored = rfm(&[
///     customer(2, 9, 900),
///     customer(10, 1, 150),
///     customer(50, 3, 200),
///     customer(200, 5, 300),
///     customer(300, 1, 50),
/// ]);
/// // The best in all three, and a buyer of one order, long ago.
/// assert_eq!((scored[0].0.cell(), scored[0].1), (555, RfmSegment::Champions));
/// assert_eq!((scored[4].0.recency, scored[4].1), (1, RfmSegment::Hibernating));
/// ```
#[must_use]
pub fn rfm(customers: &[RfmInput]) -> Vec<(RfmScores, RfmSegment)> {
    // The least silent come last and get a 5.
    let recency = fifths(&customers.iter().map(|customer| std::cmp::Reverse(customer.silent_days)).collect::<Vec<_>>());
    let frequency = fifths(&customers.iter().map(|customer| customer.transactions).collect::<Vec<_>>());
    let spend = fifths(&customers.iter().map(|customer| customer.spend).collect::<Vec<_>>());
    let of = |(row, customer): (usize, &RfmInput)| {
        let scores = RfmScores { recency: recency[row], frequency: frequency[row], spend: spend[row] };
        (scores, RfmSegment::of(scores, customer.transactions))
    };
    customers.iter().enumerate().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::{RfmInput, rfm};
    use crate::domain::Day;
    use crate::scoring::preparation::PurchaseNumbers;
    use crate::scoring::preparation::rfm::RfmSegment;

    #[test]
    fn who_bought_lately_often_and_for_much_scores_best() {
        let customer = |last: i32, transactions: i32, value: i64| {
            let days = (0..transactions).map(|back| (Day(last - 2 * (transactions - 1 - back)), value));
            RfmInput::of(&PurchaseNumbers::of(days).expect("a transaction"), Day(100))
        };
        let customers =
            [customer(99, 9, 90), customer(90, 4, 20), customer(70, 3, 11), customer(50, 2, 12), customer(5, 1, 1)];
        assert_eq!(customers[1], RfmInput { silent_days: 10, transactions: 4, spend: 80 });
        let scored = rfm(&customers);
        let cells: Vec<u16> = scored.iter().map(|(scores, _)| scores.cell()).collect();
        assert_eq!(cells, [555, 444, 333, 222, 111]);
        assert_eq!(scored[0].1, RfmSegment::Champions);
        assert_eq!(scored[4].1, RfmSegment::Hibernating);
    }
}

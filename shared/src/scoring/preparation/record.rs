//! A customer's numbers kept up to date order by order.

use serde::{Deserialize, Serialize};

use super::PurchaseNumbers;
use super::transactions::DaySum;
use crate::domain::Day;

/// A customer's numbers so far. An order or a day with orders is added in constant time and memory, without the
/// orders before it.
///
/// The last day stays open, because an order of the same day can still make it a transaction or none. Earlier days
/// are settled; an order for one of them needs the transactions themselves, see [`super::transactions()`].
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::PurchaseRecord;
///
/// let mut record = PurchaseRecord::default();
/// for (day, amount) in [(3, 500), (10, 200), (10, 100), (10, -300)] {
///     record.add(Day(day), amount)?;
/// }
/// assert_eq!(record.numbers().map(|numbers| numbers.frequency), Some(0), "the second purchase was cancelled");
/// record.add(Day(10), 80)?;
/// assert_eq!(record.numbers().map(|numbers| (numbers.frequency, numbers.repeat_spend)), Some((1, 80)));
/// # Ok::<(), shared::scoring::preparation::EarlierDay>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PurchaseRecord {
    settled: Option<PurchaseNumbers>,
    settled_refunds: i64,
    days: Option<Days>,
}

/// The days with orders.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Days {
    first: Day,
    open: Day,
    open_sum: i128,
}

/// An order came for a day that is settled.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::{EarlierDay, PurchaseRecord};
/// let mut record = PurchaseRecord::default();
/// record.add(Day(10), 500)?;
/// assert_eq!(record.add(Day(9), 100), Err(EarlierDay { day: Day(9), open: Day(10) }));
/// # Ok::<(), EarlierDay>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("orders of {day} come after those of {open}: count the customer's orders anew")]
pub struct EarlierDay {
    /// The order's day.
    pub day: Day,
    /// The latest day so far.
    pub open: Day,
}

impl PurchaseRecord {
    /// Adds an order; a cancellation or refund has a negative amount.
    ///
    /// # Errors
    /// When its day is before the latest so far; the record is unchanged.
    pub fn add(&mut self, day: Day, amount: i64) -> Result<(), EarlierDay> {
        match &mut self.days {
            None => self.days = Some(Days { first: day, open: day, open_sum: i128::from(amount) }),
            Some(days) if day == days.open => days.open_sum += i128::from(amount),
            Some(days) if day < days.open => return Err(EarlierDay { day, open: days.open }),
            Some(days) => {
                let first = days.first;
                self.settle();
                self.days = Some(Days { first, open: day, open_sum: i128::from(amount) });
            }
        }
        Ok(())
    }

    /// Adds what was recorded of the same customer on later days, or on the same one day that is the latest here.
    ///
    /// ```
    /// use shared::domain::Day;
    /// use shared::scoring::preparation::PurchaseRecord;
    /// let [mut spring, mut summer] = [PurchaseRecord::default(); 2];
    /// spring.add(Day(100), 500)?;
    /// summer.add(Day(170), 300)?;
    /// summer.add(Day(180), -50)?;
    /// spring.merge(&summer)?;
    /// assert_eq!(spring.numbers().map(|numbers| (numbers.frequency, numbers.total_spend())), Some((1, 800)));
    /// assert_eq!(spring.refunds(), -50);
    /// # Ok::<(), shared::scoring::preparation::EarlierDay>(())
    /// ```
    ///
    /// # Errors
    /// When its days begin before or, being several, on the latest of these; the record is unchanged.
    pub fn merge(&mut self, later: &Self) -> Result<(), EarlierDay> {
        let Some(more) = later.days else { return Ok(()) };
        match &mut self.days {
            None => *self = *later,
            Some(days) if days.open == more.first && more.first == more.open => days.open_sum += more.open_sum,
            Some(days) if days.open >= more.first => return Err(EarlierDay { day: more.first, open: days.open }),
            Some(days) => {
                let first = days.first;
                self.settle();
                match (&mut self.settled, &later.settled) {
                    (Some(numbers), Some(more)) => numbers.merge(more),
                    (numbers, more) => *numbers = numbers.or(*more),
                }
                self.settled_refunds = self.settled_refunds.saturating_add(later.settled_refunds);
                self.days = Some(Days { first, ..more });
            }
        }
        Ok(())
    }

    /// The numbers of the transactions so far, the open day's included; `None` without a transaction.
    #[must_use]
    pub fn numbers(&self) -> Option<PurchaseNumbers> {
        let mut all = *self;
        all.settle();
        all.settled
    }

    /// What came to zero or less on its day, summed: zero or negative.
    #[must_use]
    pub fn refunds(&self) -> i64 {
        let mut all = *self;
        all.settle();
        all.settled_refunds
    }

    fn settle(&mut self) {
        let Some(days) = self.days.take() else { return };
        match (DaySum::of(days.open_sum), &mut self.settled) {
            (DaySum::Transaction(value), Some(numbers)) => numbers.add(days.open, value),
            (DaySum::Transaction(value), none) => *none = Some(PurchaseNumbers::first(days.open, value)),
            (DaySum::Refund(value), _) => self.settled_refunds = self.settled_refunds.saturating_add(value),
        }
    }
}

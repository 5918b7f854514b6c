//! The few numbers of a customer that every purchase and spend model works on.

use serde::{Deserialize, Serialize};

use crate::domain::Day;
use crate::math::ln;
use crate::scoring::gamma_gamma::Spend;
use crate::scoring::{DAYS_PER_WEEK, Histories, History, HistoryError, LogGaps};

/// Sufficient statistics of one customer's transactions.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::PurchaseNumbers;
/// let numbers = PurchaseNumbers::of([(Day(3), 500), (Day(10), 300), (Day(24), 200)]).expect("a transaction");
/// assert_eq!((numbers.frequency, numbers.recency_days(), numbers.age_days(Day(38))), (2, 21, 35));
/// assert_eq!((numbers.squared_gaps, numbers.total_spend()), (7 * 7 + 14 * 14, 1_000));
/// let history = numbers.history(Day(38))?;
/// assert_eq!((history.frequency, history.recency, history.age), (2, 3.0, 5.0));
/// // Gaps of one and two weeks.
/// assert!((numbers.log_gaps_in_weeks() - 2.0_f64.ln()).abs() < 1e-12);
/// assert_eq!((numbers.spend().frequency, numbers.spend().mean), (2, 250.0));
/// # Ok::<(), shared::scoring::HistoryError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PurchaseNumbers {
    /// Day of the first transaction.
    pub first_day: Day,
    /// Day of the last transaction.
    pub last_day: Day,
    /// Repeat transactions, the first excluded: x.
    pub frequency: u32,
    /// Sum of the squared gaps between successive transactions, in square days.
    pub squared_gaps: u64,
    /// Sum of the natural logarithms of those gaps in days, which the models of regular buying need.
    pub log_gaps: f64,
    /// Value of the first transaction.
    pub first_spend: i64,
    /// Value of the repeat transactions together.
    pub repeat_spend: i64,
}

impl PurchaseNumbers {
    /// A customer with one transaction.
    #[must_use]
    pub fn first(day: Day, value: i64) -> Self {
        Self {
            first_day: day,
            last_day: day,
            frequency: 0,
            squared_gaps: 0,
            log_gaps: 0.0,
            first_spend: value,
            repeat_spend: 0,
        }
    }

    /// Of all transactions, ascending by day, one a day; `None` without one.
    #[must_use]
    pub fn of(transactions: impl IntoIterator<Item = (Day, i64)>) -> Option<Self> {
        let mut transactions = transactions.into_iter();
        let (day, value) = transactions.next()?;
        let mut numbers = Self::first(day, value);
        for (day, value) in transactions {
            numbers.add(day, value);
        }
        Some(numbers)
    }

    /// Adds a transaction later than the last.
    ///
    /// ```
    /// use shared::domain::Day;
    /// use shared::scoring::preparation::PurchaseNumbers;
    /// let mut numbers = PurchaseNumbers::first(Day(3), 500);
    /// numbers.add(Day(10), 300);
    /// assert_eq!(Some(numbers), PurchaseNumbers::of([(Day(3), 500), (Day(10), 300)]));
    /// ```
    ///
    /// # Panics
    /// In debug builds, when it is not later.
    pub fn add(&mut self, day: Day, value: i64) {
        self.pass_gap_to(day);
        self.repeat_spend = self.repeat_spend.saturating_add(value);
    }

    /// Adds a customer's later transactions, all after the last of these. Exact but for the last bits of
    /// [`Self::log_gaps`], which depend on the order of addition.
    ///
    /// ```
    /// use shared::domain::Day;
    /// use shared::scoring::preparation::PurchaseNumbers;
    /// let mut numbers = PurchaseNumbers::first(Day(3), 500);
    /// let later = PurchaseNumbers::of([(Day(10), 300), (Day(24), 200)]).expect("a transaction");
    /// numbers.merge(&later);
    /// assert_eq!((numbers.frequency, numbers.squared_gaps), (2, 7 * 7 + 14 * 14));
    /// assert_eq!((numbers.first_spend, numbers.repeat_spend), (500, 500));
    /// ```
    ///
    /// # Panics
    /// In debug builds, when they are not later.
    pub fn merge(&mut self, later: &Self) {
        self.pass_gap_to(later.first_day);
        self.last_day = later.last_day;
        self.frequency += later.frequency;
        self.squared_gaps = self.squared_gaps.saturating_add(later.squared_gaps);
        self.log_gaps += later.log_gaps;
        self.repeat_spend = self.repeat_spend.saturating_add(later.first_spend).saturating_add(later.repeat_spend);
    }

    fn pass_gap_to(&mut self, day: Day) {
        debug_assert!(day > self.last_day, "transactions come in the order of days, one a day");
        let gap = day.0.abs_diff(self.last_day.0);
        self.squared_gaps = self.squared_gaps.saturating_add(u64::from(gap).pow(2));
        self.log_gaps += ln(f64::from(gap));
        self.last_day = day;
        self.frequency += 1;
    }

    /// Days from the first to the last transaction.
    #[must_use]
    pub fn recency_days(&self) -> u32 {
        self.last_day.0.abs_diff(self.first_day.0)
    }

    /// Days from the first transaction to a day not before it.
    #[must_use]
    pub fn age_days(&self, as_of: Day) -> u32 {
        as_of.0.abs_diff(self.first_day.0)
    }

    /// The purchase history as of a day, in weeks.
    ///
    /// # Errors
    /// When the last transaction lies after that day.
    pub fn history(&self, as_of: Day) -> Result<History, HistoryError> {
        let weeks = |later: Day| f64::from(later.0.saturating_sub(self.first_day.0)) / DAYS_PER_WEEK;
        History::new(self.frequency, weeks(self.last_day), weeks(as_of))
    }

    /// Sum of the natural logarithms of the gaps in weeks: that in days less ln 7 a gap.
    #[must_use]
    pub fn log_gaps_in_weeks(&self) -> f64 {
        self.log_gaps - f64::from(self.frequency) * ln(DAYS_PER_WEEK)
    }

    /// What the spend model works on: the mean of the repeat transactions; none for a one-time buyer, whose frequency
    /// is zero.
    #[must_use]
    pub fn spend(&self) -> Spend {
        let mean = if self.frequency > 0 { self.repeat_spend as f64 / f64::from(self.frequency) } else { 0.0 };
        Spend { frequency: self.frequency, mean }
    }

    /// Value of all transactions.
    #[must_use]
    pub fn total_spend(&self) -> i64 {
        self.first_spend.saturating_add(self.repeat_spend)
    }
}

/// Histories of all customers as of a day not before their last transactions, with the sums of log gaps.
pub(super) fn histories(customers: &[PurchaseNumbers], as_of: Day) -> Histories {
    let column = |of: &dyn Fn(&PurchaseNumbers) -> u32| -> Vec<u32> { customers.iter().map(of).collect() };
    let (frequency, recency) = (column(&|numbers| numbers.frequency), column(&PurchaseNumbers::recency_days));
    let log_gaps: Vec<f64> = customers.iter().map(|numbers| numbers.log_gaps).collect();
    let log_gaps = LogGaps::from_days(&frequency, &recency, &log_gaps).expect("sums of the logarithms of these gaps");
    let histories = Histories::from_days(&frequency, &recency, &column(&|numbers| numbers.age_days(as_of)));
    histories.with_log_gaps(log_gaps).expect("of the same customers")
}

#[cfg(test)]
mod tests {
    use super::PurchaseNumbers;
    use crate::domain::Day;
    use crate::math::ln;
    use crate::scoring::History;

    fn four() -> PurchaseNumbers {
        PurchaseNumbers::of([(Day(100), 1_000), (Day(107), 2_000), (Day(121), 500), (Day(122), 50)]).expect("some")
    }

    #[test]
    fn numbers_of_one_customer_are_those_computed_by_hand() {
        let numbers = four();
        assert_eq!((numbers.frequency, numbers.recency_days(), numbers.age_days(Day(170))), (3, 22, 70));
        assert_eq!(numbers.squared_gaps, 49 + 196 + 1);
        assert!((numbers.log_gaps - ln(98.0)).abs() < 1e-14);
        assert!((numbers.log_gaps_in_weeks() - ln(2.0 / 7.0)).abs() < 1e-14);
        assert_eq!((numbers.first_spend, numbers.repeat_spend, numbers.total_spend()), (1_000, 2_550, 3_550));
        assert_eq!((numbers.spend().frequency, numbers.spend().mean), (3, 850.0));
        let history = History { frequency: 3, recency: 22.0 / 7.0, age: 10.0 };
        assert_eq!(numbers.history(Day(170)), Ok(history));
        assert!(numbers.history(Day(121)).is_err(), "as of a day before the last transaction it was another history");
        assert_eq!(PurchaseNumbers::of([]), None);
    }

    #[test]
    fn numbers_read_back_to_the_last_bit() {
        let text = serde_json::to_string(&four()).expect("plain values");
        assert_eq!(serde_json::from_str::<PurchaseNumbers>(&text).expect("just written"), four());
    }
}

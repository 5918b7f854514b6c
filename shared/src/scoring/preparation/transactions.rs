//! Which days with orders are transactions.

use crate::domain::Day;

/// What the orders of one day come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DaySum {
    /// More than zero: a transaction.
    Transaction(i64),
    /// Zero or less: no transaction, and a refund of the customer.
    Refund(i64),
}

impl DaySum {
    /// Of the exact sum of a day; sums beyond 64 bits are clamped.
    pub(super) fn of(sum: i128) -> Self {
        let sum = sum.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64;
        if sum > 0 { Self::Transaction(sum) } else { Self::Refund(sum) }
    }
}

/// A customer's transactions, one a day on which purchases less that day's cancellations come to more than zero; and
/// the sum, zero or negative, of the other days. Takes the orders in any order and leaves them sorted by day.
///
/// A cancellation on a later day is a refund and does not undo the transaction it belongs to, since most exports do
/// not tell which that was.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::transactions;
///
/// let mut orders = [(Day(12), 300), (Day(10), 500), (Day(12), -300), (Day(10), 200), (Day(13), -50)];
/// assert_eq!(transactions(&mut orders), (vec![(Day(10), 700)], -50));
/// ```
#[must_use]
pub fn transactions(orders: &mut [(Day, i64)]) -> (Vec<(Day, i64)>, i64) {
    if !orders.is_sorted_by_key(|order| order.0) {
        orders.sort_unstable_by_key(|order| order.0);
    }
    let mut purchases = Vec::with_capacity(orders.len());
    let mut refunds = 0_i64;
    for of_one_day in orders.chunk_by(|a, b| a.0 == b.0) {
        match DaySum::of(of_one_day.iter().map(|order| i128::from(order.1)).sum()) {
            DaySum::Transaction(sum) => purchases.push((of_one_day[0].0, sum)),
            DaySum::Refund(sum) => refunds = refunds.saturating_add(sum),
        }
    }
    (purchases, refunds)
}

#[cfg(test)]
mod tests {
    use super::transactions;
    use crate::domain::Day;

    #[test]
    fn sums_beyond_sixty_four_bits_are_clamped_after_adding_exactly() {
        let mut orders = [(Day(1), i64::MAX), (Day(1), i64::MAX), (Day(1), -i64::MAX), (Day(2), i64::MIN)];
        assert_eq!(transactions(&mut orders), (vec![(Day(1), i64::MAX)], i64::MIN));
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert_eq!(transactions(&mut []), (vec![], 0));
    }
}

//! Which days with orders are transactions.

use crate::domain::Day;

/// What becomes of a day whose orders cost nothing and of which none is a cancellation.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::{FreeOrders, transactions};
/// let mut orders = [(Day(10), 500), (Day(12), 0)];
/// assert_eq!(transactions(&mut orders, FreeOrders::LeftOut).0, [(Day(10), 500)]);
/// assert_eq!(transactions(&mut orders, FreeOrders::Counted).0, [(Day(10), 500), (Day(12), 0)]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FreeOrders {
    /// It is no transaction, as in the app.
    #[default]
    LeftOut,
    /// It is a transaction of value 0, as in the published data sets.
    Counted,
}

/// What the orders of one day come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DaySum {
    /// A transaction of this value.
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

    fn of_orders(orders: &[(Day, i64)], free: FreeOrders) -> Self {
        match Self::of(orders.iter().map(|order| i128::from(order.1)).sum()) {
            Self::Refund(0) if free == FreeOrders::Counted && orders.iter().all(|order| order.1 == 0) => {
                Self::Transaction(0)
            }
            sum => sum,
        }
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
/// use shared::scoring::preparation::{FreeOrders, transactions};
///
/// let mut orders = [(Day(12), 300), (Day(10), 500), (Day(12), -300), (Day(10), 200), (Day(13), -50)];
/// assert_eq!(transactions(&mut orders, FreeOrders::LeftOut), (vec![(Day(10), 700)], -50));
/// ```
#[must_use]
pub fn transactions(orders: &mut [(Day, i64)], free: FreeOrders) -> (Vec<(Day, i64)>, i64) {
    if !orders.is_sorted_by_key(|order| order.0) {
        orders.sort_unstable_by_key(|order| order.0);
    }
    let mut purchases = Vec::with_capacity(orders.len());
    let mut refunds = 0_i64;
    for of_one_day in orders.chunk_by(|a, b| a.0 == b.0) {
        match DaySum::of_orders(of_one_day, free) {
            DaySum::Transaction(sum) => purchases.push((of_one_day[0].0, sum)),
            DaySum::Refund(sum) => refunds = refunds.saturating_add(sum),
        }
    }
    (purchases, refunds)
}

#[cfg(test)]
mod tests {
    use super::FreeOrders::{Counted, LeftOut};
    use super::transactions;
    use crate::domain::Day;

    #[test]
    fn sums_beyond_sixty_four_bits_are_clamped_after_adding_exactly() {
        let mut orders = [(Day(1), i64::MAX), (Day(1), i64::MAX), (Day(1), -i64::MAX), (Day(2), i64::MIN)];
        assert_eq!(transactions(&mut orders, LeftOut), (vec![(Day(1), i64::MAX)], i64::MIN));
    }

    #[test]
    fn an_order_for_nothing_counts_where_asked_and_a_cancelled_one_never() {
        let mut orders = [(Day(1), 0), (Day(2), 5), (Day(2), -5), (Day(3), 0), (Day(3), 0), (Day(4), 9)];
        assert_eq!(transactions(&mut orders, LeftOut).0, [(Day(4), 9)]);
        assert_eq!(transactions(&mut orders, Counted).0, [(Day(1), 0), (Day(3), 0), (Day(4), 9)]);
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert_eq!(transactions(&mut [], LeftOut), (vec![], 0));
    }
}

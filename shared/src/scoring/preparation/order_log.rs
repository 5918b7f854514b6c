//! Orders of all customers, in any order, in one pass.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use super::numbers::histories;
use super::{FreeOrders, PurchaseNumbers, transactions};
use crate::domain::Day;
use crate::scoring::Histories;

/// Takes order lines in any order and keeps each customer's key and 16 bytes for each line. Lines of one customer, day
/// and sign that follow each other are kept as one.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::OrderLog;
///
/// let mut log = OrderLog::<String>::default();
/// for (customer, day, amount) in [("ada", 10, 500), ("ben", 11, 900), ("ada", 17, 250), ("ada", 17, 250)] {
///     log.push(customer, Day(day), amount);
/// }
/// let purchases = log.finish();
/// assert_eq!(purchases.keys(), ["ada", "ben"]);
/// assert_eq!(purchases.of(0), ([Day(10), Day(17)].as_slice(), [500, 500].as_slice()));
/// assert_eq!(purchases.histories().customers(), 2.0);
/// ```
#[derive(Clone, Debug)]
pub struct OrderLog<K> {
    customers: BTreeMap<K, u32>,
    lines: Vec<Line>,
}

#[derive(Clone, Copy, Debug)]
struct Line {
    customer: u32,
    day: Day,
    amount: i64,
}

impl<K> Default for OrderLog<K> {
    fn default() -> Self {
        Self { customers: BTreeMap::new(), lines: Vec::new() }
    }
}

impl<K: Ord> OrderLog<K> {
    /// Adds a line; a return, cancellation or refund has a negative amount.
    ///
    /// # Panics
    /// From the 2³²-th customer on.
    pub fn push<Q>(&mut self, customer: &Q, day: Day, amount: i64)
    where
        K: Borrow<Q>,
        Q: Ord + ToOwned<Owned = K> + ?Sized,
    {
        let customer = if let Some(number) = self.customers.get(customer) {
            *number
        } else {
            let number = u32::try_from(self.customers.len()).expect("a log has fewer than 2^32 customers");
            self.customers.insert(customer.to_owned(), number);
            number
        };
        if let Some(last) = self.lines.last_mut()
            && (last.customer, last.day, last.amount.signum()) == (customer, day, amount.signum())
            && let Some(sum) = last.amount.checked_add(amount)
        {
            last.amount = sum;
        } else {
            self.lines.push(Line { customer, day, amount });
        }
    }

    /// The transactions of all customers, in the order in which the customers first came.
    #[must_use]
    pub fn finish(self) -> PurchaseLog<K> {
        self.finish_with(FreeOrders::LeftOut)
    }

    /// As [`Self::finish`], with a say in what days are whose orders cost nothing.
    ///
    /// ```
    /// use shared::domain::Day;
    /// use shared::scoring::preparation::{FreeOrders, OrderLog};
    /// let mut log = OrderLog::<String>::default();
    /// log.push("ada", Day(10), 500);
    /// log.push("ada", Day(17), 0);
    /// assert_eq!(log.clone().finish().numbers(0).frequency, 0);
    /// assert_eq!(log.finish_with(FreeOrders::Counted).numbers(0).frequency, 1);
    /// ```
    #[must_use]
    pub fn finish_with(self, free: FreeOrders) -> PurchaseLog<K> {
        let last_order = self.lines.iter().map(|line| line.day).max();
        let mut keys: Vec<(K, u32)> = self.customers.into_iter().collect();
        keys.sort_unstable_by_key(|(_, number)| *number);
        let end = end_of_each(keys.len(), &self.lines);
        let mut orders = grouped(self.lines, &end);
        let mut log = PurchaseLog {
            keys: Vec::with_capacity(keys.len()),
            start: vec![0],
            day: Vec::with_capacity(orders.len()),
            value: Vec::with_capacity(orders.len()),
            refunds: Vec::with_capacity(keys.len()),
            last_order,
            without_purchase: 0,
        };
        for (key, number) in keys {
            let start = number.checked_sub(1).map_or(0, |before| end[before as usize]);
            let (purchases, refunds) = transactions(&mut orders[start..end[number as usize]], free);
            log.push(key, &purchases, refunds);
        }
        log
    }
}

/// Where the lines of each customer end once they are grouped.
fn end_of_each(customers: usize, lines: &[Line]) -> Vec<usize> {
    let mut end = vec![0; customers];
    for line in lines {
        end[line.customer as usize] += 1;
    }
    let mut total = 0;
    for end in &mut end {
        total += *end;
        *end = total;
    }
    end
}

/// Day and amount of all lines, grouped by customer, in their order otherwise.
fn grouped(lines: Vec<Line>, end: &[usize]) -> Vec<(Day, i64)> {
    let mut orders = vec![(Day(0), 0); lines.len()];
    let mut place = end.to_vec();
    for line in lines.into_iter().rev() {
        let place = &mut place[line.customer as usize];
        *place -= 1;
        orders[*place] = (line.day, line.amount);
    }
    orders
}

/// The transactions of all customers who have one.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::OrderLog;
/// let mut log = OrderLog::<u32>::default();
/// for (customer, day, amount) in [(7, 10, 500), (8, 12, -80), (7, 24, 300), (7, 31, -120)] {
///     log.push(&customer, Day(day), amount);
/// }
/// let log = log.finish();
/// // Customer 8 only sent something back; customer 7 did on the last day.
/// assert_eq!((log.len(), log.keys(), log.without_purchase()), (1, [7].as_slice(), 1));
/// assert_eq!((log.refunds(), log.last_order()), ([-120].as_slice(), Some(Day(31))));
/// assert_eq!((log.rows().count(), log.numbers(0).recency_days()), (1, 14));
/// assert_eq!(log.histories().iter().next().map(|history| (history.recency, history.age)), Some((2.0, 3.0)));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct PurchaseLog<K> {
    keys: Vec<K>,
    start: Vec<usize>,
    day: Vec<Day>,
    value: Vec<i64>,
    refunds: Vec<i64>,
    last_order: Option<Day>,
    without_purchase: usize,
}

impl<K> PurchaseLog<K> {
    fn push(&mut self, key: K, purchases: &[(Day, i64)], refunds: i64) {
        if purchases.is_empty() {
            self.without_purchase += 1;
            return;
        }
        self.keys.push(key);
        self.day.extend(purchases.iter().map(|purchase| purchase.0));
        self.value.extend(purchases.iter().map(|purchase| purchase.1));
        self.start.push(self.day.len());
        self.refunds.push(refunds);
    }

    /// Number of customers with a transaction.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether no customer has a transaction.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Keys of the customers, one a row, in the order in which they first came.
    #[must_use]
    pub fn keys(&self) -> &[K] {
        &self.keys
    }

    /// Days, ascending, and values of the transactions of a row.
    #[must_use]
    pub fn of(&self, row: usize) -> (&[Day], &[i64]) {
        let range = self.start[row]..self.start[row + 1];
        (&self.day[range.clone()], &self.value[range])
    }

    /// All rows in order.
    pub fn rows(&self) -> impl Iterator<Item = (&[Day], &[i64])> {
        (0..self.len()).map(|row| self.of(row))
    }

    /// What came to zero or less on its day, summed, for each row: zero or negative.
    #[must_use]
    pub fn refunds(&self) -> &[i64] {
        &self.refunds
    }

    /// Customers whose orders are no transaction on any day; they are left out.
    #[must_use]
    pub fn without_purchase(&self) -> usize {
        self.without_purchase
    }

    /// The last day with an order, a refund included: the as-of day.
    #[must_use]
    pub fn last_order(&self) -> Option<Day> {
        self.last_order
    }

    /// The numbers of a row's customer.
    #[must_use]
    pub fn numbers(&self, row: usize) -> PurchaseNumbers {
        let (days, values) = self.of(row);
        PurchaseNumbers::of(days.iter().copied().zip(values.iter().copied())).expect("every row has a transaction")
    }

    /// All histories as of the last day with an order, with the sums of log gaps.
    #[must_use]
    pub fn histories(&self) -> Histories {
        let numbers: Vec<PurchaseNumbers> = (0..self.len()).map(|row| self.numbers(row)).collect();
        histories(&numbers, self.last_order.unwrap_or(Day(0)))
    }
}

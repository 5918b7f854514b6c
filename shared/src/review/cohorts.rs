//! Cohorts by the month of the first order, and how many of each ordered in the months since.

use serde::{Deserialize, Serialize};

use crate::base::Orders;
use crate::domain::Day;
use crate::scoring::preparation::cohort::{self, CohortPeriod};

/// The customers whose first order fell in one calendar month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cohort {
    /// First day of the month.
    pub month: Day,
    /// How many they are.
    pub customers: u32,
    /// How many of them ordered in this month, the next one, …, up to the month of the as-of day. The first entry is all.
    pub ordered: Vec<u32>,
}

/// The latest cohorts, oldest first.
///
/// ```
/// use shared::base::Orders;
/// use shared::domain::Day;
/// use shared::review::cohorts;
/// // One customer, who ordered on 1 January 1970 and on 1 March.
/// let orders = Orders { start: vec![0, 2], day: vec![Day(0), Day(59)], net_minor: vec![100, 100] };
/// let triangle = cohorts(&orders, Day(59), 24);
/// assert_eq!(triangle.cohorts[0].ordered, [1, 0, 1]);
/// assert_eq!(triangle.pooled(1), Some((0, 1)));
/// // March is not over.
/// assert_eq!(triangle.pooled(2), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CohortTriangle {
    /// One entry a month, also for a month without new customers.
    pub cohorts: Vec<Cohort>,
    /// Whether the month of the as-of day is over, so that the last entry of each cohort is a whole month.
    pub last_month_is_whole: bool,
}

impl CohortTriangle {
    /// Over all cohorts for which the month `months` after the first is over: customers who ordered in it, and customers.
    /// `None` where there is no such cohort with customers.
    #[must_use]
    pub fn pooled(&self, months: usize) -> Option<(u32, u32)> {
        let whole = |cohort: &&Cohort| cohort.ordered.len() > months + usize::from(!self.last_month_is_whole);
        let known = self.cohorts.iter().filter(whole);
        let sums = known.fold((0, 0), |(ordered, customers), cohort| {
            (ordered + cohort.ordered[months], customers + cohort.customers)
        });
        (sums.1 > 0).then_some(sums)
    }
}

/// The triangle of the last `months` calendar months up to that of the as-of day, without the months before the first
/// order. Customers of earlier months are in none of the cohorts.
#[must_use]
pub fn cohorts(orders: &Orders, as_of: Day, months: usize) -> CohortTriangle {
    let rows = (0..orders.start.len() - 1).map(|row| orders.of(row));
    let all = cohort::CohortTriangle::of(rows, CohortPeriod::Month, as_of);
    let latest = all.cohorts.len().saturating_sub(months);
    let told = |cohort: &cohort::Cohort| Cohort {
        month: cohort.first_day,
        customers: cohort.customers,
        ordered: cohort.cells.iter().map(|cell| cell.active).collect(),
    };
    CohortTriangle {
        cohorts: all.cohorts[latest..].iter().map(told).collect(),
        last_month_is_whole: all.last_period_is_whole,
    }
}

#[cfg(test)]
mod tests {
    use super::{Cohort, cohorts};
    use crate::base::Orders;
    use crate::domain::Day;
    use crate::review::fixture::shop;

    fn day(text: &str) -> Day {
        text.parse().expect("a date")
    }

    fn orders(customers: &[&[&str]]) -> Orders {
        let mut orders = Orders::default();
        for days in customers {
            orders.day.extend(days.iter().map(|text| day(text)));
            orders.net_minor.resize(orders.day.len(), 100);
            orders.start.push(orders.day.len() as u32);
        }
        orders
    }

    #[test]
    fn the_triangle_is_the_one_made_by_hand() {
        let orders = orders(&[
            &["2026-01-31", "2026-02-01", "2026-02-28"],
            &["2026-01-05", "2026-01-20", "2026-03-31"],
            &["2026-03-01"],
        ]);
        let triangle = cohorts(&orders, day("2026-03-31"), 24);
        let cohort =
            |month, customers, ordered: &[u32]| Cohort { month: day(month), customers, ordered: ordered.to_vec() };
        let expected =
            [cohort("2026-01-01", 2, &[2, 1, 1]), cohort("2026-02-01", 0, &[0, 0]), cohort("2026-03-01", 1, &[1])];
        assert_eq!(triangle.cohorts, expected);
        assert!(triangle.last_month_is_whole);
        assert_eq!([triangle.pooled(0), triangle.pooled(2), triangle.pooled(3)], [Some((3, 3)), Some((1, 2)), None]);
        assert!(!cohorts(&orders, day("2026-04-01"), 24).last_month_is_whole);
    }

    #[test]
    fn every_cell_equals_a_naive_count_and_rows_sum_to_months_with_an_order() {
        let (shop, ..) = shop(21, 900);
        let as_of = shop.as_of.expect("orders");
        let triangle = cohorts(&shop.orders, as_of, 12);
        assert_eq!(triangle.cohorts.len(), 12);
        let month = |day: &Day| day.to_string()[..7].to_owned();
        for (index, cohort) in triangle.cohorts.iter().enumerate() {
            let members: Vec<&[Day]> = (0..shop.customers.len())
                .map(|row| shop.orders.of(row).0)
                .filter(|days| month(&days[0]) == month(&cohort.month))
                .collect();
            assert_eq!(cohort.customers as usize, members.len());
            for (since, later) in triangle.cohorts[index..].iter().enumerate() {
                let came = members.iter().filter(|days| days.iter().any(|day| month(day) == month(&later.month)));
                assert_eq!(cohort.ordered[since] as usize, came.count());
            }
            let customer_months: usize = members
                .iter()
                .map(|days| days.iter().map(month).collect::<std::collections::BTreeSet<_>>().len())
                .sum();
            assert_eq!(cohort.ordered.iter().sum::<u32>() as usize, customer_months);
        }
    }

    #[test]
    fn a_shift_that_keeps_months_shifts_the_months_only() {
        let (shop, ..) = shop(22, 400);
        let as_of = shop.as_of.expect("orders");
        // The calendar repeats after 28 years while no century is crossed.
        let shift = 28 * 365 + 7;
        let mut later = shop.orders.clone();
        later.day.iter_mut().for_each(|day| day.0 += shift);
        let mut expected = cohorts(&shop.orders, as_of, 24);
        expected.cohorts.iter_mut().for_each(|cohort| cohort.month.0 += shift);
        assert_eq!(cohorts(&later, Day(as_of.0 + shift), 24), expected);
    }

    #[test]
    fn nobody_makes_no_cohort() {
        assert!(cohorts(&Orders::default(), Day(0), 24).cohorts.is_empty());
    }
}

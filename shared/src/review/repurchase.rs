//! After how many days customers order again.

use serde::{Deserialize, Serialize};

use crate::base::Orders;
use crate::domain::Day;
use crate::scoring::survival::{Spells, kaplan_meier};
use crate::scoring::uncertainty::Level;

/// The share of customers who have not ordered again, by days since an order: the Kaplan-Meier estimate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repurchase {
    /// From which order on: 1 is the first.
    pub order: u32,
    /// Customers who have made it.
    pub customers: u32,
    /// Customers who have made the next one.
    pub again: u32,
    /// Days by which half have ordered again; `None` where that is not reached.
    pub median_days: Option<u32>,
    /// Lower end of its 95 % interval.
    pub median_low_days: Option<u32>,
    /// Upper end of its 95 % interval; `None` where the data end before it.
    pub median_high_days: Option<u32>,
    /// The days on which the curve falls, ascending, and the last day anybody was watched.
    pub points: Vec<RepurchasePoint>,
}

/// The curve from one day to the next point.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RepurchasePoint {
    /// Days since the order.
    pub days: u32,
    /// Customers watched at least that long who had not ordered again before.
    pub at_risk: u32,
    /// Share who have not ordered again by then.
    pub not_yet: f64,
    /// Lower end of its pointwise 95 % interval.
    pub low: f64,
    /// Upper end of its pointwise 95 % interval.
    pub high: f64,
}

/// Days from the `order`th transaction (1 is the first) to the next; who has not made the next one is censored at the
/// as-of day. `None` where nobody has made it.
///
/// ```
/// use shared::base::Orders;
/// use shared::domain::Day;
/// use shared::review::repurchase;
/// // One customer came back after 10 days, one has been silent for 30.
/// let orders = Orders { start: vec![0, 2, 3], day: vec![Day(0), Day(10), Day(20)], net_minor: vec![1; 3] };
/// let found = repurchase(&orders, Day(50), 1).expect("two customers");
/// assert_eq!((found.customers, found.again, found.median_days), (2, 1, Some(10)));
/// assert_eq!(found.points[0].not_yet, 0.5);
/// assert!(repurchase(&orders, Day(50), 3).is_none());
/// ```
#[must_use]
pub fn repurchase(orders: &Orders, as_of: Day, order: u32) -> Option<Repurchase> {
    let made = order.checked_sub(1)? as usize;
    let (mut durations, mut ended) = (Vec::new(), Vec::new());
    for row in 0..orders.start.len() - 1 {
        let (days, _) = orders.of(row);
        let Some(from) = days.get(made) else { continue };
        let next = days.get(made + 1);
        durations.push(f64::from(next.unwrap_or(&as_of).0 - from.0));
        ended.push(next.is_some());
    }
    let spells = Spells::new(durations, ended).ok()?;
    let curve = kaplan_meier(&spells, Level::NINETY_FIVE);
    let last = curve.points.last().map(|point| point.time);
    let steps = curve.points.iter().filter(|point| point.ended > 0.0 || Some(point.time) == last);
    let points = steps.map(|point| RepurchasePoint {
        days: point.time as u32,
        at_risk: point.at_risk as u32,
        not_yet: point.survival,
        low: point.interval.map_or(point.survival, |interval| interval.low),
        high: point.interval.map_or(point.survival, |interval| interval.high),
    });
    let median = curve.median();
    let days = |time: Option<f64>| time.map(|days| days as u32);
    Some(Repurchase {
        order,
        customers: spells.len() as u32,
        again: spells.ends() as u32,
        median_days: days(median.time),
        median_low_days: days(median.lower),
        median_high_days: days(median.upper),
        points: points.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::repurchase;
    use crate::domain::Day;
    use crate::review::fixture::{base, shop};

    #[test]
    fn the_curve_is_the_one_made_by_hand() {
        // Gaps after the first order: 5, 10, 10, and silent for 10 and for 30 days.
        let shop = base(
            Day(100),
            &[
                (&[(0, 1), (5, 1), (25, 1)], 0),
                (&[(0, 1), (10, 1)], 0),
                (&[(50, 1), (60, 1), (61, 1)], 0),
                (&[(90, 1)], 0),
                (&[(70, 1)], 0),
            ],
        );
        let found = repurchase(&shop.orders, Day(100), 1).expect("five customers");
        let points: Vec<(u32, u32)> = found.points.iter().map(|point| (point.days, point.at_risk)).collect();
        assert_eq!(points, [(5, 5), (10, 4), (30, 1)]);
        // 4/5, then 2 of 4 leave half of it, then nothing more happens.
        for (point, not_yet) in found.points.iter().zip([0.8, 0.4, 0.4]) {
            assert!((point.not_yet - not_yet).abs() < 1e-12 && point.low < not_yet && not_yet < point.high);
        }
        assert_eq!((found.customers, found.again, found.median_days), (5, 3, Some(10)));
        assert_eq!(found.median_high_days, None, "the data end before");

        let second = repurchase(&shop.orders, Day(100), 2).expect("three customers");
        assert_eq!((second.customers, second.again), (3, 2));
        assert_eq!(repurchase(&shop.orders, Day(100), 0), None);
    }

    #[test]
    fn it_is_the_product_over_days_of_those_who_did_not_come() {
        let (shop, ..) = shop(61, 800);
        let as_of = shop.as_of.expect("orders");
        for order in [1, 3] {
            let found = repurchase(&shop.orders, as_of, order).expect("customers");
            let spells: Vec<(i32, bool)> = (0..shop.customers.len())
                .map(|row| shop.orders.of(row).0)
                .filter(|days| days.len() >= order as usize)
                .map(|days| match days.get(order as usize) {
                    Some(next) => (next.0 - days[order as usize - 1].0, true),
                    None => (as_of.0 - days[order as usize - 1].0, false),
                })
                .collect();
            for point in found.points.iter().step_by(7) {
                let not_yet: f64 = (0..=point.days as i32)
                    .map(|day| {
                        let at_risk = spells.iter().filter(|spell| spell.0 >= day).count().max(1);
                        let came = spells.iter().filter(|spell| spell.0 == day && spell.1).count();
                        1.0 - came as f64 / at_risk as f64
                    })
                    .product();
                assert!((point.not_yet - not_yet).abs() < 1e-9);
            }
        }
    }
}

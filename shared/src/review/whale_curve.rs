//! How much of all profit the most profitable customers bring, and what the unprofitable ones cost.

use serde::{Deserialize, Serialize};

use crate::base::Base;

/// Parts the curve is read off at.
const PARTS: usize = 100;

/// Customers from the most to the least profitable, and the profit of the first so many of them together.
///
/// ```
/// use shared::base::Base;
/// use shared::review::whale_curve;
/// assert_eq!(whale_curve(&Base::default(), 0.4, 0.0).customers, 0);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WhaleCurve {
    /// Number of customers.
    pub customers: u32,
    /// Their profit together, minor units: where the curve ends.
    pub total_minor: f64,
    /// Where it is highest: all customers who bring profit.
    pub peak: WhalePoint,
    /// Customers whose profit is negative.
    pub losers: u32,
    /// Their profit together, minor units, negative or zero.
    pub losses_minor: f64,
    /// From nobody to everybody in hundredths of the customers, fewer where there are fewer customers.
    pub points: Vec<WhalePoint>,
}

/// One point of the curve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WhalePoint {
    /// So many of the most profitable customers.
    pub customers: u32,
    /// Their profit together, minor units.
    pub profit_minor: f64,
}

/// The curve of past profit: net value of orders and refunds times the margin, less the cost to serve an order, which may
/// be 0. An order is a transaction.
#[must_use]
pub fn whale_curve(base: &Base, margin_share: f64, cost_per_order_minor: f64) -> WhaleCurve {
    let customers = &base.customers;
    let profit = |row: usize| {
        let net = customers.first_spend_minor[row] + customers.repeat_spend_minor[row] + customers.refunds_minor[row];
        net as f64 * margin_share - (f64::from(customers.frequency[row]) + 1.0) * cost_per_order_minor
    };
    let mut profits: Vec<f64> = (0..customers.len()).map(profit).collect();
    profits.sort_unstable_by(|a, b| b.total_cmp(a));

    let mut curve = WhaleCurve { customers: profits.len() as u32, ..WhaleCurve::default() };
    curve.points.push(WhalePoint::default());
    let mut part = 1;
    for (index, profit) in profits.iter().enumerate() {
        curve.total_minor += profit;
        if *profit < 0.0 {
            curve.losers += 1;
            curve.losses_minor += profit;
        }
        let point = WhalePoint { customers: index as u32 + 1, profit_minor: curve.total_minor };
        if *profit > 0.0 {
            curve.peak = point;
        }
        let reached = (index + 1) * PARTS / profits.len();
        if reached >= part {
            curve.points.push(point);
            part = reached + 1;
        }
    }
    curve
}

#[cfg(test)]
mod tests {
    use super::{WhalePoint, whale_curve};
    use crate::domain::Day;
    use crate::review::fixture::{base, shop};

    #[test]
    fn three_losers_are_counted_and_the_curve_ends_at_the_total() {
        // Half of the net value is margin, and an order costs 10.
        let shop = base(
            Day(9),
            &[(&[(1, 30), (2, 30)], -40), (&[(1, 200)], 0), (&[(1, 10)], 0), (&[(1, 80)], 0), (&[(3, 100)], -140)],
        );
        let curve = whale_curve(&shop, 0.5, 10.0);
        // By customer: 10 − 20, 100 − 10, 5 − 10, 40 − 10, −20 − 10.
        let sorted = [90.0, 30.0, -5.0, -10.0, -30.0];
        let mut sum = 0.0;
        let mut expected = vec![WhalePoint::default()];
        for (index, profit) in sorted.into_iter().enumerate() {
            sum += profit;
            expected.push(WhalePoint { customers: index as u32 + 1, profit_minor: sum });
        }
        assert_eq!(curve.points, expected);
        assert_eq!((curve.total_minor, curve.losers, curve.losses_minor), (75.0, 3, -45.0));
        assert_eq!(curve.peak, WhalePoint { customers: 2, profit_minor: 120.0 });
    }

    #[test]
    fn points_are_naive_sums_and_the_end_is_the_profit_of_all_orders() {
        let (shop, ..) = shop(51, 1_234);
        let curve = whale_curve(&shop, 0.4, 250.0);
        let customers = &shop.customers;
        let mut profits: Vec<f64> = (0..customers.len())
            .map(|row| {
                let (days, net) = shop.orders.of(row);
                (net.iter().sum::<i64>() + customers.refunds_minor[row]) as f64 * 0.4 - days.len() as f64 * 250.0
            })
            .collect();
        profits.sort_by(|a, b| b.partial_cmp(a).expect("numbers"));
        assert_eq!(curve.points.len(), 101);
        for (part, point) in curve.points.iter().enumerate() {
            assert_eq!(point.customers as usize, (part * profits.len()).div_ceil(100), "the first to reach the part");
            let sum: f64 = profits[..point.customers as usize].iter().sum();
            assert!((point.profit_minor - sum).abs() < 1e-6 * sum.abs().max(1.0));
        }
        let net: i64 = shop.orders.net_minor.iter().sum::<i64>() + customers.refunds_minor.iter().sum::<i64>();
        let total = net as f64 * 0.4 - shop.orders.day.len() as f64 * 250.0;
        assert!((curve.total_minor - total).abs() < 1e-9 * total.abs());
        assert!(curve.points.iter().all(|point| point.profit_minor <= curve.peak.profit_minor));
        assert_eq!(curve.losers as usize, profits.iter().filter(|profit| **profit < 0.0).count());
    }
}

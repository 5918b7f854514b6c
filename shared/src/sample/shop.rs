//! A shop whose customers follow MBG/NBD and Gamma-Gamma with known parameters.

use super::{people, products};
use crate::domain::{CustomerHistory, CustomerKey, Day, ImportId, Order, Origin, SAMPLE_SOURCE};
use crate::random::Random;

/// First of the random streams that baskets are drawn from; those of the customers lie below.
const BASKETS: u64 = 1 << 32;

/// Customers per day at the end of the calendar over those at its beginning, less one.
const GROWTH: f64 = 0.4;

/// MBG/NBD r, alpha (weeks), a, b: two in five customers come back within two years, a few every week.
const MBG_NBD: [f64; 4] = [0.75, 8.0, 0.9, 1.5];

/// Gamma-Gamma p, q, v (minor units): a mean order of p v / (q − 1) = 5,500.
const GAMMA_GAMMA: [f64; 3] = [5.0, 4.0, 3_300.0];

/// What to generate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleShop {
    /// Seed of all randomness.
    pub seed: u64,
    /// Number of customers, for example 1,000 to 1,000,000.
    pub customers: u32,
    /// Last day of the shop's calendar (the as-of day has at least one order).
    pub last_day: Day,
    /// Days the shop has existed.
    pub days: u32,
}

/// The parameters behind a generated shop; time in weeks, money in minor units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShopTruth {
    /// MBG/NBD r, alpha (weeks), a, b.
    pub mbg_nbd: [f64; 4],
    /// Gamma-Gamma p, q, v (minor units).
    pub gamma_gamma: [f64; 3],
}

/// Generates customers one by one, so that a million need no memory: `(history, still_alive)` in any order,
/// with names, e-mail addresses at `example.com`, acquisition sources, consent, products and an even acquisition over
/// the calendar.
///
/// All customers follow [`ShopTruth`]; source, consent and products are independent of behaviour. Time runs continuously and is
/// rounded to whole days from the first purchase; purchases that fall on one day are one order with one value, so that
/// the transactions have exactly the Gamma-Gamma spend. Each customer has a random stream of its own: the customers of
/// a smaller shop are the first customers of a larger one. The first customer of all begins on the last day.
pub fn sample_shop(shop: SampleShop) -> (ShopTruth, impl Iterator<Item = (CustomerHistory, bool)>) {
    let truth = ShopTruth { mbg_nbd: MBG_NBD, gamma_gamma: GAMMA_GAMMA };
    (truth, (0..shop.customers).map(move |index| customer(&shop, &truth, index)))
}

fn customer(shop: &SampleShop, truth: &ShopTruth, index: u32) -> (CustomerHistory, bool) {
    let mut draw = Random::new(shop.seed, u64::from(index));
    let number = index + 1;
    let identity = people::identity(&mut draw, number);
    let consent_given = people::consent(&mut draw);
    let age = if index == 0 { 0 } else { age_days(&mut draw, shop.days) };
    let (purchase_days, alive) = purchases(&mut draw, &truth.mbg_nbd, age);
    let [p, q, v] = truth.gamma_gamma;
    let spend_rate = draw.gamma(q, v);
    let name = format!("S-{number:06}");
    let mut basket = Random::new(shop.seed, BASKETS + u64::from(index));
    let orders = purchase_days.iter().enumerate().map(|(order, day)| {
        let net_minor = (draw.gamma(p, spend_rate).round() as i64).max(1);
        let units = 1 + i64::from(draw.below(3));
        Order {
            id: format!("{name}-{}", order + 1),
            day: Day(shop.last_day.0.saturating_sub_unsigned(age - day)),
            net_minor,
            units,
            lines: products::lines(&mut basket, units),
            import: ImportId(SAMPLE_SOURCE.to_owned()),
            originals: Vec::new(),
        }
    });
    let orders: Vec<Order> = orders.collect();
    let consents = people::consents(consent_given, orders.first().map(|order| order.day));
    let key = CustomerKey { data_source: SAMPLE_SOURCE.to_owned(), number: name };
    (CustomerHistory { identity, consents, orders, ..CustomerHistory::new(key, Origin::Sample) }, alive)
}

/// Days from the first purchase to the last day of the calendar, growth considered: the density of the first
/// purchase's time t in (0, 1) is proportional to 1 + [`GROWTH`] t.
fn age_days(draw: &mut Random, days: u32) -> u32 {
    let area = GROWTH * (2.0 + GROWTH) * draw.uniform();
    let time = ((1.0 + area).sqrt() - 1.0) / GROWTH;
    let day = (time * f64::from(days)) as u32;
    days.saturating_sub(1).saturating_sub(day)
}

/// Days of purchases counted from the first, up to `age`, and whether the customer is still alive: a rate from
/// Gamma(r, alpha), and after every purchase, the first included, the customer leaves with a probability from Beta(a, b).
fn purchases(draw: &mut Random, mbg_nbd: &[f64; 4], age: u32) -> (Vec<u32>, bool) {
    let [r, alpha, a, b] = *mbg_nbd;
    let rate_per_day = draw.gamma(r, alpha) / 7.0;
    let leaving = draw.beta(a, b);
    let mut days = vec![0];
    let mut time = 0.0;
    while !draw.chance(leaving) {
        time += draw.exponential(rate_per_day);
        let day = (time + 0.5).floor();
        if day > f64::from(age) {
            return (days, true);
        }
        let day = day as u32;
        if days.last() != Some(&day) {
            days.push(day);
        }
    }
    (days, false)
}

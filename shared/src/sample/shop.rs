//! A shop whose customers follow MBG/NBD and Gamma-Gamma with known parameters.

use crate::domain::{CustomerHistory, Day};

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
/// with names, e-mail addresses at `example.com`, acquisition sources, consent and an even acquisition over the calendar.
pub fn sample_shop(_shop: SampleShop) -> (ShopTruth, impl Iterator<Item = (CustomerHistory, bool)>) {
    let histories: Vec<(CustomerHistory, bool)> = todo!();
    #[expect(unreachable_code, reason = "skeleton")]
    (ShopTruth { mbg_nbd: [0.0; 4], gamma_gamma: [0.0; 3] }, histories.into_iter())
}

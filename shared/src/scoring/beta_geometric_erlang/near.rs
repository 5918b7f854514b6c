//! The near future: a sum over the number of phases.
//!
//! With w = t/τ and z = w/(1 + w), M = j + N phases since the last purchase make I = ⌊M/k⌋ purchases; N given j is
//! negative binomial with shape n + j. All terms are positive and follow from each other, so that nothing is lost
//! however small the expectation; but their number grows with t and λ.

use super::future::{Outlook, RegularFuture};
use super::regularity::MOST_PHASES;
use crate::math::{exp, ln_1p};

/// Most phases to sum over.
const MOST_TERMS: f64 = 5_000.0;
/// Terms above this are scaled down.
const LARGEST: f64 = 1e200;
/// A share in the result that no digit shows.
const NEGLIGIBLE: f64 = 1e-17;

/// Whether the sum is short: a bound of the phases to come, their mean with ten standard deviations and a tail that
/// falls like z^N.
pub(super) fn is_near(future: &RegularFuture, horizon: f64) -> bool {
    let w = horizon / future.time;
    let mean = (future.shape + future.mean_passed()) * w;
    mean + 10.0 * (mean * (1.0 + w)).sqrt() + 40.0 * (1.0 + w) < MOST_TERMS
}

pub(super) fn outlook(future: &RegularFuture, horizon: f64) -> Outlook {
    sums(future, horizon).outlook
}

/// E[N(N − 1)] of the number of purchases N.
pub(super) fn pairs(future: &RegularFuture, horizon: f64) -> f64 {
    sums(future, horizon).pairs
}

/// Expectations over the number of phases; until they are divided by `weight`, sums.
#[derive(Default)]
struct Sums {
    weight: f64,
    outlook: Outlook,
    pairs: f64,
}

impl Sums {
    fn over(self, divisor: f64) -> Self {
        let Outlook { purchases, alive } = self.outlook;
        let outlook = Outlook { purchases: purchases / divisor, alive: alive / divisor };
        Self { weight: self.weight / divisor, outlook, pairs: self.pairs / divisor }
    }
}

fn sums(future: &RegularFuture, horizon: f64) -> Sums {
    let mut phases = Phases::new(future, horizon);
    let mut sums = Sums::default();
    // G_I, A_I and Σ_{i<I} 2i G_i, the expectation of N(N − 1) given I.
    let (mut surviving, mut bought, mut paired, mut purchases) = (1.0, 0.0, 0.0, 0.0);
    let all = future.dropout_a + future.dropout_b;
    loop {
        for _ in 0..future.phases {
            let weight = phases.weight();
            sums.weight += weight;
            sums.outlook.alive += weight * surviving;
            sums.outlook.purchases += weight * bought;
            sums.pairs += weight * paired;
            if phases.is_tail_below(NEGLIGIBLE * sums.outlook.purchases, bought) {
                let whole = sums.weight;
                return sums.over(whole);
            }
            if weight > LARGEST {
                phases.scale_down();
                sums = sums.over(LARGEST);
            }
            phases.next();
        }
        bought += surviving;
        paired += 2.0 * purchases * surviving;
        surviving *= (future.dropout_b + purchases) / (all + purchases);
        purchases += 1.0;
    }
}

/// Probabilities of 0, 1, … purchases until the horizon were dropout switched off: the first `COUNT` of them.
pub(super) fn counts<const COUNT: usize>(future: &RegularFuture, horizon: f64) -> [f64; COUNT] {
    let mut phases = Phases::new(future, horizon);
    let mut log_scale = -future.shape * ln_1p(horizon / future.time);
    let mut counts = [0.0; COUNT];
    for count in &mut counts {
        let mut sum = 0.0;
        for _ in 0..future.phases {
            sum += phases.weight();
            phases.next();
        }
        *count = sum * exp(log_scale);
        if sum > LARGEST {
            phases.scale_down();
            log_scale += crate::math::ln(LARGEST);
        }
    }
    counts
}

/// The weights of M = 0, 1, …, up to a common factor (1 + w)^n.
struct Phases {
    shape: f64,
    z: f64,
    total: f64,
    count: usize,
    /// Weight of M by j; zero while M < j.
    weights: [f64; MOST_PHASES],
    /// Weight of M = j by j.
    starts: [f64; MOST_PHASES],
}

impl Phases {
    fn new(future: &RegularFuture, horizon: f64) -> Self {
        let w = horizon / future.time;
        let (mut starts, mut power) = (future.passed, 1.0);
        for start in &mut starts[..future.phases] {
            *start *= power;
            power /= 1.0 + w;
        }
        let mut weights = [0.0; MOST_PHASES];
        weights[0] = starts[0];
        Self { shape: future.shape, z: w / (1.0 + w), total: 0.0, count: future.phases, weights, starts }
    }

    #[inline]
    fn weight(&self) -> f64 {
        self.weights[..self.count].iter().sum()
    }

    /// Weight of M + 1 over that of M for j: (n + M)/(M + 1 − j) z.
    #[inline]
    fn next(&mut self) {
        let front = (self.shape + self.total) * self.z;
        let mut passed = self.total + 1.0;
        for weight in &mut self.weights[..self.count] {
            if passed <= 0.0 {
                break;
            }
            *weight *= front / passed;
            passed -= 1.0;
        }
        self.total += 1.0;
        let started = self.total as usize;
        if started < self.count {
            self.weights[started] = self.starts[started];
        }
    }

    fn scale_down(&mut self) {
        for weight in self.weights.iter_mut().chain(&mut self.starts) {
            *weight /= LARGEST;
        }
    }

    /// Whether what is left, each weight times `bought` and one more for each further phase, is below this.
    fn is_tail_below(&self, negligible: f64, bought: f64) -> bool {
        if self.total < self.count as f64 {
            return false;
        }
        let ratio = ((self.shape + self.total) * self.z / (self.total + 2.0 - self.count as f64)).max(self.z);
        let weight = self.weight();
        weight == 0.0 || (ratio < 1.0 && weight / (1.0 - ratio) * (bought + 1.0 / (1.0 - ratio)) <= negligible)
    }
}

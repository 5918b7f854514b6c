//! The inner loop of the likelihood.

use crate::math::{exp_each, ln_each};
use crate::scoring::chunks::{AtTime, Chunk, LANES, Lanes};

/// Sums over one run of what depends on recency and age, a few histories at once. q is the probability of having
/// dropped out, w = q(1 − q); `log` is L = ln((α + T)/(α + t_x)) and `fall` its negative derivative in ln α.
#[derive(Default)]
pub(super) struct Sums {
    pub(super) value: Lanes,
    pub(super) log_age: Lanes,
    pub(super) share: Lanes,
    pub(super) curvature: Lanes,
    pub(super) q: Lanes,
    pub(super) q_log: Lanes,
    pub(super) q_fall: Lanes,
    pub(super) q_curvature: Lanes,
    pub(super) w: Lanes,
    pub(super) w_log: Lanes,
    pub(super) w_fall: Lanes,
    pub(super) w_log_log: Lanes,
    pub(super) w_log_fall: Lanes,
    pub(super) w_fall_fall: Lanes,
}

/// Of histories after which nobody can have dropped out.
pub(super) fn sum_of_survivors(chunks: impl Iterator<Item = Chunk>, inverse_alpha: f64) -> Sums {
    let mut sums = Sums::default();
    for Chunk { age, count, .. } in chunks {
        let age = AtTime::new(age, inverse_alpha);
        let log_age = ln_each(age.one_more);
        for lane in 0..LANES {
            sums.log_age[lane] += count[lane] * log_age[lane];
            sums.share[lane] += count[lane] * age.share[lane];
            sums.curvature[lane] += count[lane] * age.curvature[lane];
        }
    }
    sums
}

/// `shape` is n, `log_odds` is ln o.
pub(super) fn sum(chunks: impl Iterator<Item = Chunk>, inverse_alpha: f64, shape: f64, log_odds: f64) -> Sums {
    let mut sums = Sums::default();
    for Chunk { recency, age, count } in chunks {
        let (age, last) = (AtTime::new(age, inverse_alpha), AtTime::new(recency, inverse_alpha));
        let log_age = ln_each(age.one_more);
        let ratio: Lanes = std::array::from_fn(|lane| age.one_more[lane] * last.rest[lane]);
        let log = ln_each(ratio);
        let u = log.map(|log| log_odds + shape * log);
        let small = exp_each(u.map(|u| -u.abs()));
        let softened = ln_each(small.map(|small| 1.0 + small));
        for lane in 0..LANES {
            let (count, log, u, small) = (count[lane], log[lane], u[lane], small[lane]);
            let fall = age.share[lane] - last.share[lane];
            let rest = 1.0 / (1.0 + small);
            let q = count * if u > 0.0 { rest } else { small * rest };
            let w = count * small * rest * rest;
            let (w_log, w_fall) = (w * log, w * fall);
            sums.value[lane] += count * (if u > 0.0 { u } else { 0.0 } + softened[lane]);
            sums.log_age[lane] += count * log_age[lane];
            sums.share[lane] += count * age.share[lane];
            sums.curvature[lane] += count * age.curvature[lane];
            sums.q[lane] += q;
            sums.q_log[lane] += q * log;
            sums.q_fall[lane] += q * fall;
            sums.q_curvature[lane] += q * (age.curvature[lane] - last.curvature[lane]);
            sums.w[lane] += w;
            sums.w_log[lane] += w_log;
            sums.w_fall[lane] += w_fall;
            sums.w_log_log[lane] += w_log * log;
            sums.w_log_fall[lane] += w_log * fall;
            sums.w_fall_fall[lane] += w_fall * fall;
        }
    }
    sums
}

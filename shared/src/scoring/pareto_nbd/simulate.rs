//! Drawing rates, futures and histories.
//!
//! Given the history a customer is alive with probability p, and then λ and μ are those of the
//! [`Future`]. Otherwise they dropped out at a time y between t_x and T with density proportional to
//! (α + y)^−n (β + y)^−(s + 1), and given y, λ ~ Gamma(n, α + y) and μ ~ Gamma(s + 1, β + y).

use super::{Future, Model, Parameters};
use crate::math::{exp, exp_m1, ln, ln_1p};
use crate::random::Random;
use crate::scoring::{History, PurchaseModel};

/// One draw of what cannot be seen of a customer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// λ: purchases a week while alive.
    pub purchase: f64,
    /// μ: dropout a week.
    pub dropout: f64,
    /// Weeks from the first purchase to dropout, where that lies before the as-of day.
    pub dropped_out: Option<f64>,
}

impl Model {
    /// The rates of a customer, drawn from their exact posterior distribution given the history.
    pub fn draw_rates(&self, history: &History, random: &mut Random) -> Rates {
        if random.chance(self.probability_alive(history)) {
            let (purchase, dropout) = self.future(history).draw_rates(random);
            return Rates { purchase, dropout, dropped_out: None };
        }
        let Parameters { r, alpha, s, beta } = self.values();
        let n = r + f64::from(history.frequency);
        let time = self.draw_dropout_time(history, random);
        Rates {
            purchase: random.gamma(n, alpha + time),
            dropout: random.gamma(s + 1.0, beta + time),
            dropped_out: Some(time),
        }
    }

    /// Purchase times within `horizon` weeks after the as-of day, drawn given the history.
    pub(super) fn draw_future(&self, history: &History, horizon: f64, random: &mut Random) -> Vec<f64> {
        if random.chance(self.probability_alive(history)) {
            self.future(history).draw(horizon, random)
        } else {
            Vec::new()
        }
    }

    /// When a customer who is no longer alive dropped out, by rejection from a truncated exponential.
    ///
    /// In w = ln((β + y)/(β + t_x)) the density is e^−sw (1 + q(e^w − 1))^−n with q = (β + t_x)/(α + t_x). For q ≤ 1
    /// its logarithm is concave and lies below its tangent at 0. For q > 1 the same holds with the roles of α and
    /// β exchanged, unless n < 1, where e^−sw itself is a close enough bound.
    fn draw_dropout_time(&self, history: &History, random: &mut Random) -> f64 {
        let Parameters { r, alpha, s, beta } = self.values();
        let n = r + f64::from(history.frequency);
        let q = (beta + history.recency) / (alpha + history.recency);
        let span = history.age - history.recency;
        if q <= 1.0 {
            draw_between(beta + history.recency, span, s, n, q, n * q, random) + history.recency
        } else if n >= 1.0 {
            let q = 1.0 / q;
            draw_between(alpha + history.recency, span, n - 1.0, s + 1.0, q, (s + 1.0) * q, random) + history.recency
        } else {
            draw_between(beta + history.recency, span, s, n, q, 0.0, random) + history.recency
        }
    }
}

/// A time below `span` with density e^−aw (1 + q(e^w − 1))^−b in w = ln(1 + time/scale), from the exponential of
/// rate a + `tangent`, which bounds it.
fn draw_between(scale: f64, span: f64, a: f64, b: f64, q: f64, tangent: f64, random: &mut Random) -> f64 {
    let end = ln_1p(span / scale);
    let rate = a + tangent;
    loop {
        let uniform = random.uniform();
        let w = if rate * end > 1e-12 { -ln_1p(uniform * exp_m1(-rate * end)) / rate } else { uniform * end };
        if ln(random.uniform()) <= tangent * w - b * ln_1p(q * exp_m1(w)) {
            return (scale * exp_m1(w)).min(span);
        }
    }
}

impl Future {
    /// λ and μ of a customer drawn from this future.
    pub fn draw_rates(&self, random: &mut Random) -> (f64, f64) {
        (random.gamma(self.rate_shape, self.rate_time), random.gamma(self.dropout_shape, self.dropout_time))
    }

    /// Purchase times within `horizon` weeks of a customer drawn from this future.
    pub fn draw(&self, horizon: f64, random: &mut Random) -> Vec<f64> {
        let rate = random.gamma(self.rate_shape, self.rate_time);
        // The lifetime as a ratio of gammas: finite where the dropout rate itself would be too small for a float.
        let lifetime = self.dropout_time * exp(ln(random.exponential(1.0)) - random.log_gamma(self.dropout_shape));
        let end = lifetime.min(horizon);
        let mut times = Vec::new();
        let mut time = random.exponential(rate);
        while time <= end {
            times.push(time);
            time += random.exponential(rate);
        }
        times
    }
}

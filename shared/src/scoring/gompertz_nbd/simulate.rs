//! Drawing customers and their futures.

use super::{Future, Lifetime, Model};
use crate::math::{exp_m1, ln};
use crate::random::Random;
use crate::scoring::History;

/// A customer drawn given a history.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Customer {
    /// λ: purchases a week while alive.
    pub purchase_rate: f64,
    /// When the customer drops out, in weeks after the as-of day; before it where negative.
    pub dropout_after: f64,
}

impl Model {
    /// Draws what λ and the time of dropout may be, given the history: exactly, from their joint posterior.
    pub fn draw_customer(&self, history: &History, random: &mut Random) -> Customer {
        if random.chance(self.alive(history)) {
            let future = self.future(history);
            return Customer {
                purchase_rate: random.gamma(future.rate_shape, future.rate_time),
                dropout_after: future.lifetime.draw(random),
            };
        }
        let silence = history.age - history.recency;
        let last = self.future_from(history.frequency, history.recency);
        let lived = last.dropout_quantile(silence, random.uniform());
        Customer {
            purchase_rate: random.gamma(last.rate_shape, last.rate_time + lived),
            dropout_after: lived - silence,
        }
    }
}

impl Lifetime {
    /// Draws a lifetime, in weeks.
    pub fn draw(&self, random: &mut Random) -> f64 {
        self.time_left_by(ln(random.uniform()))
    }
}

/// Halvings of the stretch of time that holds a quantile.
const HALVINGS: u32 = 60;

impl Future {
    /// Purchase times within `horizon` weeks of a customer drawn from this future.
    pub fn draw(&self, horizon: f64, random: &mut Random) -> Vec<f64> {
        let rate = random.gamma(self.rate_shape, self.rate_time);
        let end = self.lifetime.draw(random).min(horizon);
        let mut times = Vec::new();
        let mut time = random.exponential(rate);
        while time <= end {
            times.push(time);
            time += random.exponential(rate);
        }
        times
    }

    /// The time by which this share dropped out, of those who dropped out before `horizon` weeks without a purchase.
    fn dropout_quantile(&self, horizon: f64, share: f64) -> f64 {
        let panels = self.panels(0.0);
        let end = panels.log(horizon);
        let before = |log: f64| panels.integrate(0.0, log, |point| self.dropout_density(point));
        let wanted = share * before(end);
        let (mut early, mut late) = (0.0, end);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (early + late);
            if before(middle) < wanted { early = middle } else { late = middle }
        }
        (self.rate_time * exp_m1(late)).min(horizon)
    }
}

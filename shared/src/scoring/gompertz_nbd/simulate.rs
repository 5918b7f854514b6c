//! Drawing customers and their futures.

use super::{Future, Lifetime, Model};
use crate::math::{exp_m1, ln};
use crate::random::Random;
use crate::scoring::History;

/// A customer drawn given a history.
///
/// ```
/// use shared::random::Random;
/// use shared::scoring::History;
/// use shared::scoring::gompertz_nbd::Parameters;
/// let model = Parameters { r: 0.553, alpha: 10.58, b: 0.02, s: 0.6, beta: 0.3 }.check()?;
/// let history = History::new(2, 30.43, 38.86)?;
/// let drawn: Vec<_> = (0..4_000).map(|stream| model.draw_customer(&history, &mut Random::new(7, stream))).collect();
/// // P(alive) is 0.8219 now and 0.4487 in 39 weeks; shares of 4,000 have standard errors below 0.008.
/// let alive = |after| drawn.iter().filter(|one| one.dropout_after > after).count() as f64 / 4_000.0;
/// assert!((alive(0.0) - 0.8219).abs() < 0.032 && (alive(39.0) - 0.4487).abs() < 0.032);
/// // Whoever left did so after the last purchase.
/// assert!(drawn.iter().all(|one| one.dropout_after >= -8.43 - 1e-9 && one.purchase_rate > 0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    ///
    /// ```
    /// use shared::random::Random;
    /// use shared::scoring::gompertz_nbd::Lifetime;
    /// let lifetime = Lifetime { growth: 0.02, shape: 0.6, scale: 15.0 };
    /// let longer = (0..4_000).filter(|stream| lifetime.draw(&mut Random::new(7, *stream)) > 39.0).count() as f64;
    /// assert!((longer / 4_000.0 - lifetime.survival(39.0)).abs() < 0.032);
    /// ```
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

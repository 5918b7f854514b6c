//! Drawing rates, futures and histories.
//!
//! Given the history a customer is alive with probability p, and then λ and μ are those of the
//! [`Future`]. Otherwise they dropped out at a time y between t_x and T with density proportional to
//! (α + y)^−n (β + y)^−(s + 1), and given y, λ ~ Gamma(n, α + y) and μ ~ Gamma(s + 1, β + y).

use super::{Future, Model, Parameters};
use crate::math::{exp, exp_m1, ln, ln_1p};
use crate::random::Random;
use crate::scoring::purchase_model::DrawnCustomer;
use crate::scoring::{History, PurchaseModel};

impl Model {
    /// Draws whether the customer is alive, their purchase rate and their dropout rate, given the history.
    pub fn draw_customer(&self, history: &History, random: &mut Random) -> DrawnCustomer {
        let is_alive = random.chance(self.probability_alive(history));
        let Parameters { r, alpha, s, beta } = self.values();
        let n = r + f64::from(history.frequency);
        let (time, deaths) = if is_alive { (history.age, 0.0) } else { (self.draw_dropout_time(history, random), 1.0) };
        let purchase_rate = random.gamma(n, alpha + time);
        DrawnCustomer { is_alive, purchase_rate, dropout: random.gamma(s + deaths, beta + time) }
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
    /// Purchase times within `horizon` weeks of a customer drawn from this future.
    ///
    /// ```
    /// use shared::random::Random;
    /// use shared::scoring::pareto_nbd::Future;
    /// let future = Future { rate_shape: 3.0, rate_time: 30.0, dropout_shape: 0.6, dropout_time: 50.0 };
    /// let draw = |stream| future.draw(39.0, &mut Random::new(7, stream)).len() as f64;
    /// let mean = (0..4_000).map(draw).sum::<f64>() / 4_000.0;
    /// // The standard error of the mean is about 0.04.
    /// assert!((mean - future.expected_purchases(39.0)).abs() < 0.16);
    /// ```
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

#[cfg(test)]
mod tests {
    use crate::math::{gauss_legendre, powf};
    use crate::random::Random;
    use crate::scoring::pareto_nbd::{Model, Parameters};
    use crate::scoring::{History, PurchaseModel, Weeks};

    const DRAWS: u32 = 50_000;

    fn model(r: f64, alpha: f64, s: f64, beta: f64) -> Model {
        Parameters { r, alpha, s, beta }.check().expect("positive")
    }

    #[test]
    fn futures_have_the_probabilities_the_model_says() {
        let model = model(0.5534, 10.5802, 0.6061, 11.6562);
        let history = History { frequency: 2, recency: 30.43, age: 38.86 };
        let mut random = Random::new(21, 0);
        let year = Weeks::of_weeks(52.0);
        let mut seen = [0.0; 5];
        for _ in 0..DRAWS {
            let purchases = model.simulate_future(&history, year, &mut random);
            seen[purchases.len().min(4)] += 1.0 / f64::from(DRAWS);
            assert!(purchases.is_sorted() && purchases.iter().all(|time| (0.0..=52.0).contains(time)));
        }
        for count in 0..4 {
            let expected = model.purchase_count_probability(&history, count, year);
            let error = (expected * (1.0 - expected) / f64::from(DRAWS)).sqrt();
            assert!((seen[count as usize] - expected).abs() < 6.0 * error, "{count}");
        }
    }

    #[test]
    fn histories_have_the_counts_the_model_expects() {
        let model = model(0.5534, 10.5802, 0.6061, 11.6562);
        let mut random = Random::new(22, 0);
        let age = Weeks::of_weeks(39.0);
        let mut seen = [0.0; 4];
        for _ in 0..DRAWS {
            let history = model.simulate_history(age, &mut random);
            assert!(History::new(history.frequency, history.recency, history.age).is_ok());
            seen[history.frequency.min(3) as usize] += 1.0 / f64::from(DRAWS);
        }
        for count in 0..3 {
            let expected = model.purchase_count_probability_of_new(count, age);
            let error = (expected * (1.0 - expected) / f64::from(DRAWS)).sqrt();
            assert!((seen[count as usize] - expected).abs() < 6.0 * error, "{count}");
        }
    }

    #[test]
    fn the_lost_left_when_the_likelihood_says() {
        let cases = [
            // q ≤ 1, q > 1 with n ≥ 1, q > 1 with n < 1.
            (model(0.55, 30.0, 0.6, 11.7), (4, 3.0, 38.0)),
            (model(0.55, 5.0, 0.6, 40.0), (4, 3.0, 38.0)),
            (model(0.55, 5.0, 2.0, 40.0), (0, 0.0, 38.0)),
        ];
        for (model, (frequency, recency, age)) in cases {
            let Parameters { r, alpha, s, beta } = model.values();
            let rule = gauss_legendre(200);
            let over = |function: &dyn Fn(f64) -> f64| {
                rule.integrate(recency, age, |y| {
                    function(y) * powf(1.0 + y / alpha, -r - f64::from(frequency)) * powf(1.0 + y / beta, -s - 1.0)
                })
            };
            let mean = over(&|y| y) / over(&|_| 1.0);
            let variance = over(&|y| (y - mean) * (y - mean)) / over(&|_| 1.0);
            let history = History { frequency, recency, age };
            let mut random = Random::new(23, 0);
            let mut sum = 0.0;
            for _ in 0..DRAWS {
                let time = model.draw_dropout_time(&history, &mut random);
                assert!((recency..=age).contains(&time));
                sum += time / f64::from(DRAWS);
            }
            assert!((sum - mean).abs() < 6.0 * (variance / f64::from(DRAWS)).sqrt(), "{sum} instead of {mean}");
        }
    }

    #[test]
    fn drawn_customers_have_the_moments_of_the_posterior() {
        let model = model(0.9, 10.6, 0.8, 11.7);
        for (frequency, recency, age) in [(0, 0.0, 38.9), (2, 30.43, 38.86), (9, 4.0, 20.0)] {
            let history = History { frequency, recency, age };
            let posterior = model.posterior(&history).expect("a posterior");
            let mut random = Random::new(24, 0);
            let draws = 20_000;
            let mut sums = [0.0; 3];
            for _ in 0..draws {
                let drawn = model.draw_customer(&history, &mut random);
                for (sum, value) in
                    sums.iter_mut().zip([f64::from(u8::from(drawn.is_alive)), drawn.purchase_rate, drawn.dropout])
                {
                    *sum += value / f64::from(draws);
                }
            }
            let alive = model.probability_alive(&history);
            let expected = [
                (alive, alive * (1.0 - alive)),
                (posterior.purchase_rate.mean, posterior.purchase_rate.variance),
                (posterior.dropout.mean, posterior.dropout.variance),
            ];
            for (found, (mean, variance)) in sums.into_iter().zip(expected) {
                assert!(
                    (found - mean).abs() < 6.0 * (variance / f64::from(draws)).sqrt(),
                    "{history:?}: {found} {mean}"
                );
            }
        }
    }
}

//! Discounted purchases of an alive customer.
//!
//! Over all time: given λ, a phase is discounted by λ/(λ + δ) on average, so with c = (λ/(λ + δ))^k the purchases
//! are worth Σ_j weight_j c^(1−j/k) E[1/(1 − (1 − p)c)], and E[1/(1 − (1 − p)c)] = ₂F₁(1, B; A + B; c). What remains is an
//! integral over λ.
//!
//! Up to a horizon H: e^(−δH) E[Y(H)] + δ ∫₀^H e^(−δt) E[Y(t)] dt with Y(t) the purchases until t.

use super::future::RegularFuture;
use super::near;
use crate::math::{exp, gauss_legendre, ln, ln_1p, ln_gamma};
use crate::scoring::purchase_model::pairs_from_counts;

/// Nodes a panel.
const NODES: usize = 16;
/// After a discount by e to this power nothing visible is left.
const NEGLIGIBLE_DISCOUNT: f64 = 45.0;
/// Panels below this share of the sum end it.
const NEGLIGIBLE: f64 = 1e-17;
/// Panels in time as long as the usual gap, where purchases still come in waves.
const WAVES: u32 = 4;

impl RegularFuture {
    /// Expected purchases within `horizon` weeks (may be infinite if the rate is positive), each
    /// discounted by e^(−rate · weeks).
    ///
    /// ```
    /// use shared::math::ln;
    /// use shared::scoring::beta_geometric_erlang::{Dropout, Parameters, Regularity};
    /// use shared::scoring::{History, PurchaseModel};
    /// let parameters = Parameters { regularity: Regularity::new(2)?, r: 0.4, alpha: 9.0, a: 0.793, b: 2.426 };
    /// let model = parameters.check(Dropout::AfterEveryTransaction)?;
    /// let history = History::new(2, 30.43, 38.86)?;
    /// let (alive, future) = (model.probability_alive(&history), model.future(&history));
    /// // 10 % a year of 52 weeks, over all time to come: with a value by quadrature.
    /// let rate = ln(1.1) / 52.0;
    /// let ever = future.discounted_purchases(rate, f64::INFINITY);
    /// assert!((alive * ever - 7.967956281640).abs() < 1e-7);
    /// // Within a year.
    /// let year = future.discounted_purchases(rate, 52.0);
    /// assert!(year < ever && year < future.expected_purchases(52.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn discounted_purchases(&self, rate: f64, horizon: f64) -> f64 {
        if rate == 0.0 {
            return self.expected_purchases(horizon);
        }
        if rate * horizon > NEGLIGIBLE_DISCOUNT {
            return self.discounted_for_ever(rate);
        }
        let rule = gauss_legendre(NODES);
        let density = |after: f64| exp(-rate * after) * self.expected_purchases(after);
        let integral: f64 = self.times(horizon).map(|(from, to)| rule.integrate(from, to, density)).sum();
        exp(-rate * horizon) * self.expected_purchases(horizon) + rate * integral
    }

    /// E[Σ_{i≠j} e^(−rate(t_i + t_j))] over ordered pairs of purchases within the finite `horizon` in weeks: exact without
    /// discount, else E[N(N − 1)] times the square of the mean discount.
    ///
    /// ```
    /// use shared::scoring::History;
    /// use shared::scoring::beta_geometric_erlang::{Dropout, Parameters, Regularity};
    /// let parameters = Parameters { regularity: Regularity::new(2)?, r: 0.4, alpha: 9.0, a: 0.793, b: 2.426 };
    /// let future = parameters.check(Dropout::AfterRepeats)?.future(&History::new(2, 30.43, 38.86)?);
    /// // Without discount E[N(N − 1)].
    /// let chances = |count| f64::from(count * (count - 1)) * future.purchase_count_probability(count as u32, 39.0);
    /// let expected: f64 = (2..100).map(chances).sum();
    /// assert!((future.discounted_pairs(0.0, 39.0) / expected - 1.0).abs() < 1e-7);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn discounted_pairs(&self, rate: f64, horizon: f64) -> f64 {
        let pairs = if near::is_near(self, horizon) {
            near::pairs(self, horizon)
        } else {
            pairs_from_counts(|count| self.purchase_count_probability(count, horizon))
        };
        if rate == 0.0 || pairs == 0.0 {
            return pairs;
        }
        let mean = self.discounted_purchases(rate, horizon) / self.expected_purchases(horizon);
        pairs * mean * mean
    }

    /// Panels of [0, horizon]: some as long as a gap, or as τ if that is shorter, then ever longer ones.
    fn times(&self, horizon: f64) -> impl Iterator<Item = (f64, f64)> + use<> {
        let gap = self.phases as f64 * self.time / self.shape;
        let shortest = gap.min(0.7 * self.time);
        let (mut from, mut panels) = (0.0, 0);
        std::iter::from_fn(move || {
            if from >= horizon {
                return None;
            }
            let width = if panels < WAVES { shortest } else { from * 0.7 };
            let to = (from + width).min(horizon);
            let panel = (from, to);
            (from, panels) = (to, panels + 1);
            Some(panel)
        })
    }

    fn discounted_for_ever(&self, rate: f64) -> f64 {
        let rule = gauss_legendre(NODES);
        // Gamma(n, τ) in y = ln(λτ), times Σ_j (λ(T − t_x))^j/j! over S(n, z).
        let log_front = -ln_gamma(self.shape) - ln(self.open_gap.at(self.silence));
        let value = |y: f64| {
            let phases = exp(y);
            let density = exp(self.shape * y - phases + log_front);
            density * self.discounted_given(phases, rate)
        };
        let width = 0.7 / (1.0 + 0.1 * self.shape).sqrt();
        let mut sum = 0.0;
        for direction in [-1.0, 1.0] {
            let mut from = ln(self.shape + 1.0);
            loop {
                let to = from + direction * width;
                let added = rule.integrate(from.min(to), from.max(to), value);
                sum += added;
                if added <= NEGLIGIBLE * sum {
                    break;
                }
                from = to;
            }
        }
        sum
    }

    /// Σ_j (λ(T − t_x))^j/j! times the discounted purchases given `phases` = λτ and j.
    fn discounted_given(&self, phases: f64, rate: f64) -> f64 {
        let log_discount = ln_1p(rate * self.time / phases);
        let whole = exp(-(self.phases as f64) * log_discount);
        let one = exp(-log_discount);
        let (mut sum, mut weight, mut passed) = (0.0, 1.0, 0.0);
        // c^(1−j/k) for j = k − 1 down to 0 by Horner: Σ weight_j one^(k−j).
        let mut terms = [0.0; super::regularity::MOST_PHASES];
        for term in &mut terms[..self.phases] {
            *term = weight;
            passed += 1.0;
            weight *= phases * self.silence / passed;
        }
        for term in &terms[..self.phases] {
            sum = (sum + term) * one;
        }
        sum * renewals(self.dropout_a, self.dropout_b, whole)
    }
}

/// E[1/(1 − (1 − p)c)] for p ~ Beta(a, b), 0 ≤ c < 1: Gauss's continued fraction of ₂F₁(1, b; a + b; c)
/// (Abramowitz and Stegun 15.1; all its denominators are positive), by Lentz's method.
fn renewals(a: f64, b: f64, c: f64) -> f64 {
    const MOST_TERMS: u32 = 1_000_000;
    let all = a + b;
    let (mut value, mut above, mut below) = (1.0, 1.0, 0.0);
    // Coefficients: −b/all · c, then for i = 1, 2, …: those of n = i/2 rounded down.
    for term in 0..MOST_TERMS {
        let n = f64::from(term / 2);
        let coefficient = if term == 0 {
            -b / all
        } else if term % 2 == 1 {
            let n = n + 1.0;
            -n * (a - 1.0 + n) / ((all - 2.0 + 2.0 * n) * (all - 1.0 + 2.0 * n))
        } else {
            -(b + n) * (all - 1.0 + n) / ((all - 1.0 + 2.0 * n) * (all + 2.0 * n))
        };
        below = 1.0 / (1.0 + coefficient * c * below);
        above = 1.0 + coefficient * c / above;
        let change = above * below;
        value *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    1.0 / value
}

#[cfg(test)]
mod tests {
    use super::renewals;
    use crate::math::hypergeometric;

    #[test]
    fn renewals_are_a_hypergeometric_function() {
        for (a, b) in [(0.01, 2.5), (0.8, 0.3), (0.3, 0.2), (3.4, 40.0), (1.0, 3.0), (40.0, 0.05)] {
            for c in [0.0, 0.3, 0.9, 0.997] {
                let expected = hypergeometric(1.0, b, a + b, c);
                assert!((renewals(a, b, c) / expected - 1.0).abs() < 1e-12, "{a} {b} {c}");
            }
        }
        // All stay for ever: 1/(1 − c).
        assert!((renewals(1e-12, 5.0, 0.999) / 1_000.0 - 1.0).abs() < 1e-6);
    }
}

//! What a history says of the customer's purchase rate and dropout rate.
//!
//! The likelihood given λ and μ times a power of either is again such a likelihood, with n or s larger by the power:
//! with M(n, s) = e^−V(t_x) A(t_x) + e^−V(T) B(T),
//! E[λ^k] = Γ(n + k)/Γ(n) α^−k M(n + k, s)/M(n, s) and E[μ^k] = Γ(s + k)/Γ(s) β^−k M(n, s + k)/M(n, s).

use super::Model;
use super::likelihood::Endings;
use crate::math::exp;
use crate::scoring::History;
use crate::scoring::purchase_model::{Moments, Posterior};

impl Model {
    /// Exact moments of the customer's purchase rate and dropout rate.
    pub(super) fn moments_given(&self, history: &History) -> Posterior {
        let at = Endings::of(self, history);
        let base = at.log_sum();
        // Mean and variance from the ratios of successive moments, in which overflow is no matter.
        let moments = |shape: f64, time: f64, first: f64, second: f64| {
            let mean = shape / time * exp(first - base);
            let ratio = (shape + 1.0) / time * exp(second - first);
            Moments { mean, variance: mean * (ratio - mean).max(0.0) }
        };
        let grown = |n: f64, s: f64| Endings { n: at.n + n, s: at.s + s, ..at }.log_sum();
        Posterior {
            purchase_rate: moments(at.n, at.alpha, grown(1.0, 0.0), grown(2.0, 0.0)),
            dropout: moments(at.s, at.beta, grown(0.0, 1.0), grown(0.0, 2.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::math::{exp, gauss_legendre, ln};
    use crate::scoring::pareto_nbd::{Model, Parameters};
    use crate::scoring::{History, PurchaseModel};

    /// Means of λ, λ², μ and μ² given the history, by quadrature of the likelihood given λ and μ times the prior.
    fn by_quadrature(model: &Model, history: &History) -> [f64; 4] {
        let Parameters { r, alpha, s, beta } = model.values();
        let rule = gauss_legendre(8);
        let weight = |rate: f64, dropout: f64| {
            let both = rate + dropout;
            let alive = exp(-both * history.age);
            let left = dropout / both * (exp(-both * history.recency) - alive);
            let prior = (r + f64::from(history.frequency)) * ln(rate) - alpha * rate + s * ln(dropout) - beta * dropout;
            exp(prior) * (alive + left)
        };
        // In ln λ and ln μ.
        let mut sums = [0.0; 5];
        for panel in -30..5 {
            for (node, share) in rule.nodes.iter().zip(&rule.weights) {
                let rate = exp(f64::from(panel) + node);
                for panel in -45..5 {
                    for (node, inner_share) in rule.nodes.iter().zip(&rule.weights) {
                        let dropout = exp(f64::from(panel) + node);
                        let mass = share * inner_share * weight(rate, dropout);
                        let values = [1.0, rate, rate * rate, dropout, dropout * dropout];
                        for (sum, value) in sums.iter_mut().zip(values) {
                            *sum += mass * value;
                        }
                    }
                }
            }
        }
        std::array::from_fn(|index| sums[index + 1] / sums[0])
    }

    #[test]
    fn moments_agree_with_quadrature_over_both_rates() {
        for (r, alpha, s, beta) in [(0.9, 10.6, 0.8, 11.7), (2.0, 5.0, 1.5, 60.0)] {
            let model = Parameters { r, alpha, s, beta }.check().expect("positive");
            for (frequency, recency, age) in [(0, 0.0, 38.9), (2, 30.43, 38.86), (9, 4.0, 20.0), (1, 3.0, 3.0)] {
                let history = History { frequency, recency, age };
                let found = model.posterior(&history).expect("a posterior");
                let [rate, rate_square, dropout, dropout_square] = by_quadrature(&model, &history);
                for (found, mean, square) in
                    [(found.purchase_rate, rate, rate_square), (found.dropout, dropout, dropout_square)]
                {
                    assert!((found.mean / mean - 1.0).abs() < 1e-7, "{history:?}: {found:?} {mean}");
                    let variance = square - mean * mean;
                    assert!((found.variance / variance - 1.0).abs() < 1e-6, "{history:?}: {found:?} {variance}");
                }
            }
        }
    }
}

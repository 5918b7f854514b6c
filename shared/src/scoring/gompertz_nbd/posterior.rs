//! What a history says of the customer's purchase rate and hazard.
//!
//! Alive at T: λ ~ Gamma(n, α + T), and the hazard η b e^(bT) ~ Gamma(s, N(T)). Dropped out u weeks after the last
//! purchase: λ ~ Gamma(n, α + t_x + u), and the hazard, had they lived to T, is Gamma(s + 1, N e^(−b(T − t_x − u)))
//! with the N of then. The second is averaged over u.

use super::Model;
use crate::math::exp;
use crate::scoring::History;
use crate::scoring::purchase_model::{Moments, Posterior};

impl Model {
    /// Moments of λ and of the hazard of dropping out at the as-of day, per week.
    pub(super) fn moments(&self, history: &History) -> Posterior {
        let last = self.future_from(history.frequency, history.recency);
        let now = self.future(history);
        let alive = Posterior {
            purchase_rate: Moments::of_gamma(now.rate_shape, now.rate_time),
            dropout: Moments::of_gamma(now.lifetime.shape, now.lifetime.scale),
        };
        let silence = history.age - history.recency;
        // Sums of 1, λ, λ², the hazard and its square over those who dropped out.
        let mut sums = [0.0; 5];
        let shape = last.lifetime.shape + 1.0;
        let panels = last.panels(0.0);
        panels.integrate(0.0, panels.log(silence), |point| {
            let density = last.dropout_density(point);
            let rate = Moments::of_gamma(last.rate_shape, last.rate_time + point.after);
            let ahead = exp(-last.lifetime.growth * (silence - point.after));
            let hazard = Moments::of_gamma(shape, last.lifetime.scale_after(point.after) * ahead);
            let terms = [1.0, rate.mean, square(rate), hazard.mean, square(hazard)];
            let mass = point.weight * density;
            if mass > 0.0 {
                for (sum, term) in sums.iter_mut().zip(terms) {
                    *sum += mass * term;
                }
            }
            density
        });
        let [weight, rate, rate_square, hazard, hazard_square] = sums;
        if weight <= 0.0 {
            return alive;
        }
        let of = |mean: f64, square: f64| {
            let (mean, square) = (mean / weight, square / weight);
            let variance = if square.is_finite() { (square - mean * mean).max(0.0) } else { f64::INFINITY };
            Moments { mean, variance }
        };
        let probability = self.alive(history);
        Posterior {
            purchase_rate: alive.purchase_rate.mix(probability, of(rate, rate_square)),
            dropout: alive.dropout.mix(probability, of(hazard, hazard_square)),
        }
    }
}

fn square(moments: Moments) -> f64 {
    moments.variance + moments.mean * moments.mean
}

#[cfg(test)]
mod tests {
    use crate::math::exp;
    use crate::scoring::gompertz_nbd::Parameters;
    use crate::scoring::{History, PurchaseModel};

    #[test]
    fn hazards_beyond_all_numbers_are_infinite_and_not_nonsense() {
        let model = Parameters { r: 3.0, alpha: 6.0, b: 5.0, s: 1.0, beta: exp(60.0) }.check().expect("positive");
        let history = History { frequency: 10, recency: 35.0, age: 200.0 };
        let posterior = model.posterior(&history).expect("moments");
        assert!(posterior.purchase_rate.mean > 0.0 && posterior.purchase_rate.variance > 0.0, "{posterior:?}");
        assert!(posterior.dropout.mean > 0.0 && posterior.dropout.variance > 0.0, "{posterior:?}");
    }
}

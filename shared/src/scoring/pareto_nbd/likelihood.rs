//! The log-likelihood over distinct histories.

use super::Model;
use super::race::Race;
use super::sum::{Prepared, Total};
use crate::math::{exp, ln, ln_1p, ln_rising, log_sum_exp};
use crate::scoring::optimise::{Evaluation, LogLikelihood, Matrix};
use crate::scoring::{Histories, History};

/// The log-likelihood of a Pareto/NBD over distinct histories with counts, in ln r, ln α, ln s and ln β.
///
/// With n = r + x,
/// L = Γ(n)/Γ(r) α^r β^s · ((α + T)^−n (β + T)^−s + s ∫ (α + y)^−n (β + y)^−(s + 1) dy over t_x ≤ y ≤ T), alive
/// at the as-of day or dropped out at y (Schmittlein, Morrison and Colombo 1987).
///
/// ```
/// use shared::math::ln;
/// use shared::scoring::optimise::LogLikelihood;
/// use shared::scoring::pareto_nbd::DistinctLikelihood;
/// use shared::scoring::{Histories, History};
/// let histories = Histories::from_weeks(&[History::new(2, 30.43, 38.86)?, History::new(0, 0.0, 38.86)?]);
/// let value = DistinctLikelihood::new(&histories).evaluate(&[0.5534, 10.5802, 0.6061, 11.6562].map(ln)).value;
/// assert!((value + 9.5545106946 + 0.5211291960).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct DistinctLikelihood<'a> {
    prepared: Prepared<'a>,
}

impl<'a> DistinctLikelihood<'a> {
    /// The log-likelihood over these histories.
    #[must_use]
    pub fn new(histories: &'a Histories) -> Self {
        Self { prepared: Prepared::new(histories) }
    }
}

impl LogLikelihood for DistinctLikelihood<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        self.prepared.evaluate([point[0], point[1], point[2], point[3]].map(exp)).into()
    }
}

impl From<Total> for Evaluation {
    fn from(Total { value, gradient, hessian }: Total) -> Self {
        let [rr, ra, rs, rb, aa, r#as, ab, ss, sb, bb] = hessian;
        let rows = [[rr, ra, rs, rb], [ra, aa, r#as, ab], [rs, r#as, ss, sb], [rb, ab, sb, bb]];
        Self { value, gradient: gradient.to_vec(), hessian: Matrix::from_rows(&rows) }
    }
}

/// What the two endings of one history need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Endings {
    pub(super) n: f64,
    pub(super) alpha: f64,
    pub(super) s: f64,
    pub(super) beta: f64,
    pub(super) recency: f64,
    pub(super) age: f64,
}

impl Endings {
    pub(super) fn of(model: &Model, history: &History) -> Self {
        let [r, alpha, s, beta] = model.values().to_array();
        let n = r + f64::from(history.frequency);
        Self { n, alpha, s, beta, recency: history.recency, age: history.age }
    }

    /// The logarithm of the sum of the two endings.
    pub(super) fn log_sum(&self) -> f64 {
        let left = -self.waiting(self.recency) + ln(self.race(self.recency).dropout);
        log_sum_exp(left, -self.waiting(self.age) + ln(self.race(self.age).purchase))
    }

    /// V(y).
    fn waiting(&self, y: f64) -> f64 {
        self.n * ln_1p(y / self.alpha) + self.s * ln_1p(y / self.beta)
    }

    fn race(&self, y: f64) -> Race {
        Race::new(self.n, self.s, (self.beta + y) / (self.alpha + y))
    }
}

impl Model {
    /// Log-likelihood of one history.
    pub(super) fn log_likelihood_of(&self, history: &History) -> f64 {
        let (r, alpha) = (self.values().r, self.values().alpha);
        let ways = ln_rising(r, history.frequency) - f64::from(history.frequency) * ln(alpha);
        ways + Endings::of(self, history).log_sum()
    }

    /// P(alive) = e^−V(T)/(e^−V(t_x) A(t_x) + e^−V(T) B(T)).
    pub(super) fn alive(&self, history: &History) -> f64 {
        let endings = Endings::of(self, history);
        exp(-endings.waiting(history.age) - endings.log_sum()).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use num_dual::{DualNum, HyperDual64};

    use super::DistinctLikelihood;
    use crate::math::{exp, gauss_legendre};
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};
    use crate::scoring::pareto_nbd::Parameters;
    use crate::scoring::{Histories, History};

    /// The log-likelihood by definition: alive at T, or dropped out at some time since t_x.
    fn plain(log_parameters: [HyperDual64; 4], h: &History) -> HyperDual64 {
        let [r, alpha, s, beta] = log_parameters.map(|x| x.exp());
        let n = r + f64::from(h.frequency);
        let at = |y: f64| -(n * (alpha + y).ln()) - s * (beta + y).ln();
        let alive = at(h.age);
        let rule = gauss_legendre(40);
        let silence = h.age - h.recency;
        let mut left = HyperDual64::from_re(0.0);
        for (node, weight) in rule.nodes.iter().zip(&rule.weights) {
            // Finer towards t_x, where the integrand is steep.
            let y = h.recency + silence * node * node * node;
            left += (at(y) - alive - (beta + y).ln()).exp() * s * (silence * 3.0 * node * node * weight);
        }
        let mut value = r * alpha.ln() + s * beta.ln() + alive + (left + 1.0).ln();
        for j in 0..h.frequency {
            value += (r + f64::from(j)).ln();
        }
        value
    }

    fn histories() -> Vec<History> {
        let mut histories: Vec<History> =
            [(0, 0.0, 38.9), (0, 0.0, 0.0), (29, 37.0, 38.0), (7, 0.0, 5.0), (4, 9.0, 9.0)]
                .iter()
                .map(|&(frequency, recency, age)| History { frequency, recency, age })
                .collect();
        // Enough of them for curves, and for ages that repeat.
        for step in 0..40_u32 {
            let recency = 0.5 + f64::from(step * 7 % 40) * 0.8;
            histories.push(History { frequency: 1 + step % 3, recency, age: 33.0 + f64::from(step % 9) });
        }
        histories.push(histories[20]);
        histories
    }

    #[test]
    fn derivatives_agree_with_hyper_dual_numbers() {
        let histories = histories();
        let ages_differ = |(row, h): (usize, &History)| History { age: h.age + row as f64 * 1e-3, ..*h };
        let others: Vec<History> = histories.iter().enumerate().map(ages_differ).collect();
        for histories in [histories, others] {
            let distinct = Histories::from_weeks(&histories);
            // α ≈ β, α ≫ β, β ≫ α, s near 1, and a corner.
            for point in [
                [-0.6, 2.36, -0.5, 2.46],
                [0.7, 5.0, 0.0, 1.0],
                [-0.5, 1.5, 0.4, 6.0],
                [-2.0, 2.0, 1e-9, 2.2],
                [2.5, 4.0, 3.0, 5.5],
            ] {
                let actual = DistinctLikelihood::new(&distinct).evaluate(&point);
                let sum = |x: [HyperDual64; 4]| histories.iter().map(|h| plain(x, h)).sum();
                assert_agree(&actual, &derivatives(sum, point), 1e-9);
            }
        }
    }

    #[test]
    fn one_by_one_the_histories_sum_to_the_whole() {
        let histories = histories();
        let distinct = Histories::from_weeks(&histories);
        for point in
            [[-0.6, 2.36, -0.5, 2.46], [-4.0, -2.0, -0.5, 14.0], [4.6, 6.9, -6.9, -6.9], [13.0, 15.0, 13.0, 18.0]]
        {
            let model = Parameters::from_array(point.map(exp)).check().expect("positive");
            let sum: f64 = histories.iter().map(|history| model.log_likelihood_of(history)).sum();
            let whole = DistinctLikelihood::new(&distinct).evaluate(&point).value;
            assert!((whole / sum - 1.0).abs() < 1e-11, "{point:?}: {whole} {sum}");
        }
    }
}

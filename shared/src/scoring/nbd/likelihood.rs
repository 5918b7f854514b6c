//! The log-likelihood over distinct histories.
//!
//! L = Γ(r + x)/Γ(r) · α^r (α + T)^−(r + x): of the purchase times, not only of their number.

use crate::math::{exp, ln, ln_each};
use crate::scoring::Histories;
use crate::scoring::chunks::{AtTime, Chunk, LANES, total};
use crate::scoring::optimise::{Evaluation, LogLikelihood, Matrix};

/// The log-likelihood of an NBD over distinct histories with counts, in ln r and ln α (Ehrenberg 1959):
/// L = Γ(r + x)/Γ(r) · α^r (α + T)^−(r + x).
///
/// ```
/// use shared::math::ln;
/// use shared::scoring::nbd::DistinctLikelihood;
/// use shared::scoring::optimise::LogLikelihood;
/// use shared::scoring::{Histories, History};
/// let histories = Histories::from_weeks(&[History::new(2, 15.0, 20.0)?]);
/// // With r = 1 and alpha = 10: Γ(3)/Γ(1) · 10/30³.
/// let value = DistinctLikelihood { histories: &histories }.evaluate(&[0.0, ln(10.0)]).value;
/// assert!((value - ln(2.0 * 10.0 / 27_000.0)).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DistinctLikelihood<'a> {
    /// The data.
    pub histories: &'a Histories,
}

impl LogLikelihood for DistinctLikelihood<'_> {
    /// In the logarithms of r and α.
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let (r, alpha) = (exp(point[0]), exp(point[1]));
        let (mut log_likelihood, mut gradient, mut hessian) = (0.0, [0.0; 2], [[0.0; 2]; 2]);
        let (mut done, mut value, mut slope, mut curvature) = (0, 0.0, 0.0, 0.0);
        for run in self.histories.runs() {
            for j in done..run.frequency {
                let rising = r + f64::from(j);
                value += ln(rising / alpha);
                slope += r / rising;
                curvature += r * f64::from(j) / (rising * rising);
            }
            done = run.frequency;
            let (mut log_age, mut share, mut bend) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
            for Chunk { age, count, .. } in self.histories.chunks(run.range.clone()) {
                let age = AtTime::new(age, 1.0 / alpha);
                let log = ln_each(age.one_more);
                for lane in 0..LANES {
                    log_age[lane] += count[lane] * log[lane];
                    share[lane] += count[lane] * age.share[lane];
                    bend[lane] += count[lane] * age.curvature[lane];
                }
            }
            let sums = [log_age, share, bend].map(|lanes| total(&lanes));
            let frequency = f64::from(run.frequency);
            let shape = r + frequency;
            log_likelihood += run.customers * value - shape * sums[0];
            gradient[0] += run.customers * slope - r * sums[0];
            gradient[1] += shape * sums[1] - frequency * run.customers;
            hessian[0][0] += run.customers * curvature - r * sums[0];
            hessian[0][1] += r * sums[1];
            hessian[1][1] -= shape * sums[2];
        }
        Evaluation { value: log_likelihood, gradient: gradient.to_vec(), hessian: Matrix::from_upper(&hessian) }
    }
}

#[cfg(test)]
mod tests {
    use num_dual::{DualNum, HyperDual64};

    use super::DistinctLikelihood;
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};
    use crate::scoring::{Histories, History};

    #[test]
    fn derivatives_agree_with_hyper_dual_numbers() {
        let histories: Vec<History> = [(0, 0.0, 38.9), (1, 1.7, 38.9), (2, 30.4, 38.9), (29, 37.0, 38.0)]
            .iter()
            .map(|&(frequency, recency, age)| History { frequency, recency, age })
            .collect();
        let distinct = Histories::from_weeks(&histories);
        for point in [[-1.0, 2.5], [2.0, -1.0]] {
            let plain = |x: [HyperDual64; 2]| {
                let [r, alpha] = x.map(|x| x.exp());
                let one = |h: &History| {
                    let rising: HyperDual64 = (0..h.frequency).map(|j| (r + f64::from(j)).ln()).sum();
                    rising + r * alpha.ln() - (r + f64::from(h.frequency)) * (alpha + h.age).ln()
                };
                histories.iter().map(one).sum()
            };
            let actual = DistinctLikelihood { histories: &distinct }.evaluate(&point);
            assert_agree(&actual, &derivatives(plain, point), 1e-12);
        }
    }
}

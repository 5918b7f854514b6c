//! The log-likelihood over distinct spends.
//!
//! With s = px + q (Fader and Hardie 2013, equation 1a):
//!
//! ln L = ln Γ(s) − ln Γ(px) − ln Γ(q) + q ln v + (px − 1) ln z̄ + px ln x − s ln(x z̄ + v)

use super::spends::Run;
use super::{Model, Spend, Spends};
use crate::math::{digamma, exp, ln, ln_1p, ln_gamma, trigamma};
use crate::scoring::optimise::{Evaluation, LogLikelihood, Matrix};

/// The log-likelihood of a Gamma-Gamma over distinct spends with counts, in ln p, ln q and ln v: the sum of
/// [`Model::log_likelihood`].
///
/// ```
/// use shared::scoring::gamma_gamma::{DistinctLikelihood, Spend, Spends};
/// use shared::scoring::optimise::LogLikelihood;
/// let spends = Spends::group([Spend { frequency: 1, mean: 1.0 }; 3]);
/// // With p = q = v = 1 the density of one transaction is 1/(1 + z)².
/// let evaluation = DistinctLikelihood { spends: &spends }.evaluate(&[0.0; 3]);
/// assert!((evaluation.value + 3.0 * 4.0_f64.ln()).abs() < 1e-12);
/// assert_eq!(evaluation.gradient.len(), 3);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DistinctLikelihood<'a> {
    /// The data.
    pub spends: &'a Spends,
}

impl Model {
    /// Log-likelihood of one customer's mean spend; zero where the model says nothing of it.
    ///
    /// ln L = ln Γ(s) − ln Γ(px) − ln Γ(q) + q ln v + (px − 1) ln z̄ + px ln x − s ln(x z̄ + v), s = px + q (Fader and
    /// Hardie 2013, equation 1a).
    ///
    /// ```
    /// use shared::scoring::gamma_gamma::{Parameters, Spend};
    /// let model = Parameters { p: 1.0, q: 1.0, v: 1.0 }.check()?;
    /// assert!((model.log_likelihood(Spend { frequency: 1, mean: 3.0 }) + 16.0_f64.ln()).abs() < 1e-12);
    /// assert_eq!(model.log_likelihood(Spend { frequency: 0, mean: 0.0 }), 0.0);
    /// # Ok::<(), shared::scoring::ParameterError>(())
    /// ```
    #[must_use]
    pub fn log_likelihood(&self, spend: Spend) -> f64 {
        let spends = Spends::group([spend]);
        DistinctLikelihood { spends: &spends }.evaluate(&self.parameters().to_array().map(ln)).value
    }
}

impl LogLikelihood for DistinctLikelihood<'_> {
    /// In the logarithms of p, q and v.
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        Sums::over(self.spends, exp(point[0]), exp(point[1]), point[2], 0.0).evaluation(3)
    }
}

/// Value, gradient and upper triangle of the Hessian in ln p, ln q, ln v and β, where v is v (1 + x)^β for customers
/// with x repeat transactions.
#[derive(Default)]
pub(in crate::scoring) struct Sums {
    value: f64,
    gradient: [f64; 4],
    hessian: [[f64; 4]; 4],
}

impl Sums {
    pub(in crate::scoring) fn over(spends: &Spends, p: f64, q: f64, log_v: f64, slope: f64) -> Self {
        let mut sums = Self::default();
        let of_q = [ln_gamma(q), digamma(q), trigamma(q)];
        for run in &spends.runs {
            let log_transactions = ln_1p(run.frequency);
            sums.add(spends, run, p, q, of_q, log_v + slope * log_transactions, log_transactions);
        }
        sums
    }

    #[expect(clippy::too_many_arguments, reason = "all of one formula, for one caller")]
    fn add(&mut self, spends: &Spends, run: &Run, p: f64, q: f64, of_q: [f64; 3], log_v: f64, log_transactions: f64) {
        let v = exp(log_v);
        let shape = p * run.frequency;
        let all = shape + q;
        let customers = run.customers;
        let AtScale { log_share_v, share, spread } = AtScale::of(spends, run, v, log_v);
        let log_share_spend = log_share_v + run.log_mean + customers * (ln(run.frequency) - log_v);
        let (slope, curvature) = (digamma(all), trigamma(all));
        self.value += customers * (ln_gamma(all) - ln_gamma(shape) - of_q[0]) - run.log_mean
            + shape * log_share_spend
            + q * log_share_v;
        let by_p = shape * (customers * (slope - digamma(shape)) + log_share_spend);
        let by_q = q * (customers * (slope - of_q[1]) + log_share_v);
        let by_v = customers * q - all * share;
        self.gradient[0] += by_p;
        self.gradient[1] += by_q;
        self.gradient[2] += by_v;
        self.gradient[3] += log_transactions * by_v;
        let hessian = &mut self.hessian;
        hessian[0][0] += by_p + customers * shape * shape * (curvature - trigamma(shape));
        hessian[0][1] += customers * shape * q * curvature;
        hessian[1][1] += by_q + customers * q * q * (curvature - of_q[2]);
        let with_v = [-shape * share, q * (customers - share), -all * spread];
        for (row, term) in hessian.iter_mut().zip(with_v) {
            row[2] += term;
            row[3] += log_transactions * term;
        }
        hessian[3][3] += log_transactions * log_transactions * with_v[2];
    }

    /// The first `order` of the four coordinates.
    pub(in crate::scoring) fn evaluation(&self, order: usize) -> Evaluation {
        Evaluation {
            value: self.value,
            gradient: self.gradient[..order].to_vec(),
            hessian: Matrix::from_fn(order, |i, j| self.hessian[i.min(j)][i.max(j)]),
        }
    }
}

/// What a run's spends come to at one v, with σ = v/(x z̄ + v).
#[derive(Default)]
struct AtScale {
    /// Σ ln σ.
    log_share_v: f64,
    /// Σ σ.
    share: f64,
    /// Σ σ(1 − σ).
    spread: f64,
}

impl AtScale {
    fn of(spends: &Spends, run: &Run, v: f64, log_v: f64) -> Self {
        let mut sums = Self::default();
        let range = run.range.clone();
        for (mean, count) in spends.mean[range.clone()].iter().zip(&spends.count[range]) {
            let sum = run.frequency * mean + v;
            let sigma = v / sum;
            sums.log_share_v += count * (log_v - ln(sum));
            sums.share += count * sigma;
            sums.spread += count * sigma * (1.0 - sigma);
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use num_dual::{DualNum, HyperDual64};

    use super::DistinctLikelihood;
    use crate::math::ln;
    use crate::scoring::gamma_gamma::dual::ln_gamma;
    use crate::scoring::gamma_gamma::{Spend, Spends};
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};

    #[test]
    fn derivatives_agree_with_hyper_dual_numbers() {
        let data = [(1, 11.77), (2, 22.35), (2, 22.35), (7, 73.74), (29, 0.5)];
        let spends = Spends::group(data.map(|(frequency, mean)| Spend { frequency, mean }));
        for point in [[1.8, 1.3, 2.7], [-1.0, 0.2, 5.0], [3.0, 4.0, 1.0]] {
            let plain = |x: [HyperDual64; 3]| {
                let [p, q, v] = x.map(|x| x.exp());
                let one = |&(x, mean): &(u32, f64)| {
                    let x = f64::from(x);
                    ln_gamma(p * x + q) - ln_gamma(p * x) - ln_gamma(q)
                        + q * v.ln()
                        + (p * x - 1.0) * ln(mean)
                        + p * x * ln(x)
                        - (p * x + q) * (v + x * mean).ln()
                };
                data.iter().map(one).sum()
            };
            let actual = DistinctLikelihood { spends: &spends }.evaluate(&point);
            assert_agree(&actual, &derivatives(plain, point), 1e-11);
        }
    }
}

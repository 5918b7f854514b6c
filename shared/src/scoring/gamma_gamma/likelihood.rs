//! The log-likelihood over distinct spends.
//!
//! With s = px + q (Fader and Hardie 2013, equation 1a):
//!
//! ln L = ln Γ(s) − ln Γ(px) − ln Γ(q) + q ln v + (px − 1) ln z̄ + px ln x − s ln(x z̄ + v)

use super::{Model, Spend, Spends};
use crate::math::{digamma, exp, ln, ln_gamma, trigamma};
use crate::scoring::optimise::{Evaluation, LogLikelihood, Matrix};

/// The log-likelihood of a Gamma-Gamma over distinct spends with counts.
#[derive(Clone, Copy, Debug)]
pub struct DistinctLikelihood<'a> {
    /// The data.
    pub spends: &'a Spends,
}

impl Model {
    /// Log-likelihood of one customer's mean spend; zero where the model says nothing of it.
    #[must_use]
    pub fn log_likelihood(&self, spend: Spend) -> f64 {
        let spends = Spends::group([spend]);
        DistinctLikelihood { spends: &spends }.evaluate(&self.parameters().to_array().map(ln)).value
    }
}

impl LogLikelihood for DistinctLikelihood<'_> {
    /// In the logarithms of p, q and v.
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let [p, q, v] = [point[0], point[1], point[2]].map(exp);
        let log_v = ln(v);
        let (gamma_q, slope_q, curvature_q) = (ln_gamma(q), digamma(q), trigamma(q));
        let (mut log_likelihood, mut gradient, mut hessian) = (0.0, [0.0; 3], [[0.0; 3]; 3]);
        for run in &self.spends.runs {
            let shape = p * run.frequency;
            let all = shape + q;
            let log_frequency = ln(run.frequency);
            let customers = run.customers;
            // σ = v/(x z̄ + v); the logarithms of both shares of x z̄ + v.
            let (mut log_share_v, mut share, mut spread) = (0.0, 0.0, 0.0);
            let range = run.range.clone();
            for (mean, count) in self.spends.mean[range.clone()].iter().zip(&self.spends.count[range]) {
                let sum = run.frequency * mean + v;
                let sigma = v / sum;
                log_share_v += count * (log_v - ln(sum));
                share += count * sigma;
                spread += count * sigma * (1.0 - sigma);
            }
            let log_share_spend = log_share_v + run.log_mean + customers * (log_frequency - log_v);
            let (slope, curvature) = (digamma(all), trigamma(all));
            log_likelihood += customers * (ln_gamma(all) - ln_gamma(shape) - gamma_q) - run.log_mean
                + shape * log_share_spend
                + q * log_share_v;
            let by_p = shape * (customers * (slope - digamma(shape)) + log_share_spend);
            let by_q = q * (customers * (slope - slope_q) + log_share_v);
            gradient[0] += by_p;
            gradient[1] += by_q;
            gradient[2] += customers * q - all * share;
            hessian[0][0] += by_p + customers * shape * shape * (curvature - trigamma(shape));
            hessian[0][1] += customers * shape * q * curvature;
            hessian[0][2] -= shape * share;
            hessian[1][1] += by_q + customers * q * q * (curvature - curvature_q);
            hessian[1][2] += q * (customers - share);
            hessian[2][2] -= all * spread;
        }
        Evaluation { value: log_likelihood, gradient: gradient.to_vec(), hessian: Matrix::from_upper(&hessian) }
    }
}

#[cfg(test)]
mod tests {
    use num_dual::{DualNum, HyperDual64};

    use super::DistinctLikelihood;
    use crate::math::ln;
    use crate::scoring::gamma_gamma::{Spend, Spends};
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};

    /// ln Γ for dual numbers: shifted up to 30, then Stirling's series.
    fn ln_gamma(x: HyperDual64) -> HyperDual64 {
        let mut shift = HyperDual64::from(0.0);
        let mut y = x;
        while y.re < 30.0 {
            shift += y.ln();
            y += 1.0;
        }
        let i = y.recip();
        let series = i / 12.0 - i.powi(3) / 360.0 + i.powi(5) / 1260.0 - i.powi(7) / 1680.0 + i.powi(9) / 1188.0;
        (y - 0.5) * y.ln() - y + 0.918_938_533_204_672_8 + series - shift
    }

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

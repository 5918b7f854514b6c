//! The log-likelihood over distinct spends: Gamma-Gamma's, with v (1 + x)^β in place of v.

use crate::math::exp;
use crate::scoring::gamma_gamma::{Spends, Sums};
use crate::scoring::optimise::{Evaluation, LogLikelihood};

/// The log-likelihood over distinct spends with counts, in ln p, ln q, ln v and β.
///
/// ```
/// use shared::scoring::gamma_gamma::{Spend, Spends};
/// use shared::scoring::{optimise::LogLikelihood, spend::by_frequency::DistinctLikelihood};
/// let spends = Spends::group([Spend { frequency: 1, mean: 1.0 }]);
/// // With p = q = v = 1 and β = 1 the density of one transaction is 2/(2 + z)².
/// let evaluation = DistinctLikelihood { spends: &spends }.evaluate(&[0.0, 0.0, 0.0, 1.0]);
/// assert!((evaluation.value - (2.0_f64 / 9.0).ln()).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DistinctLikelihood<'a> {
    /// The data.
    pub spends: &'a Spends,
}

impl LogLikelihood for DistinctLikelihood<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        Sums::over(self.spends, exp(point[0]), exp(point[1]), point[2], point[3]).evaluation(4)
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
        for point in [[1.8, 1.3, 2.7, 0.0], [-1.0, 0.2, 5.0, 0.4], [3.0, 4.0, 1.0, -1.3]] {
            let plain = |x: [HyperDual64; 4]| {
                let [p, q] = [x[0].exp(), x[1].exp()];
                let one = |&(count, mean): &(u32, f64)| {
                    let count = f64::from(count);
                    let v = (x[2] + x[3] * ln(1.0 + count)).exp();
                    ln_gamma(p * count + q) - ln_gamma(p * count) - ln_gamma(q)
                        + q * v.ln()
                        + (p * count - 1.0) * ln(mean)
                        + p * count * ln(count)
                        - (p * count + q) * (v + count * mean).ln()
                };
                data.iter().map(one).sum()
            };
            let actual = DistinctLikelihood { spends: &spends }.evaluate(&point);
            assert_agree(&actual, &derivatives(plain, point), 1e-11);
        }
    }
}

//! The logistic function and its relatives.

use super::{exp, ln, ln_1p};

/// 1/(1 + e^−x).
#[inline]
#[must_use]
pub fn logistic(x: f64) -> f64 {
    let small = exp(-x.abs());
    if x > 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) }
}

/// ln(p/(1 − p)), the inverse of [`logistic`].
#[inline]
#[must_use]
pub fn logit(p: f64) -> f64 {
    ln(p) - ln_1p(-p)
}

/// ln(1 + e^x) without overflow: −ln(1 − [`logistic`]\(x\)).
#[inline]
#[must_use]
pub fn softplus(x: f64) -> f64 {
    x.max(0.0) + ln_1p(exp(-x.abs()))
}

#[cfg(test)]
mod tests {
    use super::{logistic, logit, softplus};
    use crate::math::ln_1p;

    #[test]
    fn the_logit_undoes_the_logistic() {
        for x in [-30.0, -2.5, -1e-9, 0.0, 0.7, 15.0] {
            assert!((logit(logistic(x)) - x).abs() < 1e-9 * (1.0 + x.abs()), "{x}");
            assert!((softplus(x) + ln_1p(-logistic(x))).abs() < 1e-9 * (1.0 + x.abs()), "{x}");
        }
    }

    #[test]
    fn extremes_stay_finite() {
        assert_eq!((logistic(-800.0), logistic(800.0)), (0.0, 1.0));
        assert_eq!((softplus(-800.0), softplus(800.0)), (0.0, 800.0));
    }
}

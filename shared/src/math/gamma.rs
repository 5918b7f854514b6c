//! The gamma function's logarithm and its derivatives.

use super::ln;

/// ln Γ(x) for x > 0.
#[inline]
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for a, b > 0.
#[must_use]
pub fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// Up to this many factors [`ln_rising`] sums logarithms, which keeps digits that the gamma function of a large
/// argument has lost.
const MOST_FACTORS: u32 = 64;

/// ln a(a + 1)…(a + count − 1) = ln Γ(a + count) − ln Γ(a) for a > 0.
#[must_use]
pub fn ln_rising(a: f64, count: u32) -> f64 {
    if count <= MOST_FACTORS {
        (0..count).map(|factor| ln(a + f64::from(factor))).sum()
    } else {
        ln_gamma(a + f64::from(count)) - ln_gamma(a)
    }
}

/// From here on the asymptotic series below are exact to the last digits.
const ASYMPTOTIC_FROM: f64 = 12.0;

/// ψ(x) = d/dx ln Γ(x) for x > 0, by ψ(x) = ψ(x + 1) − 1/x and the asymptotic series
/// (Abramowitz and Stegun 6.3.18).
#[must_use]
pub fn digamma(x: f64) -> f64 {
    let (mut shifted, mut shift) = (x, 0.0);
    while shifted < ASYMPTOTIC_FROM {
        shift += 1.0 / shifted;
        shifted += 1.0;
    }
    let inverse = 1.0 / shifted;
    let square = inverse * inverse;
    let series = square
        * (1.0 / 12.0
            - square
                * (1.0 / 120.0
                    - square
                        * (1.0 / 252.0
                            - square
                                * (1.0 / 240.0
                                    - square * (1.0 / 132.0 - square * (691.0 / 32_760.0 - square / 12.0))))));
    ln(shifted) - 0.5 * inverse - series - shift
}

/// ψ′(x) for x > 0, by ψ′(x) = ψ′(x + 1) + 1/x² and the asymptotic series
/// (Abramowitz and Stegun 6.4.12).
#[must_use]
pub fn trigamma(x: f64) -> f64 {
    let (mut shifted, mut shift) = (x, 0.0);
    while shifted < ASYMPTOTIC_FROM {
        shift += 1.0 / (shifted * shifted);
        shifted += 1.0;
    }
    let inverse = 1.0 / shifted;
    let square = inverse * inverse;
    let series = square
        * (1.0 / 6.0
            - square
                * (1.0 / 30.0
                    - square
                        * (1.0 / 42.0
                            - square
                                * (1.0 / 30.0
                                    - square * (5.0 / 66.0 - square * (691.0 / 2_730.0 - square * 7.0 / 6.0))))));
    inverse + 0.5 * square + inverse * series + shift
}

#[cfg(test)]
mod tests {
    use super::{digamma, ln_beta, ln_gamma, ln_rising, trigamma};

    fn grid() -> impl Iterator<Item = f64> {
        (-60..80).map(|step| super::super::exp(f64::from(step) * 0.2))
    }

    #[test]
    fn ln_gamma_agrees_with_statrs_and_with_factorials() {
        for x in grid() {
            let expected = statrs::function::gamma::ln_gamma(x);
            assert!((ln_gamma(x) - expected).abs() <= 2e-13 * expected.abs().max(1.0), "{x}");
        }
        assert!((ln_gamma(11.0) - super::ln(3_628_800.0)).abs() < 1e-14);
        assert!((ln_beta(2.0, 3.0) - super::ln(1.0 / 12.0)).abs() < 1e-15);
    }

    #[test]
    fn rising_factorials_keep_their_digits_for_large_arguments() {
        for a in grid().filter(|a| *a < 1e3) {
            for count in [0, 1, 7, 64, 65, 300] {
                let expected = ln_gamma(a + f64::from(count)) - ln_gamma(a);
                assert!((ln_rising(a, count) - expected).abs() <= 1e-12 * expected.abs().max(10.0), "{a} {count}");
            }
        }
        assert_eq!(ln_rising(1e15, 1), super::ln(1e15));
    }

    #[test]
    fn digamma_agrees_with_statrs_and_with_eulers_constant() {
        for x in grid() {
            let expected = statrs::function::gamma::digamma(x);
            assert!((digamma(x) - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{x}");
        }
        assert!((digamma(1.0) + 0.577_215_664_901_532_9).abs() < 1e-15);
    }

    #[test]
    fn trigamma_is_the_derivative_of_digamma() {
        assert!((trigamma(1.0) - std::f64::consts::PI * std::f64::consts::PI / 6.0).abs() < 4e-15);
        assert!((trigamma(0.5) - std::f64::consts::PI * std::f64::consts::PI / 2.0).abs() < 8e-15);
        for x in grid().filter(|x| *x < 1e4) {
            let step = 1e-4 * x;
            let slope = (digamma(x + step) - digamma(x - step)) / (2.0 * step);
            assert!((trigamma(x) / slope - 1.0).abs() < 1e-6, "{x}");
        }
    }
}

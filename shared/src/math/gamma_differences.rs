//! Differences of ln Γ and ψ, which keep their digits where the functions themselves are large and the
//! difference is small.

use super::ln_1p;

/// From here on the asymptotic series below are exact to the last digits.
const ASYMPTOTIC_FROM: f64 = 16.0;

/// ln B(a, b + v) − ln B(a, b) for a, b > 0 and v ≥ 0, to about 12 digits even where it is tiny: the
/// logarithm of E[(1 − p)^v] for p ~ Beta(a, b).
///
/// b rises by the recurrence of Γ, whose terms have one sign; then Stirling's series of the four ln Γ is summed with
/// its logarithms combined to ln(1 + ·).
#[must_use]
pub fn ln_beta_ratio(a: f64, b: f64, v: f64) -> f64 {
    let mut x = b;
    let mut sum = 0.0;
    while x < ASYMPTOTIC_FROM {
        sum -= ln_1p((a / x) * (v / (x + a + v)));
        x += 1.0;
    }
    let [with_v, with_a, with_both] = [x + v, x + a, x + a + v];
    let leading = (x - 0.5) * ln_1p((a / x) * (v / with_both)) - v * ln_1p(a / with_v) - a * ln_1p(v / with_a);
    // 1/12 of 1/(x + v) − 1/x − 1/(x + a + v) + 1/(x + a), as one fraction.
    let first = -(v / x) * (a / with_a) * (x + with_both) / (12.0 * with_v * with_both);
    let rest = (stirling_rest(with_v) - stirling_rest(x)) - (stirling_rest(with_both) - stirling_rest(with_a));
    sum + (leading + first + rest)
}

/// Stirling's series of ln Γ without its first term 1/(12x) (Abramowitz and Stegun 6.1.41).
fn stirling_rest(x: f64) -> f64 {
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    -inverse * square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * (1.0 / 1680.0 - square * (1.0 / 1188.0))))
}

/// ψ(x + v) − ψ(x) for x > 0 and v ≥ 0, to full relative accuracy.
#[must_use]
pub fn digamma_difference(x: f64, v: f64) -> f64 {
    let mut low = x;
    let mut sum = 0.0;
    while low < ASYMPTOTIC_FROM {
        sum += (1.0 / low) * (v / (low + v));
        low += 1.0;
    }
    let high = low + v;
    let first = 0.5 * (1.0 / low) * (v / high);
    sum + (ln_1p(v / low) + first + (digamma_rest(low) - digamma_rest(high)))
}

/// Minus the asymptotic series of ψ beyond ln x − 1/(2x) (Abramowitz and Stegun 6.3.18).
fn digamma_rest(x: f64) -> f64 {
    let square = 1.0 / (x * x);
    square
        * (1.0 / 12.0
            - square
                * (1.0 / 120.0
                    - square
                        * (1.0 / 252.0 - square * (1.0 / 240.0 - square * (1.0 / 132.0 - square * 691.0 / 32_760.0)))))
}

#[cfg(test)]
mod tests {
    use super::{digamma_difference, ln_beta_ratio};
    use crate::math::{digamma, ln_1p, ln_beta};

    const SIZES: [f64; 7] = [1e-3, 0.07, 0.8, 3.5, 15.9, 40.0, 900.0];

    #[test]
    fn moderate_arguments_agree_with_the_plain_difference() {
        for a in SIZES {
            for b in SIZES {
                for v in SIZES {
                    let plain = ln_beta(a, b + v) - ln_beta(a, b);
                    let size = ln_beta(a, b).abs() + a + b + v;
                    assert!((ln_beta_ratio(a, b, v) - plain).abs() <= 1e-14 * size, "{a} {b} {v}");
                }
                let plain = digamma(a + b) - digamma(a);
                assert!((digamma_difference(a, b) - plain).abs() <= 1e-13 * (1.0 + 1.0 / a), "{a} {b}");
            }
        }
    }

    #[test]
    fn one_more_is_the_recurrence_to_the_last_digits() {
        for a in [1e-8, 1e-4, 0.3, 5.0, 1e6, 1e12] {
            for b in [1e-9, 1e-3, 1.0, 17.0, 1e4, 1e9] {
                let expected = -ln_1p(a / b);
                assert!((ln_beta_ratio(a, b, 1.0) / expected - 1.0).abs() < 1e-12, "{a} {b}");
                assert!((digamma_difference(b, 1.0) * b - 1.0).abs() < 4e-14, "{b}");
            }
        }
    }

    #[test]
    fn steps_add_up() {
        for (a, b) in [(0.21, 1.43), (1e-5, 30.0), (1e5, 2e6)] {
            let parts = ln_beta_ratio(a, b, 2.5) + ln_beta_ratio(a, b + 2.5, 1e4);
            assert!((parts / ln_beta_ratio(a, b, 1e4 + 2.5) - 1.0).abs() < 1e-13, "{a} {b}");
        }
    }
}

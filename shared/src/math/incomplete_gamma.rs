//! The incomplete gamma function.

use super::{exp, ln, ln_gamma};

/// A series or fraction has converged when a term changes it by less than this.
const CONVERGED: f64 = 1e-16;
/// More terms than shapes below a million need.
const MOST_TERMS: u32 = 10_000;

/// Q(a, x) = Γ(a, x)/Γ(a), the probability that a Gamma(a) variable exceeds x, for a > 0 and x ≥ 0.
///
/// Series of the lower tail for x < a + 1 (Abramowitz and Stegun 6.5.29), continued fraction of the upper one beyond
/// (6.5.31, by Lentz's method), which keeps its digits where the probability is tiny.
#[must_use]
pub fn gamma_upper_tail(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    if x == f64::INFINITY {
        return 0.0;
    }
    let ln_front = a * ln(x) - x - ln_gamma(a);
    if x < a + 1.0 { 1.0 - exp(ln_front) * lower_series(a, x) } else { exp(ln_front) * upper_fraction(a, x) }
}

/// The probability that a chi-squared variable with these degrees of freedom exceeds `statistic`.
#[must_use]
pub fn chi_squared_upper_tail(statistic: f64, degrees_of_freedom: f64) -> f64 {
    gamma_upper_tail(0.5 * degrees_of_freedom, 0.5 * statistic)
}

/// Σ x^n/(a(a + 1)…(a + n)).
fn lower_series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    let mut divisor = a;
    for _ in 0..MOST_TERMS {
        divisor += 1.0;
        term *= x / divisor;
        sum += term;
        if term < CONVERGED * sum {
            break;
        }
    }
    sum
}

/// 1/(x + 1 − a − 1·(1 − a)/(x + 3 − a − …)).
fn upper_fraction(a: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |y: f64| if y.abs() < TINY { TINY } else { y };
    let mut partial = x + 1.0 - a;
    let mut ratio = 1.0 / TINY;
    let mut inverse = 1.0 / away_from_zero(partial);
    let mut fraction = inverse;
    for term in 1..=MOST_TERMS {
        let term = f64::from(term);
        let numerator = -term * (term - a);
        partial += 2.0;
        inverse = 1.0 / away_from_zero(numerator * inverse + partial);
        ratio = away_from_zero(partial + numerator / ratio);
        let change = inverse * ratio;
        fraction *= change;
        if (change - 1.0).abs() < 4.0 * CONVERGED {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::{chi_squared_upper_tail, gamma_upper_tail};
    use crate::math::{exp, normal_cdf};

    #[test]
    fn agrees_with_statrs() {
        for a in [0.5, 1.0, 1.5, 3.0, 8.0, 40.0, 500.0] {
            for x in [1e-9, 0.01, 0.4, 1.0, 2.7, 9.0, 30.0, 41.0, 480.0, 530.0] {
                let expected = statrs::function::gamma::gamma_ur(a, x);
                assert!((gamma_upper_tail(a, x) - expected).abs() <= 1e-12 * expected.max(1e-3), "{a} {x}");
            }
        }
    }

    #[test]
    fn small_tails_keep_their_digits() {
        assert!((gamma_upper_tail(1.0, 600.0) / exp(-600.0) - 1.0).abs() < 1e-12);
        // One degree of freedom is a two-sided normal tail.
        for z in [0.3, 1.96, 5.0, 20.0] {
            assert!((chi_squared_upper_tail(z * z, 1.0) / (2.0 * normal_cdf(-z)) - 1.0).abs() < 1e-12, "{z}");
        }
        assert_eq!((gamma_upper_tail(2.0, 0.0), gamma_upper_tail(2.0, 1e6)), (1.0, 0.0));
    }
}

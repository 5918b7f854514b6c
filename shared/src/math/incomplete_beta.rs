//! The incomplete beta function: tails of the beta, binomial, negative binomial and Student's t distributions.

use super::{exp, ln, ln_gamma};

/// A relative change of the continued fraction that no digit shows.
const NEGLIGIBLE: f64 = 1e-16;
/// Stands for a denominator of zero in Lentz's method.
const TINY: f64 = 1e-300;
/// More terms than any shapes up to 10⁹ need: their number grows with the root of the larger shape.
const MOST_TERMS: u32 = 1_000_000;

/// Both tails of the beta distribution with shapes `a` and `b`, all positive: I_x(a, b) below `x` and
/// I_y(b, a) above it. `rest` is y = 1 − x, given apart because near 1 it holds more digits than x does.
///
/// Neither tail is one minus the other where it is the smaller: both keep their digits. Continued fraction
/// (Abramowitz and Stegun 26.5.8) by Lentz's method.
#[must_use]
pub fn incomplete_beta(a: f64, b: f64, x: f64, rest: f64) -> [f64; 2] {
    if x <= 0.0 {
        return [0.0, 1.0];
    }
    if rest <= 0.0 {
        return [1.0, 0.0];
    }
    let power = beta_power(a, b, x, rest);
    if x * (a + b + 2.0) <= a + 1.0 {
        let lower = (power / a * fraction(a, b, x)).min(1.0);
        [lower, 1.0 - lower]
    } else {
        let upper = (power / b * fraction(b, a, rest)).min(1.0);
        [1.0 - upper, upper]
    }
}

/// The probability that Student's t with so many `degrees` of freedom lies further from 0 than `t` on either side.
#[must_use]
pub fn student_tails(t: f64, degrees: f64) -> f64 {
    let square = t * t;
    if square.is_infinite() {
        return 0.0;
    }
    let whole = degrees + square;
    incomplete_beta(0.5 * degrees, 0.5, degrees / whole, square / whole)[0]
}

/// x^a y^b / B(a, b) with y = 1 − x.
///
/// Written by how far x lies from a/(a + b) (Loader 2000, "Fast and accurate computation of binomial
/// probabilities"), so that shapes of a million cost no digits.
#[must_use]
pub fn beta_power(a: f64, b: f64, x: f64, rest: f64) -> f64 {
    let all = a + b;
    let series = stirling_error(all) - stirling_error(a) - stirling_error(b);
    let distance = excess(a, all * x) + excess(b, all * rest);
    (a * (b / all) / std::f64::consts::TAU).sqrt() * exp(series - distance)
}

/// x ln(x/y) + y − x: zero at x = y, and exact near it.
fn excess(x: f64, y: f64) -> f64 {
    let share = (x - y) / (x + y);
    if share.abs() >= 0.1 {
        return x * ln(x / y) + y - x;
    }
    // ln(x/y) = 2 artanh(share), and (x − y) = share (x + y): the leading terms cancel.
    let square = share * share;
    let (mut power, mut sum, mut odd) = (2.0 * x * share, (x - y) * share, 1.0);
    loop {
        power *= square;
        odd += 2.0;
        let next = sum + power / odd;
        if next == sum {
            return sum;
        }
        sum = next;
    }
}

/// ln Γ(x) less its leading terms (x − ½) ln x − x + ½ ln 2π.
fn stirling_error(x: f64) -> f64 {
    const HALF_LN_TAU: f64 = 0.918_938_533_204_672_7;
    if x < 16.0 {
        return ln_gamma(x) - (x - 0.5) * ln(x) + x - HALF_LN_TAU;
    }
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    inverse
        * (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1_260.0 - square * (1.0 / 1_680.0 - square / 1_188.0))))
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let guarded = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut below = 1.0 / guarded(1.0 - (a + b) * x / (a + 1.0));
    let (mut above, mut value) = (1.0, below);
    for term in 1..MOST_TERMS {
        let m = f64::from(term);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        below = 1.0 / guarded(1.0 + even * below);
        above = guarded(1.0 + even / above);
        value *= below * above;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        below = 1.0 / guarded(1.0 + odd * below);
        above = guarded(1.0 + odd / above);
        let change = below * above;
        value *= change;
        if (change - 1.0).abs() <= NEGLIGIBLE {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::{beta_power, incomplete_beta, student_tails};

    #[track_caller]
    fn close(actual: f64, expected: f64, tolerance: f64) {
        assert!((actual / expected - 1.0).abs() <= tolerance, "{actual} instead of {expected}");
    }

    #[test]
    fn agrees_with_statrs() {
        for a in [0.05, 0.5, 1.0, 3.7, 40.0, 900.0] {
            for b in [0.1, 0.9, 2.0, 12.5, 300.0] {
                for x in [0.001, 0.1, 0.5, 0.72, 0.99] {
                    let [lower, upper] = incomplete_beta(a, b, x, 1.0 - x);
                    let expected = statrs::function::beta::beta_reg(a, b, x);
                    assert!((lower - expected).abs() < 1e-11, "{a} {b} {x}: {lower} instead of {expected}");
                    assert!((lower + upper - 1.0).abs() < 1e-15);
                }
            }
        }
    }

    #[test]
    fn agrees_with_forty_digits_however_large_the_shapes() {
        // Shapes, x, lower tail, upper tail, power; all computed with 40 digits.
        let values = [
            (2.5, 0.5, 0.001, 1.074_073_542_730_722_9e-8, 0.999_999_989_259_264_6, 2.682_882_197_553_906e-8),
            (1e6, 2e6, 0.333, 0.110_322_839_516_637_01, 0.889_677_160_483_363, 153.827_802_784_245_25),
            (12_000.25, 3.0, 0.999, 5.190_584_544_466_762e-4, 0.999_480_941_545_553_3, 5.277_151_146_309_664e-3),
            (0.25, 500.0, 0.2, 1.0, 3.040_593_053_491_076e-51, 3.058_658_405_270_552e-49),
        ];
        for (a, b, x, lower, upper, power) in values {
            let tails = incomplete_beta(a, b, x, 1.0 - x);
            close(tails[0], lower, 1e-11);
            close(tails[1], upper, 1e-11);
            close(beta_power(a, b, x, 1.0 - x), power, 1e-11);
        }
        assert_eq!(incomplete_beta(500.0, 0.25, 0.2, 0.8), [0.0, 1.0]);
        assert_eq!(incomplete_beta(2.0, 3.0, 0.0, 1.0), [0.0, 1.0]);
        assert_eq!(incomplete_beta(2.0, 3.0, 1.0, 0.0), [1.0, 0.0]);
    }

    #[test]
    fn students_tails_agree_with_forty_digits() {
        close(student_tails(2.0, 10.0), 0.073_388_034_770_740_37, 1e-14);
        close(student_tails(-12.5, 944.0), 2.743_438_423_657_57e-33, 1e-11);
        close(student_tails(0.25, 3.0), 0.818_729_222_428_828_6, 1e-14);
        assert_eq!(student_tails(0.0, 7.0), 1.0);
        assert_eq!(student_tails(f64::INFINITY, 7.0), 0.0);
    }
}

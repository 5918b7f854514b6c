//! Gauss's hypergeometric function where purchase models need it.

use super::{exp, ln, ln_1p};

/// Below this argument the power series needs at most about 350 terms.
const SERIES_BELOW: f64 = 0.9;
/// From this excess of c over a + b on, the terms fall so fast that the series serves up to 1.
const FAST_DECAY: f64 = 8.0;
/// Above this c a Taylor step of useful length would lose digits; the series is used instead.
const LARGEST_C_TO_CONTINUE: f64 = 60.0;
/// Least upper parameter with which the series keeps its digits.
const LEAST_UPPER_PARAMETER: f64 = -4.0;

/// More steps of the contiguous relation than that are slower than the other form of Pfaff's transformation …
const MOST_STEPS: f64 = 100.0;
/// … which overflows from here on.
const LARGEST_EXPONENT: f64 = 600.0;

/// ₂F₁(a, b; c; z) for c > 0 and 0 ≤ z < 1; no more than mildly negative a or b.
///
/// Power series up to 0.9, or up to 1 where its terms fall fast; beyond that, Taylor steps along
/// the real axis from the solution at ½, by the hypergeometric differential equation.
#[must_use]
pub fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let scaled = with_slope(a, b, c, z);
    scaled.value * exp(scaled.log_scale)
}

/// E[(1 + p·w)^−s] for p ~ Beta(a, b), which is ₂F₁(s, a; a + b; −w), for s, a, b > 0 and w ≥ 0.
#[must_use]
pub fn mean_power_of_beta(s: f64, a: f64, b: f64, w: f64) -> f64 {
    exp(ln_mean_powers_of_beta(s, a, b, w)[0])
}

/// The logarithms of E[(1 + p·w)^−s] and E[(1 + p·w)^−(s+1)] for p ~ Beta(a, b), at the cost of one.
///
/// Pfaff's transformation with the smaller of `s` and `a` in front keeps the function of
/// z = w/(1 + w) that remains between mild bounds, however many purchases `s` counts. The second
/// power is F_{s+1} = F_s + (w/s) dF_s/dw, written without a difference. Where the upper parameter
/// a + b − s would be far below zero, the contiguous relation leads there from smaller s; upwards it
/// is stable.
#[must_use]
pub fn ln_mean_powers_of_beta(s: f64, a: f64, b: f64, w: f64) -> [f64; 2] {
    if w <= 0.0 {
        return [0.0; 2];
    }
    let c = a + b;
    let z = w / (1.0 + w);
    let rest = 1.0 / (1.0 + w);
    let log_one_more = ln_1p(w);
    let far_below = c - s < LEAST_UPPER_PARAMETER;
    if a > s || (far_below && s - c > MOST_STEPS && s * log_one_more < LARGEST_EXPONENT) {
        let Scaled { value, slope, log_scale } = with_slope(s, b, c, z);
        let front = log_scale - s * log_one_more;
        return [front + ln(value), front + ln(rest * (value + z / s * slope))];
    }
    if !far_below {
        let Scaled { value, slope, log_scale } = with_slope(a, c - s, c, z);
        let front = log_scale - a * log_one_more;
        return [front + ln(value), front + ln(value * (1.0 - z * a / s) + z * rest / s * slope)];
    }
    let steps = (s - c).ceil();
    let mut order = s - steps + 1.0;
    let mut previous = hypergeometric(a, c - order + 1.0, c, z);
    let mut current = hypergeometric(a, c - order, c, z);
    for _ in 0..steps as u64 {
        let next = ((c - order) * previous + (2.0 * order - c + (order - a) * w) * current) / order * rest;
        previous = current;
        current = next;
        order += 1.0;
    }
    let front = -a * log_one_more;
    [front + ln(previous), front + ln(current)]
}

/// A value and its derivative, both times e^`log_scale`.
struct Scaled {
    value: f64,
    slope: f64,
    log_scale: f64,
}

/// ₂F₁ and its derivative in z.
fn with_slope(a: f64, b: f64, c: f64, z: f64) -> Scaled {
    if z <= SERIES_BELOW || c - a - b >= FAST_DECAY || c > LARGEST_C_TO_CONTINUE {
        series(a, b, c, z)
    } else {
        continued(a, b, c, z)
    }
}

/// Sums above this are scaled down, so that large parameters do not overflow.
const LARGEST_SUM: f64 = 1e200;

/// The power series and its derivative.
fn series(a: f64, b: f64, c: f64, z: f64) -> Scaled {
    if z == 0.0 {
        return Scaled { value: 1.0, slope: a * b / c, log_scale: 0.0 };
    }
    let (mut term, mut sum, mut weighted, mut log_scale) = (1.0, 1.0, 0.0, 0.0);
    let mut k = 0.0;
    loop {
        term *= (a + k) * (b + k) / ((c + k) * (k + 1.0)) * z;
        k += 1.0;
        sum += term;
        weighted += k * term;
        if sum > LARGEST_SUM {
            (term, sum, weighted) = (term / LARGEST_SUM, sum / LARGEST_SUM, weighted / LARGEST_SUM);
            log_scale += ln(LARGEST_SUM);
        }
        // Terms may first grow; they are past their peak when the next is smaller.
        let shrinks = ((a + k) * (b + k) * z).abs() < (c + k) * (k + 1.0);
        if term == 0.0 || (shrinks && term.abs() * (k + 1.0) < 1e-17 * sum.abs()) {
            return Scaled { value: sum, slope: weighted / z, log_scale };
        }
    }
}

fn continued(a: f64, b: f64, c: f64, target: f64) -> Scaled {
    let mut z = 0.5;
    let Scaled { mut value, mut slope, log_scale } = series(a, b, c, z);
    while z < target {
        // Half the way to the singularity at 1; shorter for large c, whose second solution is steep.
        let step = (0.5 * (1.0 - z)).min(3.0 * z / c).min(target - z);
        (value, slope) = taylor_step(a, b, c, z, step, value, slope);
        z = if step == target - z { target } else { z + step };
    }
    Scaled { value, slope, log_scale }
}

/// Value and derivative at z + step from those at z: Taylor coefficients times powers of the step,
/// by the recurrence that z(1 − z)F″ + (c − (a + b + 1)z)F′ − abF = 0 gives them.
fn taylor_step(a: f64, b: f64, c: f64, z: f64, step: f64, value: f64, slope: f64) -> (f64, f64) {
    let leading = z * (1.0 - z);
    let constant = c - (a + b + 1.0) * z;
    let (mut lower, mut upper) = (value, slope * step);
    let (mut sum, mut weighted) = (value + upper, upper);
    let mut k = 0.0;
    loop {
        let next = step * ((k + a) * (k + b) * step * lower - (k + 1.0) * ((1.0 - 2.0 * z) * k + constant) * upper)
            / (leading * (k + 1.0) * (k + 2.0));
        lower = upper;
        upper = next;
        sum += next;
        weighted += (k + 2.0) * next;
        k += 1.0;
        if (lower.abs() + upper.abs()) * (k + 2.0) <= 1e-17 * sum.abs() || k > 500.0 {
            return (sum, weighted / step);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{hypergeometric, ln_mean_powers_of_beta, mean_power_of_beta};
    use crate::math::{exp, gauss_legendre, ln, ln_1p, ln_beta, ln_gamma, powf};

    #[track_caller]
    fn close(actual: f64, expected: f64, tolerance: f64) {
        assert!((actual / expected - 1.0).abs() <= tolerance, "{actual:e} instead of {expected:e}");
    }

    #[test]
    fn equals_elementary_functions_where_it_is_one() {
        for z in [1e-9, 0.1, 0.5, 0.9, 0.95, 0.99, 0.9999] {
            close(hypergeometric(0.7, 1.3, 1.3, z), powf(1.0 - z, -0.7), 2e-13);
            close(hypergeometric(1.0, 1.0, 2.0, z), -ln_1p(-z) / z, 2e-13);
        }
    }

    #[test]
    fn tends_to_gausss_sum_at_one() {
        for (a, b, c) in [(0.9_f64, 0.4_f64, 3.5_f64), (2.0, 1.5, 30.0), (0.8, 2.2, 500.0)] {
            let at_one = exp(ln_gamma(c) + ln_gamma(c - a - b) - ln_gamma(c - a) - ln_gamma(c - b));
            close(hypergeometric(a, b, c, 1.0 - 1e-12), at_one, 1e-9);
        }
    }

    #[test]
    fn continuation_agrees_with_the_series() {
        for z in [0.91, 0.95, 0.99] {
            for (a, b, c) in [(0.9, 0.5, 2.5), (0.05, 3.0, 4.0), (1.7, -2.5, 6.0), (0.9, 1.4, 25.0), (0.6, 1.4, 55.0)] {
                let (continued, series) = (super::continued(a, b, c, z), super::series(a, b, c, z));
                close(continued.value, series.value, 1e-12);
                close(continued.slope, series.slope, 1e-11);
            }
        }
    }

    /// ∫ by brute force: composite Gauss-Legendre in the logit of p.
    fn mean_power_by_quadrature(s: f64, a: f64, b: f64, w: f64) -> f64 {
        let rule = gauss_legendre(20);
        let density = |y: f64| {
            let ln_p = -ln_1p(exp(-y));
            let ln_q = -ln_1p(exp(y));
            exp(a * ln_p + b * ln_q - ln_beta(a, b) - s * ln_1p(w * exp(ln_p)))
        };
        (-480..160).map(|panel| rule.integrate(0.25 * f64::from(panel), 0.25 * f64::from(panel + 1), density)).sum()
    }

    #[test]
    fn mean_powers_agree_with_quadrature() {
        for (a, b) in [(0.793, 2.426), (0.891, 2.614), (3.4, 40.0), (0.6, 1_001.6), (25.0, 80.0)] {
            for s in [0.243, 1.525, 8.0, 30.0, 1_001.5] {
                for w in [0.01, 0.7, 9.5, 120.0] {
                    let [power, next] = ln_mean_powers_of_beta(s, a, b, w).map(exp);
                    close(power, mean_power_by_quadrature(s, a, b, w), 3e-11);
                    close(next, mean_power_by_quadrature(s + 1.0, a, b, w), 3e-11);
                }
            }
        }
    }

    #[test]
    fn mean_powers_tend_to_exponentials_when_all_buy_at_one_rate() {
        // (1 + pw)^−s → e^(−ps w) for large s: the mean is Kummer's 1F1(a; a + b; −sw), here (1 − e^−x)/x.
        for (s, x) in [(1e6, 3.0), (1e5, 80.0)] {
            close(mean_power_of_beta(s, 1.0, 1.0, x / s), -crate::math::exp_m1(-x) / x, 1e-3 * x * x / s * 1e3);
        }
    }

    #[test]
    fn large_parameters_neither_overflow_nor_vanish() {
        // With p all but fixed at 0.1 the mean is 1.1^−s at w = 1, however small; the spread adds s²·var/2·….
        let [power, next] = ln_mean_powers_of_beta(20_000.0, 1e9, 9e9, 1.0);
        close(power, -20_000.0 * ln_1p(0.1), 1e-4);
        close(next - power, -ln_1p(0.1), 1e-3);
        let [power, _] = ln_mean_powers_of_beta(2_004.4, 1_526.65, 1e6 + 2_005.0, 1.0);
        close(power, -2_004.4 * ln_1p(1_526.65 / (1e6 + 3_531.65)), 5e-3);
    }

    #[test]
    fn mean_powers_are_one_at_zero_and_fall() {
        assert_eq!(mean_power_of_beta(2.0, 0.5, 3.0, 0.0), 1.0);
        assert!(mean_power_of_beta(2.0, 0.5, 3.0, 1.0) > mean_power_of_beta(2.0, 0.5, 3.0, 2.0));
        close(mean_power_of_beta(1.0, 1.0, 1.0, 1.0), ln(2.0), 1e-15);
    }
}

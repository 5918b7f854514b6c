//! Ratios of gamma functions without the difference of two large logarithms.

use super::{ln, ln_1p};

/// From here on the asymptotic series below is exact to the last digits.
const ASYMPTOTIC_FROM: f64 = 12.0;

/// ln Γ(x + h)/Γ(x) for x > 0 and x + h > 0.
///
/// The difference of two values of ln Γ would lose as many digits as ln Γ(x) is larger than their difference;
/// Stirling's series (Abramowitz and Stegun 6.1.40) is subtracted term by term instead.
#[must_use]
pub fn ln_gamma_ratio(x: f64, h: f64) -> f64 {
    if h < 0.0 {
        return -ln_gamma_ratio(x + h, -h);
    }
    let (mut shifted, mut shift) = (x, 0.0);
    while shifted < ASYMPTOTIC_FROM {
        shift += ln_1p(h / shifted);
        shifted += 1.0;
    }
    let end = shifted + h;
    (shifted - 0.5) * ln_1p(h / shifted) + h * (ln(end) - 1.0) + (stirling(end) - stirling(shifted)) - shift
}

/// ln Γ(b + y)Γ(e)/(Γ(e + y)Γ(b)) for b, e > 0 and y ≥ 0: what j = y factors (b + j)/(e + j) multiply to.
#[must_use]
pub fn ln_rising_ratio(b: f64, e: f64, y: f64) -> f64 {
    let h = e - b;
    if y < h.abs() {
        ln_gamma_ratio(b, y) - ln_gamma_ratio(e, y)
    } else {
        ln_gamma_ratio(b, h) - ln_gamma_ratio(b + y, h)
    }
}

/// What ln Γ(x) has beyond (x − ½) ln x − x + ½ ln 2π.
fn stirling(x: f64) -> f64 {
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    inverse
        * (1.0 / 12.0
            - square
                * (1.0 / 360.0
                    - square
                        * (1.0 / 1_260.0
                            - square * (1.0 / 1_680.0 - square * (1.0 / 1_188.0 - square * 691.0 / 360_360.0)))))
}

#[cfg(test)]
mod tests {
    use super::{ln_gamma_ratio, ln_rising_ratio};
    use crate::math::{exp, ln, ln_1p, ln_gamma};

    #[test]
    fn agrees_with_the_difference_where_that_is_exact() {
        for x in [1e-3, 0.3, 1.0, 2.5, 7.0, 11.9, 12.0, 13.0] {
            for h in [0.0, 0.25, 1.0, 3.75, 20.0, -0.5 * x] {
                let difference = ln_gamma(x + h) - ln_gamma(x);
                assert!((ln_gamma_ratio(x, h) - difference).abs() < 4e-15 * ln_gamma(x + h).abs().max(10.0), "{x} {h}");
            }
        }
    }

    #[test]
    fn whole_steps_are_products() {
        for (x, steps) in [(0.7, 5), (1e6, 40), (3e9, 3)] {
            let product: f64 = (0..steps).map(|j| ln(x + f64::from(j))).sum();
            assert!((ln_gamma_ratio(x, f64::from(steps)) / product - 1.0).abs() < 1e-15, "{x}");
        }
        // Γ(x + h)/Γ(x) → x^h (1 + h(h − 1)/(2x)).
        let (x, h): (f64, f64) = (1e12, 0.3);
        assert!((ln_gamma_ratio(x, h) - h * ln(x) - ln_1p(h * (h - 1.0) / (2.0 * x))).abs() < 1e-14);
    }

    #[test]
    fn rising_ratios_are_products() {
        for (b, e, steps) in [(0.75, 1.95, 6), (2.8, 3.4, 400), (1.5, 1e6, 30), (9.0, 0.4, 12)] {
            let product: f64 = (0..steps).map(|j| (b + f64::from(j)) / (e + f64::from(j))).product();
            let actual = exp(ln_rising_ratio(b, e, f64::from(steps)));
            assert!((actual / product - 1.0).abs() < 1e-13, "{b} {e} {steps}");
        }
    }
}

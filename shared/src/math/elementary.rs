//! Elementary functions.

/// e^x.
#[inline]
#[must_use]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// e^x − 1, exact for small x.
#[inline]
#[must_use]
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// Natural logarithm.
#[inline]
#[must_use]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// ln(1 + x), exact for small x.
#[inline]
#[must_use]
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// x to the power y.
#[inline]
#[must_use]
pub fn powf(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// Cosine of an angle in radians.
#[inline]
#[must_use]
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// Sine of an angle in radians.
#[inline]
#[must_use]
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// The angle of the point (x, y) in radians, from −π to π.
#[inline]
#[must_use]
pub fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}

/// ln(e^x + e^y) without overflow; −∞ stands for a missing term.
#[must_use]
pub fn log_sum_exp(x: f64, y: f64) -> f64 {
    let (large, small) = if x >= y { (x, y) } else { (y, x) };
    if small == f64::NEG_INFINITY { large } else { large + ln_1p(exp(small - large)) }
}

#[cfg(test)]
mod tests {
    use super::{exp_m1, ln, ln_1p, log_sum_exp, powf};

    #[test]
    fn the_logarithm_of_a_sum_survives_extremes() {
        assert_eq!(log_sum_exp(-1e4, f64::NEG_INFINITY), -1e4);
        assert_eq!(log_sum_exp(f64::NEG_INFINITY, f64::NEG_INFINITY), f64::NEG_INFINITY);
        assert!((log_sum_exp(-2000.0, -2000.0) - (-2000.0 + ln(2.0))).abs() < 1e-12);
        assert_eq!(log_sum_exp(800.0, -800.0), 800.0);
    }

    #[test]
    fn small_arguments_keep_their_digits() {
        assert_eq!(exp_m1(1e-20), 1e-20);
        assert_eq!(ln_1p(1e-20), 1e-20);
        assert_eq!(powf(2.0, 10.0), 1024.0);
    }
}

//! The remaining lifetime of an alive customer.
//!
//! With g(t) = (e^(bt) − 1)/b and scale B = β/b, in weeks, the share alive after t weeks is
//! S(t) = (1 + g(t)/B)^−s. Written so, b → 0 is no special case: g(t) → t and S is Pareto's. The lifetime that is
//! left after T weeks is of the same kind, with B replaced by N(T) = (B + g(T)) e^(−bT).

use crate::math::{exp, exp_m1, ln, ln_1p};

/// A GGompertz lifetime: Gompertz with a gamma-distributed rate (Bemmaor and Glady 2012). Time is in weeks.
///
/// The share alive after t weeks is S(t) = (1 + (e^(bt) − 1)/(bB))^−s with B = β/b.
///
/// ```
/// use shared::scoring::gompertz_nbd::Lifetime;
/// // b = 0.02, s = 0.6, β = 0.3.
/// let lifetime = Lifetime { growth: 0.02, shape: 0.6, scale: 0.3 / 0.02 };
/// let after_39_weeks = (1.0 + (0.78_f64.exp() - 1.0) / 0.3).powf(-0.6);
/// assert!((lifetime.survival(39.0) - after_39_weeks).abs() < 1e-12);
/// assert!((lifetime.ln_survival(39.0) - after_39_weeks.ln()).abs() < 1e-12);
/// // Alive after 10 weeks, and then for 29 more.
/// let aged = lifetime.aged(10.0);
/// assert!((lifetime.survival(10.0) * aged.survival(29.0) - after_39_weeks).abs() < 1e-12);
/// assert!((lifetime.time_left_by(after_39_weeks.ln()) - 39.0).abs() < 1e-9);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lifetime {
    /// b: growth of the hazard, per week.
    pub growth: f64,
    /// s: shape of the gamma distribution of dropout rates.
    pub shape: f64,
    /// B: their scale, weeks; the hazard is s/B at first and s·b in the end.
    pub scale: f64,
}

/// From here on 1 + x and x are the same to the last digit but few.
const ONE_IS_NOTHING: f64 = 1e16;

impl Lifetime {
    /// ln S(t).
    #[must_use]
    pub fn ln_survival(&self, after: f64) -> f64 {
        -self.shape * self.log_growth(after)
    }

    /// S(t): probability of being alive after this many weeks.
    #[must_use]
    pub fn survival(&self, after: f64) -> f64 {
        exp(self.ln_survival(after))
    }

    /// The lifetime left to a customer alive after this many weeks T: with the scale (B + (e^(bT) − 1)/b) e^(−bT).
    #[must_use]
    pub fn aged(&self, after: f64) -> Self {
        Self { scale: self.scale_after(after), ..*self }
    }

    /// The weeks after which `exp(ln_share)` of the customers are left.
    #[must_use]
    pub fn time_left_by(&self, ln_share: f64) -> f64 {
        // ln(1 + b g) = ln(1 + β (e^M − 1)) with M = −ln share/s.
        let log = -ln_share / self.shape;
        let log_product =
            ln(self.growth) + ln(self.scale) + if log < 1.0 { ln(exp_m1(log)) } else { log + ln_1p(-exp(-log)) };
        if log_product > ln(ONE_IS_NOTHING) { log_product / self.growth } else { ln_1p(exp(log_product)) / self.growth }
    }

    /// N(t) = (B + g(t)) e^(−bt), in weeks: the hazard after t is s/N(t).
    #[inline]
    pub(super) fn scale_after(&self, after: f64) -> f64 {
        let y = self.growth * after;
        if y == 0.0 {
            return self.scale + after;
        }
        self.scale * exp(-y) - exp_m1(-y) / self.growth
    }

    /// M(t) = ln(1 + g(t)/B).
    #[inline]
    pub(super) fn log_growth(&self, after: f64) -> f64 {
        let y = self.growth * after;
        let relative = if y == 0.0 { after } else { exp_m1(y) / self.growth } / self.scale;
        if relative < ONE_IS_NOTHING { ln_1p(relative) } else { y + ln(self.scale_after(after) / self.scale) }
    }
}

#[cfg(test)]
mod tests {
    use super::Lifetime;
    use crate::math::{exp, exp_m1, ln_1p, powf};

    fn lifetimes() -> impl Iterator<Item = Lifetime> {
        [(1e-13, 0.6, 11.7), (0.02, 0.6, 15.0), (0.3, 2.5, 40.0), (0.05, 1e4, 1e6), (4.0, 0.01, 0.2), (0.1, 1.0, 10.0)]
            .into_iter()
            .map(|(growth, shape, scale)| Lifetime { growth, shape, scale })
    }

    #[track_caller]
    fn close(actual: f64, expected: f64, tolerance: f64) {
        assert!((actual / expected - 1.0).abs() <= tolerance, "{actual:e} instead of {expected:e}");
    }

    #[test]
    fn survival_is_the_published_one() {
        for lifetime in lifetimes() {
            let Lifetime { growth: b, shape: s, scale } = lifetime;
            let beta = b * scale;
            for weeks in [0.0, 0.3, 8.0, 39.0, 150.0] {
                let published = powf(beta / (beta + exp_m1(b * weeks)), s);
                close(lifetime.survival(weeks), published, 1e-9);
            }
        }
    }

    #[test]
    fn without_growth_it_is_paretos() {
        let lifetime = Lifetime { growth: 1e-15, shape: 0.6, scale: 11.7 };
        close(lifetime.survival(39.0), exp(-0.6 * ln_1p(39.0 / 11.7)), 1e-13);
    }

    #[test]
    fn what_is_left_of_a_lifetime_is_a_lifetime() {
        for lifetime in lifetimes() {
            for (age, more) in [(0.0, 3.0), (5.0, 0.1), (39.0, 60.0), (900.0, 2.0)] {
                let expected = lifetime.ln_survival(age + more) - lifetime.ln_survival(age);
                let tolerance = 1e-11 * lifetime.ln_survival(age + more).abs().max(1e-3);
                assert!((lifetime.aged(age).ln_survival(more) - expected).abs() < tolerance, "{lifetime:?} {age}");
            }
        }
    }

    #[test]
    fn shares_and_times_belong_together() {
        for lifetime in lifetimes() {
            for weeks in [1e-6, 0.2, 8.0, 39.0, 5_000.0] {
                close(lifetime.time_left_by(lifetime.ln_survival(weeks)), weeks, 1e-9);
            }
        }
    }

    #[test]
    fn the_end_of_time_brings_no_overflow() {
        for lifetime in lifetimes() {
            assert_eq!(lifetime.survival(0.0), 1.0);
            assert!(lifetime.survival(1e12) < 1e-4, "{lifetime:?}");
            assert!(lifetime.scale_after(1e12) > 0.0);
        }
    }
}

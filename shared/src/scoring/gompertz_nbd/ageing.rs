//! Derivatives of the lifetime.
//!
//! With y = bt and φ_k the functions (e^−y's remainders) φ₁ = (1 − e^−y)/y, φ₂ = (1 − φ₁)/y, φ₃ = (½ − φ₂)/y:
//!
//! N = B e^−y + t φ₁        p = t φ₁/N        M = ln(1 + g/B) = −ln(1 − p)
//! ∂M/∂b = t² φ₂/N        ∂²M/∂b² = 2 t³ φ₃/N − (∂M/∂b)²        ∂M/∂ln B = −p
//!
//! No difference in them vanishes with b.

use crate::math::{exp, ln, ln_1p};

/// M(t) = ln(1 + g(t)/B) at one age, with what its derivatives need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ageing {
    /// N(t), weeks.
    pub(super) scale: f64,
    /// M(t).
    pub(super) log_growth: f64,
    /// ∂M/∂b.
    pub(super) slope: f64,
    /// ∂²M/∂b².
    pub(super) curvature: f64,
    /// p = −∂M/∂ln B.
    pub(super) share: f64,
    /// 1 − p.
    pub(super) rest: f64,
}

/// Below this y the φ are power series; above it their differences lose no digit that matters.
const SERIES_BELOW: f64 = 0.3;
/// Below this y so many terms of the series do.
const SHORT_SERIES_BELOW: f64 = 0.01;
const SHORT_SERIES: usize = 6;
/// From here on 1 + x and x are the same to the last digit but few.
const ONE_IS_NOTHING: f64 = 1e16;

impl Ageing {
    /// At age `time` for growth b and scale B.
    #[inline]
    pub(super) fn at(growth: f64, scale: f64, time: f64) -> Self {
        let y = growth * time;
        let [decay, first, second, third] = remainders(y);
        let (old, new) = (scale * decay, time * first);
        let gap = old + new;
        let inverse = 1.0 / gap;
        let relative = new / old;
        let slope = time * time * second * inverse;
        Self {
            scale: gap,
            log_growth: if relative < ONE_IS_NOTHING { ln_1p(relative) } else { y + ln(gap / scale) },
            slope,
            curvature: 2.0 * time * time * time * third * inverse - slope * slope,
            share: new * inverse,
            rest: old * inverse,
        }
    }
}

/// e^−y, φ₁, φ₂ and φ₃.
#[inline]
fn remainders(y: f64) -> [f64; 4] {
    if y < SERIES_BELOW {
        let terms = if y < SHORT_SERIES_BELOW { &TAYLOR[..SHORT_SERIES] } else { &TAYLOR[..] };
        let third = terms.iter().rev().fold(0.0, |sum, coefficient| coefficient - y * sum);
        let second = 0.5 - y * third;
        let first = 1.0 - y * second;
        [1.0 - y * first, first, second, third]
    } else {
        let decay = exp(-y);
        let first = (1.0 - decay) / y;
        let second = (1.0 - first) / y;
        [decay, first, second, (0.5 - second) / y]
    }
}

/// 1/(k + 3)!: φ₃(y) = Σ (−y)^k/(k + 3)!.
const TAYLOR: [f64; 11] = [
    1.0 / 6.0,
    1.0 / 24.0,
    1.0 / 120.0,
    1.0 / 720.0,
    1.0 / 5_040.0,
    1.0 / 40_320.0,
    1.0 / 362_880.0,
    1.0 / 3_628_800.0,
    1.0 / 39_916_800.0,
    1.0 / 479_001_600.0,
    1.0 / 6_227_020_800.0,
];

#[cfg(test)]
mod tests {
    use super::super::Lifetime;
    use super::{Ageing, remainders};

    #[test]
    fn the_series_meets_the_differences() {
        for y in [1e-12, 0.01, 0.2, 0.299_999_999_9, 0.300_000_000_1, 2.0, 800.0] {
            let [decay, first, second, third] = remainders(y);
            // The integral ∫₀¹ e^(−y(1 − u)) u^(k − 1)/(k − 1)! du is φ_k.
            let rule = crate::math::gauss_legendre(20);
            let phi = |k: i32| {
                let panels = 200;
                (0..panels)
                    .map(|panel| {
                        let from = 1.0 - f64::from(panel + 1) / f64::from(panels);
                        rule.integrate(from, from + 1.0 / f64::from(panels), |u| {
                            crate::math::exp(-y * (1.0 - u)) * [1.0, u, 0.5 * u * u][k as usize - 1]
                        })
                    })
                    .sum::<f64>()
            };
            assert!((decay - crate::math::exp(-y)).abs() < 1e-16);
            for (actual, k) in [(first, 1), (second, 2), (third, 3)] {
                assert!((actual / phi(k) - 1.0).abs() < 3e-14, "{y} {k}");
            }
        }
    }

    #[test]
    fn it_is_the_lifetime_and_its_differences() {
        for (growth, scale, time) in [(1e-14, 11.0, 39.0), (0.02, 15.0, 30.0), (0.3, 200.0, 90.0), (2.0, 3.0, 12.0)] {
            let lifetime = |growth: f64, scale: f64| Lifetime { growth, shape: 1.0, scale };
            let ageing = Ageing::at(growth, scale, time);
            assert!((ageing.scale / lifetime(growth, scale).scale_after(time) - 1.0).abs() < 1e-13);
            let log = |growth: f64, scale: f64| lifetime(growth, scale).log_growth(time);
            assert!((ageing.log_growth / log(growth, scale) - 1.0).abs() < 1e-13);
            let step = 1e-4 / time;
            let (more, less) = (Ageing::at(growth + 2.0 * step, scale, time), Ageing::at(growth + step, scale, time));
            let middle = Ageing::at(growth + 1.5 * step, scale, time);
            assert!(((more.log_growth - less.log_growth) / step / middle.slope - 1.0).abs() < 1e-6);
            assert!(((more.slope - less.slope) / step / middle.curvature - 1.0).abs() < 1e-5);
            let (above, below) = (log(growth, scale * 1.000_1), log(growth, scale / 1.000_1));
            assert!(((below - above) / (2.0 * crate::math::ln(1.000_1)) / ageing.share - 1.0).abs() < 1e-6);
            assert!((ageing.share + ageing.rest - 1.0).abs() < 1e-15);
        }
    }
}

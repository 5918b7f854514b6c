//! The zeros of 1 + g(t)/B, the only singularities of a lifetime.

use super::super::Lifetime;
use crate::math::{ln, ln_1p};

/// The zeros nearest to the real axis.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Zeros {
    /// Real part of t, in weeks.
    pub(super) real: f64,
    /// Distance from the real axis of those beside it.
    pub(super) offset: f64,
    /// Whether one lies on the real axis as well.
    pub(super) on_axis: bool,
}

impl Zeros {
    /// t = (ln|β − 1| + kπi)/b with odd k for β > 1, where the real part is the age at which most drop out, and
    /// even k for β < 1, where it is negative.
    pub(in super::super) fn of(lifetime: &Lifetime) -> Self {
        let Lifetime { growth, scale, .. } = *lifetime;
        let beta = growth * scale;
        if beta < 1.0 {
            Self { real: ln_1p(-beta) / growth, offset: 2.0 * std::f64::consts::PI / growth, on_axis: true }
        } else {
            Self { real: ln(beta - 1.0) / growth, offset: std::f64::consts::PI / growth, on_axis: false }
        }
    }

    /// Those of the lifetime left after this many weeks.
    pub(in super::super) fn later(self, after: f64) -> Self {
        Self { real: self.real - after, ..self }
    }

    /// Squared distance from the stretch of the real axis between `start` and `end` of those beside it.
    pub(super) fn square_distance(&self, start: f64, end: f64) -> f64 {
        let away = (start - self.real).max(self.real - end).max(0.0);
        away * away + self.offset * self.offset
    }
}

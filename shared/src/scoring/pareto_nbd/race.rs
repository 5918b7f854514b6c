//! The race between the next purchase and dropout.
//!
//! A customer alive at time y with x repeat purchases has λ ~ Gamma(n, α + y) and μ ~ Gamma(s, β + y) with
//! n = r + x. The next purchase wins with probability λ/(λ + μ), dropout with μ/(λ + μ). Their expectations
//! depend on n, s and q = (β + y)/(α + y) alone:
//!
//! * dropout A = s/(n + s) · ₂F₁(1, n; n + s + 1; 1 − q) = s ∫₀^∞ (1 + q(e^w − 1))^−n e^−sw dw,
//! * purchase B = 1 − A.
//!
//! Integration by parts leads from n to n + 1: (n + s) A(n) = s + n(1 − q) A(n + 1), and so for B with nq
//! in place of s. Downwards the error shrinks by n(1 − q)/(n + s), upwards by the inverse: there is a
//! stable direction everywhere, and one evaluation serves all frequencies.

/// The two probabilities at one point, with derivatives in n and s at fixed q.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Race {
    /// A: dropout comes first.
    pub(super) dropout: f64,
    /// B: a purchase comes first.
    pub(super) purchase: f64,
    /// Derivatives of B; those of A are their negatives.
    pub(super) slopes: Slopes,
}

/// Derivatives in n and s up to the second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Slopes {
    pub(super) n: f64,
    pub(super) s: f64,
    pub(super) nn: f64,
    pub(super) ns: f64,
    pub(super) ss: f64,
}

impl Race {
    /// The race at n, given the one at n + 1.
    #[inline]
    pub(super) fn step_down(&self, n: f64, s: f64, q: f64) -> Self {
        let above = &self.slopes;
        let rest = 1.0 - q;
        let inverse = 1.0 / (n + s);
        let carried = n * rest;
        // q + (1 − q) B(n + 1), without cancellation however large q is.
        let mixed = self.purchase + q * self.dropout;
        let purchase = n * mixed * inverse;
        let dropout = (s + carried * self.dropout) * inverse;
        let slope_n = (mixed * s * inverse + carried * above.n) * inverse;
        let slope_s = (carried * above.s - purchase) * inverse;
        let slopes = Slopes {
            n: slope_n,
            s: slope_s,
            nn: (2.0 * (rest * above.n - slope_n) + carried * above.nn) * inverse,
            ns: (rest * above.s - slope_s - slope_n + carried * above.ns) * inverse,
            ss: (carried * above.ss - 2.0 * slope_s) * inverse,
        };
        Self { dropout, purchase, slopes }
    }

    /// The race at n + 1, given the one at n.
    pub(super) fn step_up(&self, n: f64, s: f64, q: f64) -> Self {
        let below = &self.slopes;
        let rest = 1.0 - q;
        let inverse = 1.0 / (n * rest);
        let all = n + s;
        let slope_n = (all * below.n - s * self.purchase / n) * inverse;
        let slope_s = (self.purchase + all * below.s) * inverse;
        let slopes = Slopes {
            n: slope_n,
            s: slope_s,
            nn: (2.0 * (below.n - rest * slope_n) + all * below.nn) * inverse,
            ns: (below.s + below.n + all * below.ns - rest * slope_s) * inverse,
            ss: (2.0 * below.s + all * below.ss) * inverse,
        };
        let dropout = (all * self.dropout - s) * inverse;
        Self { dropout, purchase: (all * self.purchase - n * q) * inverse, slopes }
    }
}

/// Up to this n errors shrink downwards, beyond it upwards.
pub(super) fn turning_point(s: f64, q: f64) -> f64 {
    if q > 2.0 { s / (q - 2.0) } else { f64::INFINITY }
}

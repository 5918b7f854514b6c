//! A path as a fitted model sees it: how much faster purchases and dropout come on each piece.

use super::nodes::NEGLIGIBLE;
use super::panel::{Growth, next_panel};
use super::path::Path;
use crate::math::{exp, ln_1p};
use crate::scoring::pareto_nbd::race::Race;

/// A stretch of time on which both factors are constant. The last of several may have no end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Leg {
    pub(super) weeks: f64,
    /// e^(γ·x).
    pub(super) pace: f64,
    /// e^(δ·z).
    pub(super) risk: f64,
}

/// Logarithm of a factor beyond which it says no more.
const MOST: f64 = 600.0;

/// By how much covariates with these values speed a process up.
pub(super) fn factor(coefficients: &[(String, f64)], values: &[f64]) -> f64 {
    let sum: f64 = coefficients.iter().zip(values).map(|((_, coefficient), value)| coefficient * value).sum();
    exp(sum.clamp(-MOST, MOST))
}

/// The legs of a path.
pub(super) fn legs(path: &Path, purchase: &[(String, f64)], dropout: &[(String, f64)]) -> Vec<Leg> {
    path.pieces()
        .map(|piece| Leg {
            weeks: piece.weeks,
            pace: factor(purchase, piece.purchase),
            risk: factor(dropout, piece.dropout),
        })
        .collect()
}

/// Odds beyond which the race of purchase and dropout has no numbers.
const MOST_ODDS: f64 = 1e260;

/// The integrals of both factors over the legs.
pub(super) fn exposures(legs: &[Leg]) -> (f64, f64) {
    legs.iter().fold((0.0, 0.0), |(lived, risked), leg| (lived + leg.weeks * leg.pace, risked + leg.weeks * leg.risk))
}

/// λ ~ Gamma(n, τ) and μ ~ Gamma(s, σ) where some legs begin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mixture {
    pub(super) n: f64,
    pub(super) tau: f64,
    pub(super) s: f64,
    pub(super) sigma: f64,
}

/// How legs without a purchase can end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Silence {
    /// Probability of no purchase and of being alive.
    pub(super) alive: f64,
    /// Probability of dropout before any purchase.
    pub(super) lost: f64,
}

impl Mixture {
    /// The mixture of those alive and silent after these exposures.
    pub(super) fn after(&self, (lived, risked): (f64, f64)) -> Self {
        Self { tau: self.tau + lived, sigma: self.sigma + risked, ..*self }
    }

    /// (τ/(τ + A))^n (σ/(σ + B))^s: neither purchase nor dropout.
    fn neither(&self, (lived, risked): (f64, f64)) -> f64 {
        exp(-self.n * ln_1p(lived / self.tau) - self.s * ln_1p(risked / self.sigma))
    }

    /// A: dropout comes before the next purchase on a leg without end.
    fn never(&self, leg: &Leg) -> f64 {
        let odds = (self.sigma / self.tau) * (leg.pace / leg.risk);
        Race::new(self.n, self.s, odds.clamp(1.0 / MOST_ODDS, MOST_ODDS * (self.s / self.n))).dropout
    }

    /// What becomes of a customer without a purchase on these legs.
    pub(super) fn silence(&self, legs: &[Leg]) -> Silence {
        let (mut lived, mut risked, mut lost, mut left) = (0.0, 0.0, 0.0, 1.0);
        for leg in legs {
            if leg.weeks == f64::INFINITY {
                return Silence { alive: 0.0, lost: lost + left * self.after((lived, risked)).never(leg) };
            }
            let purchase = Growth { shape: self.n, speed: leg.pace / (self.tau + lived) };
            let dropout = Growth { shape: self.s, speed: leg.risk / (self.sigma + risked) };
            let mut from = 0.0;
            while from < leg.weeks && left > NEGLIGIBLE * lost {
                let (width, rule) = next_panel(purchase, dropout, from, leg.weeks - from);
                lost += rule.integrate(from, from + width, |at| {
                    let risked = risked + leg.risk * at;
                    self.s * leg.risk / (self.sigma + risked) * self.neither((lived + leg.pace * at, risked))
                });
                from += width;
                left = self.neither((lived + leg.pace * from, risked + leg.risk * from));
            }
            lived += leg.pace * leg.weeks;
            risked += leg.risk * leg.weeks;
        }
        Silence { alive: self.neither((lived, risked)), lost }
    }
}

//! Integrals over the future, to 11 digits.
//!
//! All integrands are products of a power of 1 + t/c, of the lifetime's share alive S(t) or its density, and of a
//! discount. In v = ln(1 + t/c) the power is an exponential, and the only singularities are the
//! [`Zeros`] of 1 + g(t)/B. Each panel is as wide as the nearest of them and the integrand's slope allow for one
//! Gauss-Legendre rule of at most twelve nodes; narrower panels take shorter rules.

mod rule;
mod zeros;

use super::Lifetime;
use crate::math::{exp_m1, ln_1p};
use rule::{Rule, rule_for};
pub(super) use zeros::Zeros;

/// What is integrated: its logarithm's slope says how wide a panel may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    /// s for S(t), s + 1 for its density.
    hazard: f64,
    /// 0 for S(t), b for its density.
    growth: f64,
    /// Power of 1 + t/c.
    power: f64,
    /// Power of t/(c + t).
    share_power: f64,
    /// Continuous discount rate a week.
    rate: f64,
}

impl Kind {
    /// S(t) e^(−`rate` t).
    pub(super) fn alive(lifetime: &Lifetime, rate: f64) -> Self {
        Self { hazard: lifetime.shape, growth: 0.0, power: 0.0, share_power: 0.0, rate }
    }

    /// The density of dropping out times (1 + t/c)^−`power`.
    pub(super) fn dropping_out(lifetime: &Lifetime, power: f64) -> Self {
        Self { hazard: lifetime.shape + 1.0, growth: lifetime.growth, power: -power, share_power: 0.0, rate: 0.0 }
    }

    /// The same times this power of t/(c + t).
    pub(super) fn with_share_power(self, share_power: f64) -> Self {
        Self { share_power, ..self }
    }
}

/// How integrands of one kind may change, and the variable they are integrated in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Panels {
    lifetime: Lifetime,
    /// c: unit of time in v = ln(1 + t/c), weeks.
    unit: f64,
    kind: Kind,
    zeros: Zeros,
    /// The v of the zero on the real axis where it lies right of −c.
    real_zero: f64,
}

/// A point of an integral.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    /// t, in weeks from now.
    pub(super) after: f64,
    /// v = ln(1 + t/c).
    pub(super) log: f64,
    /// The rule's weight times dt/dv.
    pub(super) weight: f64,
}

/// Widest panel in v.
const WIDEST: f64 = 3.0;
/// Largest change of the integrand's logarithm over a panel.
const LARGEST_CHANGE: f64 = 6.0;
/// Parts of an integral below this share cannot be seen.
const NEGLIGIBLE: f64 = 1e-17;
/// Beyond this v a time is no number any more.
const FARTHEST: f64 = 650.0;
/// Halvings of v in the search for the highest point.
const HALVINGS: u32 = 64;
/// Width of a panel relative to the distance of a zero on its line, and of one beside it.
const AHEAD: f64 = 1.6;
const BESIDE: f64 = 1.1;

impl Panels {
    /// For integrals over the time to come of this lifetime, with time in units of `unit` weeks in v.
    pub(super) fn new(lifetime: Lifetime, unit: f64, kind: Kind) -> Self {
        Self::with_zeros(lifetime, Zeros::of(&lifetime), unit, kind)
    }

    /// The same where the lifetime's zeros are known.
    pub(super) fn with_zeros(lifetime: Lifetime, zeros: Zeros, unit: f64, kind: Kind) -> Self {
        let right_of_pole = zeros.on_axis && zeros.real > -unit;
        let real_zero = if right_of_pole { ln_1p(zeros.real / unit) } else { f64::NEG_INFINITY };
        Self { lifetime, unit, kind, zeros, real_zero }
    }

    /// v = ln(1 + t/c).
    pub(super) fn log(&self, after: f64) -> f64 {
        ln_1p(after / self.unit)
    }

    /// ∫ of `integrand` over t from `from` to `to`, both given in v; `to` may be infinite.
    ///
    /// `integrand` must fall in the end. It stops where what is left cannot be seen.
    pub(super) fn integrate(&self, mut from: f64, to: f64, mut integrand: impl FnMut(Point) -> f64) -> f64 {
        let to = to.min(FARTHEST);
        let (mut sum, mut last) = (0.0, 0.0_f64);
        while from < to {
            let widest = self.width(from, to);
            let end = if from + widest >= to { to } else { from + widest };
            let part = self.panel(from, end, rule_for((end - from) / widest), &mut integrand);
            sum += part;
            // What follows is at most a geometric series with the ratio of the last two panels.
            if (part < last && part <= NEGLIGIBLE * sum * (1.0 - part / last)) || (part == 0.0 && sum > 0.0) {
                break;
            }
            (from, last) = (end, part);
        }
        sum
    }

    /// ∫ of `integrand`, which has a positive power of t/(c + t), over t from 0 to `to`, given in v: from its
    /// highest point downwards and upwards.
    pub(super) fn integrate_peak(&self, to: f64, mut integrand: impl FnMut(Point) -> f64) -> f64 {
        let to = to.min(FARTHEST);
        let peak = self.peak(to, &mut integrand);
        let mut sum = self.integrate(peak, to, &mut integrand);
        let without_share = Self { kind: self.kind.with_share_power(0.0), ..*self };
        let mut end = peak;
        while end > 0.0 {
            // The power changes by no more than the rule can follow.
            let share_power = self.kind.share_power;
            let nearest =
                if share_power <= LARGEST_CHANGE { 0.0 } else { end * share_power / (share_power + LARGEST_CHANGE) };
            let from = nearest.max(end - without_share.width(nearest, end));
            let part = self.panel(from, end, rule_for(1.0), &mut integrand);
            sum += part;
            if part <= NEGLIGIBLE * sum {
                break;
            }
            end = from;
        }
        sum
    }

    /// The v of the highest point, to a factor of 2.
    fn peak(&self, to: f64, integrand: &mut impl FnMut(Point) -> f64) -> f64 {
        let mut height = |log: f64| {
            let relative = exp_m1(log);
            log * integrand(Point { after: self.unit * relative, log, weight: 1.0 }) * (1.0 + relative)
        };
        let (mut peak, mut highest) = (to, height(to));
        let mut log = to;
        for _ in 0..HALVINGS {
            log *= 0.5;
            let here = height(log);
            if here > highest {
                (peak, highest) = (log, here);
            }
        }
        peak
    }

    /// One rule over v from `from` to `end`.
    #[inline]
    fn panel(&self, from: f64, end: f64, rule: Rule, integrand: &mut impl FnMut(Point) -> f64) -> f64 {
        let width = end - from;
        let middle = from + 0.5 * width;
        let at_middle = exp_m1(middle);
        let mut sum = 0.0;
        for (distance, weight) in rule {
            // e^(m + d) − 1 and e^(m − d) − 1 from e^m − 1 and e^d − 1, exact for small ones.
            let shift = width * distance;
            let growth = exp_m1(shift);
            let shrinkage = growth / (1.0 + growth);
            let later = at_middle + growth + at_middle * growth;
            let earlier = at_middle - shrinkage - at_middle * shrinkage;
            for (relative, log) in [(earlier, middle - shift), (later, middle + shift)] {
                let weight = weight * width * self.unit * (1.0 + relative);
                sum += weight * integrand(Point { after: self.unit * relative, log, weight });
            }
        }
        sum
    }

    /// How wide a panel from v = `from` may be.
    fn width(&self, from: f64, to: f64) -> f64 {
        let start = self.unit * exp_m1(from);
        let mut width = WIDEST.min(AHEAD * (from - self.real_zero));
        width = width.min(LARGEST_CHANGE / self.slope(start));
        if self.kind.share_power > 0.0 {
            width = width.min(LARGEST_CHANGE * exp_m1(from) / self.kind.share_power);
        }
        let mut end;
        // At its end the slope may be much greater: come closer until it is small enough there too.
        loop {
            end = self.unit * exp_m1((from + width).min(to));
            let allowed = LARGEST_CHANGE / self.slope(end);
            if width <= allowed {
                break;
            }
            width = allowed.max(0.5 * width);
        }
        // |ln(1 + z)| ≥ ln(1 + |z|): the distance of the zeros beside the axis in v.
        let square = self.zeros.square_distance(start, end);
        let reach = self.unit + end;
        if square > 400.0 * reach * reach { width } else { width.min(BESIDE * ln_1p(square.sqrt() / reach)) }
    }

    /// Size of the slope in v of the integrand's logarithm, change of variable included, without t/(c + t).
    fn slope(&self, after: f64) -> f64 {
        let Kind { hazard, growth, power, rate, .. } = self.kind;
        let in_time = growth - hazard / self.lifetime.scale_after(after) - rate;
        (1.0 + power + (self.unit + after) * in_time).abs()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lifetime;
    use super::{Kind, Panels};
    use crate::math::exp;

    /// The same integral with every panel in eight parts, each with the longest rule.
    fn in_eighths(panels: &Panels, to: f64, integrand: &mut impl FnMut(super::Point) -> f64) -> f64 {
        let (mut sum, mut from) = (0.0, 0.0);
        while from < to {
            let end = (from + panels.width(from, to)).min(to);
            let part = (end - from) / 8.0;
            let before = sum;
            for eighth in 0..8 {
                let start = from + f64::from(eighth) * part;
                sum += panels.panel(start, start + part, super::rule_for(1.0), integrand);
            }
            if before > 0.0 && sum - before <= 1e-20 * before {
                break;
            }
            from = end;
        }
        sum
    }

    #[test]
    fn narrower_panels_change_nothing() {
        for growth in [1e-13, 0.01, 0.2, 3.0] {
            for shape in [0.05, 0.6, 1.5, 3.0, 8.0, 500.0] {
                for scale in [0.3, 12.0, 4_000.0, 1e7] {
                    let lifetime = Lifetime { growth, shape, scale };
                    for (unit, power) in [(2.0, 0.3), (40.0, 9.5), (100.0, 1_000.5)] {
                        let kind = Kind::dropping_out(&lifetime, power);
                        let panels = Panels::new(lifetime, unit, kind);
                        let mut density = |point: super::Point| {
                            let hazard = shape / lifetime.scale_after(point.after);
                            hazard * exp(lifetime.ln_survival(point.after) - power * point.log)
                        };
                        for weeks in [0.01, 7.0, 100.0] {
                            let end = panels.log(weeks);
                            let fine = in_eighths(&panels, end, &mut density);
                            let sum = panels.integrate(0.0, end, &mut density);
                            assert!(
                                (sum / fine - 1.0).abs() < 1e-11,
                                "{lifetime:?} {unit} {power} {weeks}: {sum} {fine}"
                            );
                        }
                    }
                    let panels = Panels::new(lifetime, 10.0, Kind::alive(&lifetime, 0.002));
                    let mut alive = |point: super::Point| exp(lifetime.ln_survival(point.after) - 0.002 * point.after);
                    for weeks in [1.0, 52.0, 520.0] {
                        let end = panels.log(weeks);
                        let fine = in_eighths(&panels, end, &mut alive);
                        let sum = panels.integrate(0.0, end, &mut alive);
                        assert!((sum / fine - 1.0).abs() < 1e-11, "{lifetime:?} {weeks}: {sum} {fine}");
                    }
                }
            }
        }
    }
}

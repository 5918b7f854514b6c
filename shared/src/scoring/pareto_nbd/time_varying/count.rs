//! How many purchases an alive customer makes.
//!
//! They live to the horizon and make k purchases, or they drop out before and made k up to then. With A and B the
//! integrals of e^(γ·x) and e^(δ·z) since the as-of day, λ ~ Gamma(n, τ) and μ ~ Gamma(s, σ) there,
//!
//! P(k) = N_k(A(h)) (σ/(σ + B(h)))^s + ∫₀^h N_k(A(u)) s b(u)/(σ + B(u)) (σ/(σ + B(u)))^s du,
//! N_k(A) = Γ(n + k)/(Γ(n) k!) (A/(τ + A))^k (τ/(τ + A))^n.
//!
//! All terms are positive. Within a leg A and B are straight lines, and the integrand is analytic but for A = −τ and
//! B = −σ. A Gauss-Legendre rule with m nodes over a panel of half-width h about c is off by at most
//! 64/15 h M ρ^−2(m−1)/(ρ² − 1), where M bounds the integrand on the ellipse about the panel whose half-axes sum up to ρh
//! (Trefethen 2013, Approximation theory and approximation practice, theorem 19.3), and so on the disk of radius
//! h(ρ + 1/ρ)/2. There A/(τ + A) is largest, in absolute value, at one of the disk's two real ends, and 1/(τ + A) and
//! 1/(σ + B) at the lower of them.

use std::sync::LazyLock;

use super::legs::{Leg, Mixture, exposures};
use super::{VaryingCustomer, VaryingError};
use crate::math::{Quadrature, exp, gauss_legendre, ln, ln_1p, ln_rising};
use crate::scoring::Weeks;

/// Nodes m and the ρ of the ellipse on which the integrand is bounded.
const NODES: [(usize, f64); 3] = [(8, 12.0), (16, 4.0), (32, 2.0)];
static RULES: LazyLock<[Quadrature; 3]> = LazyLock::new(|| NODES.map(|(nodes, _)| gauss_legendre(nodes)));
/// By how much one panel may be off, beside the probability.
const TOLERANCE: f64 = 1e-15;
/// Smaller probabilities are that exact beside this one.
const LEAST: f64 = 1e-3;
/// By how much the next panel may be wider than the last.
const WIDER: f64 = 4.0;
/// No panel is wider, in weeks: the next place stays a number, or is for ever.
const WIDEST: f64 = f64::MAX / 8.0;

impl VaryingCustomer<'_> {
    /// Probability of exactly `count` purchases within `horizon` after the as-of day. The rule is off by 10⁻¹⁵ of it a
    /// period at most, or by 10⁻¹⁸; rounding adds some 10⁻¹³ of it.
    ///
    /// # Errors
    /// When the covariates end before the horizon does.
    ///
    /// ```
    /// use shared::scoring::Weeks;
    /// use shared::scoring::pareto_nbd::Parameters;
    /// use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingHistory, VaryingModel};
    /// let season = (0..104).map(|week| f64::from(u8::from(week % 52 >= 39))).collect();
    /// let columns = vec![("season".to_owned(), VaryingColumn::OfPeriods(season))];
    /// let purchase = VaryingCovariates::new(Weeks::of_weeks(1.0), 104, 1, columns)?;
    /// let dropout = VaryingCovariates::none(Weeks::of_weeks(1.0), 104, 1)?;
    /// let parameters = Parameters { r: 1.4, alpha: 20.0, s: 0.6, beta: 47.0 };
    /// let model = VaryingModel::new(parameters, vec![("season".to_owned(), 0.9)], Vec::new())?;
    /// let history = VaryingHistory::new(0.0, vec![10.0, 41.0, 44.0], 52.0)?;
    /// let customer = model.customer(0, &history, &purchase, &dropout)?;
    /// let year = Weeks::of_weeks(52.0);
    /// let counts: Vec<f64> =
    ///     (0..200).map(|count| customer.purchase_count_probability(count, year)).collect::<Result<_, _>>()?;
    /// assert!((counts.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    /// let mean: f64 = counts.iter().zip(0..).map(|(probability, count)| f64::from(count) * probability).sum();
    /// assert!((mean / customer.expected_purchases(year)? - 1.0).abs() < 1e-10);
    /// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
    /// ```
    pub fn purchase_count_probability(&self, count: u32, horizon: Weeks) -> Result<f64, VaryingError> {
        if count == 0 {
            return self.no_purchase_probability(horizon);
        }
        let legs = self.ahead.legs(horizon)?;
        Ok(self.probability_alive() * Counts::new(self.future, count).probability(&legs).min(1.0))
    }
}

/// The terms for one count.
struct Counts {
    mixture: Mixture,
    count: f64,
    /// ln of Γ(n + k)/(Γ(n) k!).
    log_ways: f64,
    /// Where N_k is greatest.
    mode: f64,
}

impl Counts {
    fn new(mixture: Mixture, count: u32) -> Self {
        let log_ways = ln_rising(mixture.n, count) - ln_rising(1.0, count);
        let count = f64::from(count);
        Self { mixture, count, log_ways, mode: count * mixture.tau / mixture.n }
    }

    fn probability(&self, legs: &[Leg]) -> f64 {
        let mut sum = self.alive(exposures(legs));
        let (mut lived, mut risked) = (0.0, 0.0);
        for leg in legs {
            let (mut from, mut width) = (0.0, (WIDER * (self.mixture.tau + lived) / leg.pace).min(WIDEST));
            while from < leg.weeks {
                let at = (lived + leg.pace * from, risked + leg.risk * from);
                let needed = TOLERANCE * sum.max(LEAST);
                if self.rest(at) <= needed {
                    return sum;
                }
                let panel = self.panel(leg, at, width.min(leg.weeks - from), needed);
                sum += panel.mass;
                width = (WIDER * panel.weeks).min(WIDEST);
                let end = from + panel.weeks;
                // What is too short to be told from nothing is the end of the leg.
                from = if end > from { end } else { leg.weeks };
            }
            lived += leg.pace * leg.weeks;
            risked += leg.risk * leg.weeks;
        }
        sum
    }

    /// ln N_k(A), A given by its absolute share in τ + A and ln(1 + A/τ).
    fn log_count(&self, share: f64, grown: f64) -> f64 {
        self.log_ways + self.count * ln(share) - self.mixture.n * grown
    }

    fn log_count_at(&self, lived: f64) -> f64 {
        self.log_count(lived / (self.mixture.tau + lived), ln_1p(lived / self.mixture.tau))
    }

    /// Alive and `count` purchases at these exposures.
    fn alive(&self, (lived, risked): (f64, f64)) -> f64 {
        if !(lived > 0.0 && lived.is_finite() && risked.is_finite()) {
            return 0.0;
        }
        exp(self.log_count_at(lived) - self.mixture.s * ln_1p(risked / self.mixture.sigma))
    }

    /// A bound of the integral from these exposures on.
    fn rest(&self, (lived, risked): (f64, f64)) -> f64 {
        self.alive((lived.max(self.mode), risked))
    }

    /// A panel of the integral on this leg, from these exposures on: of that length or as much shorter as it takes.
    fn panel(&self, leg: &Leg, (lived, risked): (f64, f64), longest: f64, needed: f64) -> Panel {
        let Mixture { tau, s, sigma, .. } = self.mixture;
        let front = ln(s * (leg.risk / sigma));
        let log = |share: f64, grown: f64, risked: f64| {
            front + self.log_count(share, grown) - (s + 1.0) * ln_1p(risked / sigma)
        };
        let mut weeks = longest;
        loop {
            let half = 0.5 * weeks;
            for ((nodes, ellipse), rule) in NODES.into_iter().zip(&*RULES) {
                let radius = 0.5 * half * (ellipse + 1.0 / ellipse);
                let (low, high) = (lived + leg.pace * (half - radius), lived + leg.pace * (half + radius));
                let low_risk = risked + leg.risk * (half - radius);
                if tau + low <= 0.0 || sigma + low_risk <= 0.0 {
                    continue;
                }
                let share = (low.abs() / (tau + low)).max(high / (tau + high));
                let most = exp(log(share, ln_1p(low / tau), low_risk) - 2.0 * (nodes - 1) as f64 * ln(ellipse));
                if 64.0 / 15.0 * half * most / (1.0 - 1.0 / (ellipse * ellipse)) <= needed {
                    let mass = rule.integrate(0.0, weeks, |at| {
                        let (lived, risked) = (lived + leg.pace * at, risked + leg.risk * at);
                        exp(log(lived / (tau + lived), ln_1p(lived / tau), risked))
                    });
                    return Panel { weeks, mass };
                }
            }
            if weeks < f64::MIN_POSITIVE {
                return Panel { weeks, mass: 0.0 };
            }
            weeks = half;
        }
    }
}

/// A part of the integral.
struct Panel {
    weeks: f64,
    mass: f64,
}

#[cfg(test)]
mod tests {
    use super::Counts;
    use crate::math::{exp, gauss_legendre, ln, ln_1p, ln_gamma};
    use crate::scoring::pareto_nbd::time_varying::legs::{Leg, Mixture};

    fn legs() -> Vec<Leg> {
        let leg = |week: u32| Leg {
            weeks: 0.5 + f64::from(week % 3),
            pace: 0.3 + f64::from(week * 7 % 5),
            risk: 0.2 + f64::from(week * 3 % 7),
        };
        (0..25).map(leg).collect()
    }

    /// By the sum over tenths of the legs, written out.
    fn by_hand(mixture: &Mixture, legs: &[Leg], count: u32) -> f64 {
        let Mixture { n, tau, s, sigma } = *mixture;
        let k = f64::from(count);
        let ways = ln_gamma(n + k) - ln_gamma(n) - ln_gamma(k + 1.0);
        let log_count = |lived: f64| ways + k * ln(lived / (tau + lived)) - n * ln_1p(lived / tau);
        let rule = gauss_legendre(24);
        let (mut lived, mut risked, mut sum) = (0.0, 0.0, 0.0);
        for leg in legs {
            for tenth in 0..10 {
                let (from, to) = (0.1 * f64::from(tenth) * leg.weeks, 0.1 * f64::from(tenth + 1) * leg.weeks);
                sum += rule.integrate(from, to, |at| {
                    let (lived, risked) = (lived + leg.pace * at, risked + leg.risk * at);
                    exp(log_count(lived) - s * ln_1p(risked / sigma)) * s * leg.risk / (sigma + risked)
                });
            }
            lived += leg.pace * leg.weeks;
            risked += leg.risk * leg.weeks;
        }
        sum + exp(log_count(lived) - s * ln_1p(risked / sigma))
    }

    #[test]
    fn counts_agree_with_narrow_panels() {
        for (n, tau, s, sigma) in
            [(0.5, 10.0, 0.6, 11.0), (30.0, 40.0, 1.0, 3.0), (5.0, 180.0, 60.0, 900.0), (0.01, 1.0, 1e-3, 50.0)]
        {
            let mixture = Mixture { n, tau, s, sigma };
            for count in [1, 2, 3, 7, 20, 60, 300] {
                let (found, expected) =
                    (Counts::new(mixture, count).probability(&legs()), by_hand(&mixture, &legs(), count));
                assert!(
                    (found - expected).abs() <= 2e-13 * expected + 1e-17,
                    "{mixture:?} {count}: {found} {expected}"
                );
            }
        }
    }

    #[test]
    fn a_leg_without_end_is_the_limit_of_long_ones() {
        let mixture = Mixture { n: 2.5, tau: 30.0, s: 0.7, sigma: 20.0 };
        for count in [1, 4, 40] {
            let upto = |weeks: f64| {
                let mut legs = legs();
                legs.push(Leg { weeks, pace: 1.3, risk: 0.7 });
                Counts::new(mixture, count).probability(&legs)
            };
            assert!((upto(f64::INFINITY) / upto(1e9) - 1.0).abs() < 1e-9, "{count}");
        }
    }
}

//! The race evaluated afresh, for any n, s and q.

use std::sync::LazyLock;

use super::race::{Race, Slopes, turning_point};
use crate::math::{Quadrature, exp, exp_m1, gauss_legendre, ln, ln_1p};

/// Where q is this close to 1 the recurrence from a distant n is the quickest way.
const NEAR_ONE: f64 = 0.5;
/// Steps by which the recurrence at [`NEAR_ONE`] forgets where it started.
const MOST_STEPS: f64 = 64.0;
/// Logarithm of what is negligible beside 1, second derivatives included.
const FORGOTTEN: f64 = 46.0;

/// Nodes of the rule for one panel.
const NODES: usize = 16;
/// Widest panel in w: the integrand has a singularity π away.
const WIDEST_PANEL: f64 = 2.0;
/// By how much the logarithm of the integrand may fall over one panel.
const MOST_FALL: f64 = 10.0;
/// What is left of the integrals when they are cut off, relative to the smaller of them.
const NEGLIGIBLE: f64 = 1e-19;

static RULE: LazyLock<Quadrature> = LazyLock::new(|| gauss_legendre(NODES));

impl Race {
    /// The race at n, s and q, each positive.
    pub(super) fn new(n: f64, s: f64, q: f64) -> Self {
        if (1.0 - q).abs() <= NEAR_ONE { Self::from_afar(n, s, q) } else { Self::by_quadrature(n, s, q) }
    }

    /// The races at n, n + 1 and n + 2, from one evaluation.
    pub(super) fn three(n: f64, s: f64, q: f64) -> [Self; 3] {
        if n < turning_point(s, q) {
            let third = Self::new(n + 2.0, s, q);
            let second = third.step_down(n + 1.0, s, q);
            [second.step_down(n, s, q), second, third]
        } else {
            let first = Self::new(n, s, q);
            let second = first.step_up(n, s, q);
            [first, second, second.step_up(n + 1.0, s, q)]
        }
    }

    /// By the recurrence from so large an n that its start is forgotten. For q within ½ of 1.
    fn from_afar(n: f64, s: f64, q: f64) -> Self {
        let distance = (1.0 - q).abs();
        let steps = if distance > 0.0 { (FORGOTTEN / -ln(distance)).ceil().min(MOST_STEPS) } else { 1.0 };
        let mut order = n + steps;
        let mut race = Self::of_means(order, s, q);
        while order > n + 0.5 {
            order -= 1.0;
            race = race.step_down(order, s, q);
        }
        race
    }

    /// As if λ and μ were their means: what the race tends to for large n or s.
    fn of_means(n: f64, s: f64, q: f64) -> Self {
        let purchases = n * q;
        let inverse = 1.0 / (purchases + s);
        let (square, cube) = (inverse * inverse, inverse * inverse * inverse);
        let slopes = Slopes {
            n: s * q * square,
            s: -purchases * square,
            nn: -2.0 * s * q * q * cube,
            ns: q * (purchases - s) * cube,
            ss: 2.0 * purchases * cube,
        };
        Self { dropout: s * inverse, purchase: purchases * inverse, slopes }
    }

    /// By the integral over w up to where q has moved to within ½ of 1, and the recurrence from there.
    fn by_quadrature(n: f64, s: f64, q: f64) -> Self {
        // Seen from time w on, q e^w/(1 + q(e^w − 1)) takes the place of q.
        let (end, later) = if q < 1.0 { ((1.0 - q) / q, 0.5) } else { (3.0 * (q - 1.0) / q, 1.5) };
        let end = ln(end);
        let mut moments = Moments::default();
        let mut from = 0.0;
        while from < end {
            let grown = q * exp(from);
            let purchases = n * grown / (1.0 + q * exp_m1(from));
            let width = if q < 1.0 {
                WIDEST_PANEL.min(MOST_FALL / (s + n.min(exp(WIDEST_PANEL) * purchases)))
            } else {
                WIDEST_PANEL.min(MOST_FALL / (s + purchases)).min(2.0 * (from - ln_1p(-1.0 / q)))
            };
            let to = (from + width).min(end);
            moments.add_panel(n, s, q, from, to);
            from = to;
            let left = exp(-n * ln_1p(q * exp_m1(from)) - s * from);
            if left < NEGLIGIBLE * (s * moments.one).min(n * moments.purchase) {
                return moments.race(n, s);
            }
        }
        let mut race = moments.race(n, s);
        race.add_later(&Self::from_afar(n, s, later), n, s, ln_1p(q * exp_m1(end)), end);
        race
    }

    /// Adds the race from time w on, reached with neither purchase nor dropout before.
    fn add_later(&mut self, later: &Self, n: f64, s: f64, log: f64, w: f64) {
        let left = exp(-n * log - s * w);
        let slopes = &later.slopes;
        // Of the dropout's share, whose own derivatives are the negatives.
        self.slopes.n += left * (slopes.n + log * later.dropout);
        self.slopes.s += left * (slopes.s + w * later.dropout);
        self.slopes.nn += left * (slopes.nn - 2.0 * log * slopes.n - log * log * later.dropout);
        self.slopes.ns += left * (slopes.ns - w * slopes.n - log * slopes.s - w * log * later.dropout);
        self.slopes.ss += left * (slopes.ss - 2.0 * w * slopes.s - w * w * later.dropout);
        self.dropout += left * later.dropout;
        self.purchase += left * later.purchase;
    }
}

/// Integrals over w of e^(−nℓ − sw), ℓ = ln(1 + q(e^w − 1)), times what their names say.
#[derive(Default)]
struct Moments {
    one: f64,
    purchase: f64,
    log: f64,
    w: f64,
    log_log: f64,
    log_w: f64,
    w_w: f64,
}

impl Moments {
    fn add_panel(&mut self, n: f64, s: f64, q: f64, from: f64, to: f64) {
        let width = to - from;
        for (node, weight) in RULE.nodes.iter().zip(&RULE.weights) {
            let w = from + width * node;
            let grown = q * exp_m1(w);
            let log = ln_1p(grown);
            let density = weight * width * exp(-n * log - s * w);
            self.one += density;
            self.purchase += density * (q + grown) / (1.0 + grown);
            self.log += density * log;
            self.w += density * w;
            self.log_log += density * log * log;
            self.log_w += density * log * w;
            self.w_w += density * w * w;
        }
    }

    fn race(&self, n: f64, s: f64) -> Race {
        Race {
            dropout: s * self.one,
            purchase: n * self.purchase,
            slopes: Slopes {
                n: s * self.log,
                s: s * self.w - self.one,
                nn: -s * self.log_log,
                ns: self.log - s * self.log_w,
                ss: 2.0 * self.w - s * self.w_w,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Race, Slopes};

    /// n, s and q; then A, B and the derivatives of B in n, s, nn, ns, ss, all computed with 40 digits.
    fn exact() -> Vec<([f64; 3], [f64; 7])> {
        let row = |line: &str| {
            let numbers: Vec<f64> = line.split(',').map(|number| number.parse().expect("a number")).collect();
            (std::array::from_fn(|index| numbers[index]), std::array::from_fn(|index| numbers[3 + index]))
        };
        include_str!("../../../tests/data/purchase_against_dropout.csv").lines().skip(1).map(row).collect()
    }

    fn values(race: &Race) -> [f64; 7] {
        let Slopes { n, s, nn, ns, ss } = race.slopes;
        [race.dropout, race.purchase, n, s, nn, ns, ss]
    }

    #[track_caller]
    fn assert_close(actual: &Race, expected: &[f64; 7], tolerance: f64, what: &str) {
        for (index, (actual, expected)) in values(actual).iter().zip(expected).enumerate() {
            assert!((actual / expected - 1.0).abs() < tolerance, "{what}, {index}: {actual} instead of {expected}");
        }
    }

    #[test]
    fn agrees_with_forty_digits() {
        for ([n, s, q], expected) in exact() {
            assert_close(&Race::new(n, s, q), &expected, 2e-10, &format!("{n} {s} {q}"));
        }
    }

    #[test]
    fn probabilities_keep_their_digits() {
        for ([n, s, q], [dropout, purchase, ..]) in exact() {
            let race = Race::new(n, s, q);
            assert!((race.dropout / dropout - 1.0).abs() < 2e-14, "{n} {s} {q}: {}", race.dropout / dropout - 1.0);
            assert!((race.purchase / purchase - 1.0).abs() < 2e-14, "{n} {s} {q}: {}", race.purchase / purchase - 1.0);
        }
    }

    #[test]
    fn both_ways_of_evaluation_agree_where_they_meet() {
        for q in [0.5, 1.5] {
            for (n, s) in [(0.3, 0.6), (2.7, 40.0), (120.0, 0.01), (5e4, 3.0)] {
                let expected = values(&Race::from_afar(n, s, q));
                assert_close(
                    &Race::by_quadrature(n, s, if q < 1.0 { q - 1e-15 } else { q + 1e-15 }),
                    &expected,
                    1e-11,
                    "",
                );
            }
        }
    }

    #[test]
    fn the_steps_lead_where_a_fresh_evaluation_does() {
        for ([n, s, q], _) in exact() {
            for (step, race) in Race::three(n, s, q).iter().enumerate() {
                let fresh = Race::new(n + step as f64, s, q);
                assert_close(race, &values(&fresh), 5e-10, &format!("{n} {s} {q} + {step}"));
            }
        }
    }
}

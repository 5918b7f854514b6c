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
    const EXACT: [([f64; 3], [f64; 7]); 14] = [
        (
            [0.55, 0.606, 1.1],
            [
                0.51146752817777087,
                0.48853247182222913,
                0.45952161868799509,
                -0.40728785864422004,
                -0.81144962486083945,
                -0.021930987504447369,
                0.69094464871085928,
            ],
        ),
        (
            [3.5, 0.6, 0.7],
            [
                0.18518476528163647,
                0.81481523471836353,
                0.04107475817754095,
                -0.25406219731922128,
                -0.018599617604474986,
                0.044456082080229519,
                0.15089871538856152,
            ],
        ),
        (
            [2.5, 0.05, 9.0],
            [
                0.0032671301550592871,
                0.99673286984494071,
                0.0018206057768334201,
                -0.065004336502671769,
                -0.0019253643288041063,
                0.035977166604514897,
                0.013421038217475486,
            ],
        ),
        (
            [30.5, 0.6, 0.05],
            [
                0.22173185067611607,
                0.77826814932388393,
                0.0045445823127510258,
                -0.30082621624338131,
                -0.00020203933093405821,
                0.0048792257261689506,
                0.19198886780255369,
            ],
        ),
        (
            [1000.5, 2.0, 0.3],
            [
                0.0066040797115221297,
                0.99339592028847787,
                6.5422284735108885e-6,
                -0.0032802825554372076,
                -1.2962204941997544e-8,
                3.2280555931920099e-6,
                2.1614264933093174e-5,
            ],
        ),
        (
            [0.02, 5.0, 40.0],
            [
                0.96224451246929431,
                0.03775548753070569,
                1.8427655958248303,
                -0.0033481287258670503,
                -4.4198106337131945,
                -0.15993245033793791,
                0.00084672421626003733,
            ],
        ),
        (
            [0.53, 64.3, 150.0],
            [
                0.61468318410035955,
                0.38531681589964045,
                0.50861094908465998,
                -0.0025353150694895868,
                -0.61914676518129022,
                -0.0019970389830887093,
                4.1868086092703658e-5,
            ],
        ),
        (
            [7.53, 64.3, 203.0],
            [
                0.045871565741167932,
                0.95412843425883207,
                0.0065852419118521262,
                -0.00067563139398010455,
                -0.0018723570664818514,
                9.082894567664301e-5,
                1.1016420566626454e-6,
            ],
        ),
        (
            [0.3, 1.0e-6, 1.0e-5],
            [
                1.4438159161179454e-5,
                0.99998556184083882,
                1.2245032463827112e-5,
                -14.43804798577127,
                -7.5270909196497054e-5,
                12.244818030757985,
                222.34958826522112,
            ],
        ),
        (
            [1.0, 1.0, 2000.0],
            [
                0.0033040044081781173,
                0.99669599559182188,
                0.011474766519262277,
                -0.0029831172999542044,
                -0.055204646786000521,
                0.0092485833146225941,
                0.00043983696107489273,
            ],
        ),
        (
            [400.0, 0.4, 1.5],
            [
                0.00066677650044592852,
                0.99933322349955407,
                1.6672126433749729e-6,
                -0.0016658288504150181,
                -8.337404223077402e-9,
                4.1624663977605866e-6,
                5.5582887234010864e-6,
            ],
        ),
        (
            [2.0, 3.0, 0.0001],
            [
                0.99990002991442834,
                9.9970085571661378e-5,
                4.9975090055187339e-5,
                -4.9955444463878836e-5,
                -9.9409721473967326e-9,
                -2.4962958331249043e-5,
                4.9897846800057881e-5,
            ],
        ),
        (
            [100000.0, 0.7, 1.0e-5],
            [
                0.3142693334808082,
                0.6857306665191918,
                1.6574478176038949e-6,
                -0.33313699194637372,
                -1.9824927485506918e-11,
                1.1939939325994578e-6,
                0.25782932293762313,
            ],
        ),
        (
            [0.6, 100000.0, 100000.0],
            [
                0.72037679918567154,
                0.27962320081432846,
                0.36023112349528168,
                -1.5260534504133233e-6,
                -0.28456355614537754,
                -1.4400904777645364e-6,
                1.880613102057562e-11,
            ],
        ),
    ];

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
        for ([n, s, q], expected) in &EXACT {
            assert_close(&Race::new(*n, *s, *q), expected, 2e-10, &format!("{n} {s} {q}"));
        }
    }

    #[test]
    fn probabilities_keep_their_digits() {
        for ([n, s, q], [dropout, purchase, ..]) in &EXACT {
            let race = Race::new(*n, *s, *q);
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
        for ([n, s, q], _) in &EXACT {
            for (step, race) in Race::three(*n, *s, *q).iter().enumerate() {
                let fresh = Race::new(n + step as f64, *s, *q);
                assert_close(race, &values(&fresh), 5e-10, &format!("{n} {s} {q} + {step}"));
            }
        }
    }
}

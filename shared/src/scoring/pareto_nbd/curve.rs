//! The outlook of one frequency at any time, as Chebyshev series.
//!
//! At fixed parameters the outlook of the customers with x repeat transactions is a smooth function of time.
//! In v = ln(min(α, β) + y) its nearest singularity lies at least ½π from the real axis, so a few nodes are
//! enough, and the recurrence in n gives all frequencies at a node for the price of one.

use std::sync::LazyLock;

use super::outlook::{Outlook, of_dropout, of_purchase};
use super::race::{Race, turning_point};
use crate::math::{ChebyshevBundle, ChebyshevNodes, exp, ln};

/// Which of the two probabilities a curve is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Winner {
    Dropout,
    Purchase,
}

impl Winner {
    /// ln A or B, as it is wanted without derivatives.
    pub(super) fn chance(self, race: &Race) -> f64 {
        match self {
            Self::Dropout => ln(race.dropout),
            Self::Purchase => race.purchase,
        }
    }
}

/// The outlooks of some frequencies over an interval of time.
#[derive(Debug)]
pub(super) struct RaceTable {
    r: f64,
    s: f64,
    nodes: &'static ChebyshevNodes,
    from: f64,
    to: f64,
    /// q at each node.
    q: Vec<f64>,
    /// For each frequency, for each node, the races at n, n + 1 and n + 2.
    races: Vec<[Race; 3]>,
}

/// The outlook of one frequency over the interval, as functions of v.
pub(super) type OutlookCurve = ChebyshevBundle<10>;

/// −ln of the interpolation error.
const DIGITS: f64 = 35.0;
/// Distance of the nearest singularity from the real axis in v, for large n.
const NEAREST_SINGULARITY: f64 = std::f64::consts::FRAC_PI_2;
/// Numbers of nodes to choose from.
const NODE_COUNTS: [usize; 10] = [1, 8, 12, 16, 24, 32, 48, 64, 96, 128];
static NODES: [LazyLock<ChebyshevNodes>; NODE_COUNTS.len()] = [
    LazyLock::new(|| ChebyshevNodes::new(NODE_COUNTS[0])),
    LazyLock::new(|| ChebyshevNodes::new(NODE_COUNTS[1])),
    LazyLock::new(|| ChebyshevNodes::new(NODE_COUNTS[2])),
    LazyLock::new(|| ChebyshevNodes::new(NODE_COUNTS[3])),
    LazyLock::new(|| ChebyshevNodes::new(NODE_COUNTS[4])),
    LazyLock::new(|| ChebyshevNodes::new(NODE_COUNTS[5])),
    LazyLock::new(|| ChebyshevNodes::new(NODE_COUNTS[6])),
    LazyLock::new(|| ChebyshevNodes::new(NODE_COUNTS[7])),
    LazyLock::new(|| ChebyshevNodes::new(NODE_COUNTS[8])),
    LazyLock::new(|| ChebyshevNodes::new(NODE_COUNTS[9])),
];
/// Terms of values, slopes and curvatures smaller than these change nothing that is reported.
const NEGLIGIBLE: Outlook = [4e-15, 3e-14, 3e-14, 3e-14, 1e-11, 1e-11, 1e-11, 1e-11, 1e-11, 1e-11];
/// Over gaps between frequencies longer than this the race is evaluated afresh.
const LONGEST_GAP: u32 = 200;

impl RaceTable {
    /// The outlooks of these frequencies, ascending, from `first` to `last` weeks.
    pub(super) fn new([r, alpha, s, beta]: [f64; 4], frequencies: &[u32], first: f64, last: f64) -> Self {
        let least = alpha.min(beta);
        let (from, to) = (ln(least + first), ln(least + last));
        let nodes = nodes_for(to - from);
        let q: Vec<f64> = nodes.on(from, to).map(exp).map(|v| (beta - least + v) / (alpha - least + v)).collect();
        let mut races = vec![[Race::default(); 3]; frequencies.len() * q.len()];
        for (node, q) in q.iter().enumerate() {
            each_frequency(r, s, *q, frequencies, |index, three| races[index * nodes.count() + node] = three);
        }
        Self { r, s, nodes, from, to, q, races }
    }

    /// The curve of the frequency at this position among those asked for.
    pub(super) fn curve(&self, winner: Winner, index: usize, frequency: u32) -> OutlookCurve {
        let n = self.r + f64::from(frequency);
        let races = &self.races[index * self.q.len()..][..self.q.len()];
        let outlooks: Vec<Outlook> = races
            .iter()
            .zip(&self.q)
            .map(|(races, q)| match winner {
                Winner::Dropout => of_dropout(races, self.r, n, self.s, *q),
                Winner::Purchase => of_purchase(races, self.r, n, self.s, *q),
            })
            .collect();
        ChebyshevBundle::new(self.nodes, self.from, self.to, &outlooks, &NEGLIGIBLE)
    }

    /// The same without derivatives: ln A or B.
    pub(super) fn chance_curve(&self, winner: Winner, index: usize) -> ChebyshevBundle<1> {
        let races = &self.races[index * self.q.len()..][..self.q.len()];
        let chances: Vec<[f64; 1]> = races.iter().map(|[race, ..]| [winner.chance(race)]).collect();
        ChebyshevBundle::new(self.nodes, self.from, self.to, &chances, &[NEGLIGIBLE[0]])
    }
}

/// As many nodes as an interval of this width in v needs.
pub(super) fn nodes_for(width: f64) -> &'static ChebyshevNodes {
    let needed = if width > 0.0 {
        // The Bernstein ellipse through the singularity.
        let height = 2.0 * NEAREST_SINGULARITY / width;
        DIGITS / ln(height + (1.0 + height * height).sqrt())
    } else {
        1.0
    };
    let chosen = NODE_COUNTS.iter().position(|count| *count as f64 >= needed);
    &NODES[chosen.unwrap_or(NODE_COUNTS.len() - 1)]
}

/// Hands out the races of all frequencies at one q, by the recurrence in its stable direction.
fn each_frequency(r: f64, s: f64, q: f64, frequencies: &[u32], mut put: impl FnMut(usize, [Race; 3])) {
    let turning = turning_point(s, q);
    let upwards_from = frequencies.partition_point(|frequency| r + f64::from(*frequency) < turning);
    let mut last: Option<(u32, [Race; 3])> = None;
    for (index, frequency) in frequencies[..upwards_from].iter().enumerate().rev() {
        let n = r + f64::from(*frequency);
        let three = match last {
            Some((above, mut three)) if above - frequency <= LONGEST_GAP => {
                for step in (*frequency..above).rev() {
                    three = [three[0].step_down(r + f64::from(step), s, q), three[0], three[1]];
                }
                three
            }
            _ => Race::three(n, s, q),
        };
        put(index, three);
        last = Some((*frequency, three));
    }
    last = None;
    for (index, frequency) in frequencies.iter().enumerate().skip(upwards_from) {
        let n = r + f64::from(*frequency);
        let three = match last {
            Some((below, mut three)) if frequency - below <= LONGEST_GAP => {
                for step in below..*frequency {
                    three = [three[1], three[2], three[2].step_up(r + f64::from(step) + 2.0, s, q)];
                }
                three
            }
            _ => Race::three(n, s, q),
        };
        put(index, three);
        last = Some((*frequency, three));
    }
}

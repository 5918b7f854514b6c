//! One of the race's probabilities for all histories of a frequency, without its derivatives.

use super::Model;
use super::curve::{RaceTable, Winner};
use super::ending::Moment;
use super::race::Race;
use crate::math::{ChebyshevBundle, ln};
use crate::scoring::Histories;

/// It takes this many histories of one frequency for a curve to pay.
const MANY: usize = 16;

/// One of the race's probabilities of all histories.
pub(super) struct Chances {
    winner: Winner,
    values: [f64; 4],
    frequencies: Vec<u32>,
    table: Option<RaceTable>,
}

impl Chances {
    /// At these times, which are those of the histories of all frequencies.
    pub(super) fn new(model: &Model, winner: Winner, histories: &Histories, times: &[f64]) -> Self {
        let values = model.values().to_array();
        let many = histories.runs().iter().filter(|run| run.range.len() >= MANY);
        let frequencies: Vec<u32> = many.map(|run| run.frequency).collect();
        let (first, last) = range(times);
        let table = (!frequencies.is_empty()).then(|| RaceTable::new(values, &frequencies, first, last));
        Self { winner, values, frequencies, table }
    }

    /// That of the histories of one frequency.
    pub(super) fn of(&self, frequency: u32) -> Chance {
        let position = self.frequencies.binary_search(&frequency).ok();
        let curve = position.zip(self.table.as_ref()).map(|(index, table)| table.chance_curve(self.winner, index));
        let [r, alpha, s, beta] = self.values;
        Chance {
            winner: self.winner,
            n: r + f64::from(frequency),
            s,
            alpha,
            beta,
            log_least: ln(alpha.min(beta)),
            curve,
        }
    }
}

/// Least and greatest of some times.
pub(super) fn range(times: &[f64]) -> (f64, f64) {
    times.iter().fold((f64::INFINITY, 0.0), |(least, most), time| (time.min(least), time.max(most)))
}

/// ln A or B of the histories of one frequency.
pub(super) struct Chance {
    winner: Winner,
    n: f64,
    s: f64,
    alpha: f64,
    beta: f64,
    log_least: f64,
    curve: Option<ChebyshevBundle<1>>,
}

impl Chance {
    /// At this moment, `y` weeks after the first purchase: ln A where it is dropout that wins, otherwise B.
    #[inline]
    pub(super) fn at(&self, y: f64, moment: &Moment) -> f64 {
        if let Some(curve) = &self.curve {
            return curve.at(self.log_least + moment.since_least(self.alpha <= self.beta))[0];
        }
        let race = Race::new(self.n, self.s, (self.beta + y) / (self.alpha + y));
        self.winner.chance(&race)
    }
}

//! One of the two endings, for the histories of one frequency at any time.

use super::curve::{OutlookCurve, RaceTable, Winner};
use super::ending::{Ending, Moment};
use super::outlook::{Outlook, of_dropout, of_purchase};
use super::race::Race;
use crate::math::ln;

/// One ending of all histories, at given parameters.
#[derive(Debug)]
pub(super) struct Side {
    winner: Winner,
    parameters: [f64; 4],
    /// Frequencies with a curve, ascending.
    frequencies: Vec<u32>,
    table: Option<RaceTable>,
}

/// It takes this many times of one frequency for a curve to pay …
const MANY: usize = 7;
/// … where q is this close to 1 and a race costs little; elsewhere two are enough.
const CHEAP: f64 = 0.5;

impl Side {
    /// The ending at `first` to `last` weeks of the frequencies that come with how many times each has.
    pub(super) fn new(winner: Winner, parameters: [f64; 4], (first, last): (f64, f64), times: &[(u32, usize)]) -> Self {
        let [_, alpha, _, beta] = parameters;
        let cheap = [first, last].iter().all(|y| ((beta - alpha) / (alpha + y)).abs() <= CHEAP);
        let enough = if cheap { MANY } else { 2 };
        let many = times.iter().filter(|(_, times)| *times >= enough);
        let frequencies: Vec<u32> = many.map(|(frequency, _)| *frequency).collect();
        let table = (!frequencies.is_empty()).then(|| RaceTable::new(parameters, &frequencies, first, last));
        Self { winner, parameters, frequencies, table }
    }

    /// The ending of the histories of one frequency.
    pub(super) fn of(&self, frequency: u32) -> SideOfFrequency {
        let position = self.frequencies.binary_search(&frequency).ok();
        let curve = position.zip(self.table.as_ref()).map(|(index, table)| table.curve(self.winner, index, frequency));
        let [r, alpha, s, beta] = self.parameters;
        SideOfFrequency {
            winner: self.winner,
            r,
            n: r + f64::from(frequency),
            s,
            alpha,
            beta,
            log_least: ln(alpha.min(beta)),
            curve,
        }
    }
}

/// One ending of the histories of one frequency.
#[derive(Debug)]
pub(super) struct SideOfFrequency {
    winner: Winner,
    r: f64,
    n: f64,
    s: f64,
    alpha: f64,
    beta: f64,
    log_least: f64,
    curve: Option<OutlookCurve>,
}

impl SideOfFrequency {
    /// The ending at this moment, `y` weeks after the first purchase.
    #[inline]
    pub(super) fn at(&self, y: f64, moment: &Moment) -> Ending {
        let outlook = match &self.curve {
            Some(curve) => curve.at(self.log_least + moment.since_least(self.alpha <= self.beta)),
            None => self.outlook(y),
        };
        Ending::new(moment, &outlook, self.r, self.n, self.s)
    }

    fn outlook(&self, y: f64) -> Outlook {
        let Self { r, n, s, .. } = *self;
        let q = (self.beta + y) / (self.alpha + y);
        let races = Race::three(n, s, q);
        match self.winner {
            Winner::Dropout => of_dropout(&races, r, n, s, q),
            Winner::Purchase => of_purchase(&races, r, n, s, q),
        }
    }
}

//! Days without any order, against what the shop's rhythm allows.

use serde::{Deserialize, Serialize};

use crate::domain::Day;
use crate::math::ln;

/// Most probable number of false alarms of a whole base: one base in a hundred.
pub const FALSE_ALARM: f64 = 0.01;

/// Days of the same weekday on each side that say how many orders a day has.
const NEIGHBOURS: usize = 6;

/// Fewest days with which a rhythm can be told.
const FEWEST_DAYS: usize = 8 * 7;

/// Days one after the other without any order.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// First of them.
    pub first: Day,
    /// Last of them.
    pub last: Day,
    /// Order days that such days usually have together.
    pub expected: f64,
}

impl Gap {
    /// How many days.
    #[must_use]
    pub fn days(&self) -> u32 {
        (self.last.0 - self.first.0 + 1).unsigned_abs()
    }
}

/// Runs of days without an order that are improbable, the longest first.
///
/// What a day usually has is the mean of the six days of the same weekday before and after it. With a variance of `phi` times that
/// mean (estimated over all days, at least 1) a negative binomial has no order with probability `phi^(−mean/(phi − 1))`, a Poisson
/// distribution with `exp(−mean)`; a run has the product. It is told where that is below [`FALSE_ALARM`] over the number of days
/// (Bonferroni). The days of the run itself are left out of the means.
pub fn silent_runs(days: impl Iterator<Item = Day>) -> Vec<Gap> {
    let mut sorted: Vec<Day> = days.collect();
    sorted.sort_unstable();
    let (Some(first), Some(last)) = (sorted.first().copied(), sorted.last().copied()) else { return Vec::new() };
    let mut counts = vec![0_u32; (last.0 - first.0) as usize + 1];
    for day in sorted {
        counts[(day.0 - first.0) as usize] += 1;
    }
    if counts.len() < FEWEST_DAYS {
        return Vec::new();
    }
    let dispersion = dispersion(&counts);
    let nothing = |mean: f64| if dispersion > 1.0 + 1e-9 { -mean * ln(dispersion) / (dispersion - 1.0) } else { -mean };
    let limit = ln(FALSE_ALARM / counts.len() as f64);
    let mut gaps = Vec::new();
    let mut from = 0;
    while from < counts.len() {
        let length = counts[from..].iter().take_while(|count| **count == 0).count();
        if length > 0 {
            let expected: f64 = (from..from + length).map(|day| usual(&counts, day, from, from + length)).sum();
            if nothing(expected) < limit {
                let day = |offset: usize| Day(first.0 + offset as i32);
                gaps.push(Gap { first: day(from), last: day(from + length - 1), expected });
            }
        }
        from += length.max(1);
    }
    gaps.sort_by_key(|gap| (std::cmp::Reverse(gap.days()), gap.first));
    gaps
}

/// The mean of the nearest days of the same weekday on both sides, without those from `out` to before `until`.
fn usual(counts: &[u32], day: usize, out: usize, until: usize) -> f64 {
    let is_out = |other: &usize| (out..until).contains(other);
    let before = (1..).map_while(|weeks| day.checked_sub(7 * weeks)).filter(|other| !is_out(other)).take(NEIGHBOURS);
    let after = (1..).map(|weeks| day + 7 * weeks).take_while(|other| *other < counts.len());
    let after = after.filter(|other| !is_out(other)).take(NEIGHBOURS);
    let (sum, number) =
        before.chain(after).fold((0.0, 0), |(sum, number), other| (sum + f64::from(counts[other]), number + 1));
    if number == 0 { 0.0 } else { sum / f64::from(number) }
}

/// Variance over mean of the days' counts around what is usual, at least 1.
fn dispersion(counts: &[u32]) -> f64 {
    let (mut squares, mut means) = (0.0, 0.0);
    for (day, count) in counts.iter().enumerate() {
        let mean = usual(counts, day, day, day + 1);
        // The mean strays itself, by a twelfth of a day's variance.
        let scale = 1.0 + 1.0 / (2 * NEIGHBOURS) as f64;
        squares += (f64::from(*count) - mean) * (f64::from(*count) - mean) / scale;
        means += mean;
    }
    if means > 0.0 { (squares / means).max(1.0) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::{FALSE_ALARM, silent_runs};
    use crate::domain::Day;
    use crate::random::Random;

    /// Orders of `days` days, closed on Sundays, with a mean that varies from day to day by a gamma factor of this shape.
    fn a_shop(seed: u64, mean: f64, shape: Option<f64>, days: i32) -> Vec<Day> {
        let mut random = Random::new(seed, 7);
        let mut orders = Vec::new();
        for day in 0..days {
            let factor = shape.map_or(1.0, |shape| random.gamma(shape, shape));
            let rate = if day % 7 == 6 { 0.0 } else { mean * factor };
            let count = if rate > 0.0 { random.poisson(rate) as i32 } else { 0 };
            orders.extend((0..count).map(|_| Day(day)));
        }
        orders
    }

    #[test]
    fn a_shop_with_its_own_rhythm_is_told_of_no_gap_more_often_than_is_said() {
        for (mean, shape) in [(0.4, None), (1.5, None), (6.0, Some(2.0)), (40.0, Some(4.0))] {
            let shops = 400;
            let alarms = (0..shops).filter(|seed| !silent_runs(a_shop(*seed, mean, shape, 500).into_iter()).is_empty());
            let alarms = alarms.count() as f64;
            // Three standard deviations above what is said.
            let most = f64::from(shops as u32) * FALSE_ALARM + 3.0 * (f64::from(shops as u32) * FALSE_ALARM).sqrt();
            assert!(alarms <= most, "mean {mean}: {alarms} alarms of {shops}");
        }
    }

    #[test]
    fn a_planted_gap_is_found_with_its_days() {
        for seed in 0..50 {
            let orders = a_shop(seed, 8.0, Some(5.0), 400);
            let holed = orders.into_iter().filter(|day| !(200..212).contains(&day.0));
            let gaps = silent_runs(holed);
            assert_eq!(gaps.len(), 1, "seed {seed}");
            assert!(gaps[0].first <= Day(200) && gaps[0].last >= Day(211) && gaps[0].days() <= 15, "{:?}", gaps[0]);
            assert!(gaps[0].expected > 40.0, "{:?}", gaps[0]);
        }
    }

    #[test]
    fn few_days_say_nothing_and_none_neither() {
        assert_eq!(silent_runs(std::iter::empty()), []);
        assert_eq!(silent_runs([Day(0), Day(40)].into_iter()), []);
    }
}

//! The scores of all customers as of today.

use serde::{Deserialize, Serialize};

use super::{HealthBand, HealthFacts, HealthPart, HealthParts, HealthWeights};
use crate::base::{Base, FLAG_CONSENT_GIVEN, FLAG_CONSENT_WITHDRAWN};
use crate::domain::CustomerId;
use crate::planning::Estimate;

/// Bins of the histogram, each of equal width; the last holds 100 as well.
pub const BINS: usize = 20;
/// Customers in the list of the least healthy.
const LISTED: usize = 50;

/// One part over all customers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartSummary {
    /// Which one.
    pub part: HealthPart,
    /// Its weight.
    pub weight: u8,
    /// Customers of whom it is known.
    pub known: u32,
    /// Their mean; `None` without one.
    pub mean: Option<f64>,
    /// By how many points their scores would change without this part, on average; customers whose score rests on it alone
    /// are left out. `None` without a customer to tell by.
    pub moves: Option<f64>,
}

/// A valuable customer who is not well.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeastHealthy {
    /// Row in the base.
    pub row: u32,
    /// Who.
    pub id: CustomerId,
    /// Health score.
    pub score: f64,
    /// What it is made of.
    pub parts: HealthParts,
    /// Lifetime value with its 95 % prediction interval, minor units; `None` where it is not estimated.
    pub lifetime_value_minor: Option<Estimate>,
    /// Net value of all orders and refunds so far, minor units.
    pub spent_minor: i64,
}

/// Health of a base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HealthOverview {
    /// The weights.
    pub weights: HealthWeights,
    /// Customers.
    pub customers: u32,
    /// Those with a score.
    pub scored: u32,
    /// Mean score; `None` without one.
    pub mean: Option<f64>,
    /// Customers by score in [`BINS`] bins from 0 to 100.
    pub bins: Vec<u32>,
    /// Customers of each [`HealthBand`].
    pub bands: [u32; 3],
    /// One entry a part.
    pub parts: Vec<PartSummary>,
    /// Whether the valuable are the 30 % of highest lifetime value; without estimates they are the 30 % who spent most.
    pub by_lifetime_value: bool,
    /// How many valuable customers are below the band [`HealthBand::Good`].
    pub valuable_unwell: u32,
    /// The least healthy of them, worst first, at most fifty.
    pub least_healthy: Vec<LeastHealthy>,
}

/// Scores all customers.
///
/// ```
/// use shared::base::Base;
/// use shared::planning::health::{HealthWeights, health_overview};
/// let nobody = health_overview(&Base::default(), &HealthWeights::USUAL);
/// assert_eq!((nobody.scored, nobody.mean, nobody.bins.len()), (0, None, 20));
/// ```
#[must_use]
pub fn health_overview(base: &Base, weights: &HealthWeights) -> HealthOverview {
    let rows = base.customers.len();
    let (valuable, by_lifetime_value) = valuable(base);
    let mut bins = vec![0; BINS];
    let mut bands = [0; 3];
    let mut tallies = [Tally::default(); 6];
    let (mut scored, mut sum) = (0, 0.0);
    let mut unwell = Vec::new();
    for (row, is_valuable) in valuable.into_iter().enumerate() {
        let Some(parts) = parts(base, row) else { continue };
        let score = weights.score(&parts);
        for (part, tally) in HealthPart::ALL.into_iter().zip(&mut tallies) {
            tally.add(part, &parts, score, weights);
        }
        let Some(score) = score else { continue };
        scored += 1;
        sum += score;
        bins[((score * BINS as f64 / 100.0) as usize).min(BINS - 1)] += 1;
        let band = HealthBand::of(score);
        bands[band as usize] += 1;
        if is_valuable && band != HealthBand::Good {
            unwell.push((score, row as u32));
        }
    }
    unwell.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let least_healthy = unwell.iter().take(LISTED).filter_map(|(score, row)| {
        let index = *row as usize;
        Some(LeastHealthy {
            row: *row,
            id: base.customers.id[index],
            score: *score,
            parts: parts(base, index)?,
            lifetime_value_minor: lifetime_value(base, index),
            spent_minor: spent(base, index),
        })
    });
    let summary = |(part, tally): (HealthPart, &Tally)| tally.summary(part, weights.of(part));
    HealthOverview {
        weights: *weights,
        customers: rows as u32,
        scored,
        mean: (scored > 0).then(|| sum / f64::from(scored)),
        bins,
        bands,
        parts: HealthPart::ALL.into_iter().zip(&tallies).map(summary).collect(),
        by_lifetime_value,
        valuable_unwell: unwell.len() as u32,
        least_healthy: least_healthy.collect(),
    }
}

/// What is known of a customer today; `None` in a base without a day.
fn parts(base: &Base, row: usize) -> Option<HealthParts> {
    let customers = &base.customers;
    let (days, net_minor) = base.orders.of(row);
    let flags = customers.flags[row];
    let consent = match (flags & FLAG_CONSENT_GIVEN != 0, flags & FLAG_CONSENT_WITHDRAWN != 0) {
        (_, true) => Some(false),
        (true, false) => Some(true),
        (false, false) => None,
    };
    let facts = HealthFacts {
        days,
        net_minor,
        as_of: base.as_of?,
        probability_alive: Some(customers.probability_alive[row]).filter(|alive| !alive.is_nan()),
        refunds_minor: Some(customers.refunds_minor[row]),
        consent,
    };
    Some(facts.parts())
}

fn spent(base: &Base, row: usize) -> i64 {
    let customers = &base.customers;
    customers.first_spend_minor[row] + customers.repeat_spend_minor[row] + customers.refunds_minor[row]
}

fn lifetime_value(base: &Base, row: usize) -> Option<Estimate> {
    let customers = &base.customers;
    let (low, high) = (customers.lifetime_value_low_minor[row], customers.lifetime_value_high_minor[row]);
    let value = Some(customers.lifetime_value_minor[row]).filter(|value| !value.is_nan())?;
    Some(Estimate { value, low: f64::from(low), high: f64::from(high) })
}

/// Who is among the 30 % of highest lifetime value or, where none is estimated, among the 30 % who spent most; and which it
/// is. Ties by row.
fn valuable(base: &Base) -> (Vec<bool>, bool) {
    let values = &base.customers.lifetime_value_minor;
    let is_estimated = values.iter().any(|value| !value.is_nan());
    let worth = |row: usize| if is_estimated { values[row] } else { spent(base, row) as f64 };
    let mut ranked: Vec<usize> = (0..values.len()).filter(|row| !worth(*row).is_nan()).collect();
    ranked.sort_by(|one, other| worth(*other).total_cmp(&worth(*one)));
    let mut valuable = vec![false; values.len()];
    for row in &ranked[..ranked.len() * 3 / 10] {
        valuable[*row] = true;
    }
    (valuable, is_estimated)
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    known: u32,
    sum: f64,
    told: u32,
    moved: f64,
}

impl Tally {
    fn add(&mut self, part: HealthPart, parts: &HealthParts, score: Option<f64>, weights: &HealthWeights) {
        let Some(value) = parts[part as usize] else { return };
        self.known += 1;
        self.sum += value;
        if let (Some(score), Some(without)) = (score, weights.with(part, 0).score(parts)) {
            self.told += 1;
            self.moved += (score - without).abs();
        }
    }

    fn summary(&self, part: HealthPart, weight: u8) -> PartSummary {
        PartSummary {
            part,
            weight,
            known: self.known,
            mean: (self.known > 0).then(|| self.sum / f64::from(self.known)),
            moves: (self.told > 0).then(|| self.moved / f64::from(self.told)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{health_overview, parts, spent};
    use crate::base::Base;
    use crate::planning::fixture::scored_base;
    use crate::planning::health::{HealthBand, HealthPart, HealthWeights};

    fn scores(base: &Base, weights: &HealthWeights) -> Vec<Option<f64>> {
        (0..base.customers.len()).map(|row| weights.score(&parts(base, row).expect("a day"))).collect()
    }

    #[test]
    fn counts_and_means_are_those_of_a_naive_pass() {
        let base = scored_base();
        let weights = HealthWeights([10, 50, 5, 5, 0, 30]);
        let found = health_overview(&base, &weights);
        let scores = scores(&base, &weights);
        let known: Vec<f64> = scores.iter().flatten().copied().collect();
        assert_eq!(found.scored as usize, known.len());
        assert!((found.mean.expect("scores") - known.iter().sum::<f64>() / known.len() as f64).abs() < 1e-9);
        for (index, count) in found.bins.iter().enumerate() {
            let (from, to) = (5.0 * index as f64, 5.0 * index as f64 + 5.0);
            let is_in = |score: &&f64| from <= **score && (**score < to || (index == 19 && **score == 100.0));
            assert_eq!(*count as usize, known.iter().filter(is_in).count(), "bin {index}");
        }
        for (band, count) in HealthBand::ALL.into_iter().zip(found.bands) {
            assert_eq!(count as usize, known.iter().filter(|score| HealthBand::of(**score) == band).count());
        }
        let rhythm = found.parts[HealthPart::Rhythm as usize];
        let repeat = base.customers.frequency.iter().filter(|frequency| **frequency > 0).count();
        assert_eq!((rhythm.known as usize, rhythm.weight), (repeat, 50));
        let kept = found.parts[HealthPart::Kept as usize];
        assert_eq!((kept.mean, kept.moves), (Some(100.0), Some(0.0)), "no refunds, and no weight to move by");
        assert!(rhythm.moves > found.parts[HealthPart::OrderTrend as usize].moves);
    }

    #[test]
    fn the_list_holds_the_valuable_who_are_worst() {
        let base = scored_base();
        let found = health_overview(&base, &HealthWeights::USUAL);
        let scores = scores(&base, &HealthWeights::USUAL);
        let worth = &base.customers.lifetime_value_minor;
        let better = |row: usize| worth.iter().filter(|other| **other > worth[row]).count();
        let mut expected: Vec<(f64, u64)> = (0..base.customers.len())
            .filter(|row| better(*row) < base.customers.len() * 3 / 10)
            .filter_map(|row| Some((scores[row].filter(|score| *score < 70.0)?, base.customers.id[row].0)))
            .collect();
        expected.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        assert_eq!((found.valuable_unwell as usize, found.by_lifetime_value), (expected.len(), true));
        let listed: Vec<(f64, u64)> = found.least_healthy.iter().map(|it| (it.score, it.id.0)).collect();
        assert_eq!(listed, expected[..50.min(expected.len())]);
        for it in &found.least_healthy {
            assert_eq!(Some(it.score), HealthWeights::USUAL.score(&it.parts));
            assert_eq!(base.customers.id[it.row as usize], it.id);
            let worth = it.lifetime_value_minor.expect("estimated");
            assert!(worth.value == base.customers.lifetime_value_minor[it.row as usize] && worth.value <= worth.high);
        }
    }

    #[test]
    fn without_estimates_presence_is_left_out_and_spending_says_who_is_valuable() {
        let mut base = scored_base();
        base.customers.probability_alive.fill(f64::NAN);
        base.customers.lifetime_value_minor.fill(f64::NAN);
        let found = health_overview(&base, &HealthWeights::USUAL);
        assert_eq!((found.parts[0].known, found.parts[0].mean, found.by_lifetime_value), (0, None, false));
        let mut spends: Vec<i64> = (0..base.customers.len()).map(|row| spent(&base, row)).collect();
        spends.sort_unstable_by_key(|spent| std::cmp::Reverse(*spent));
        let least = spends[base.customers.len() * 3 / 10 - 1];
        assert!(found.least_healthy.iter().all(|it| it.spent_minor >= least && it.lifetime_value_minor.is_none()));
        assert!(!found.least_healthy.is_empty());
    }
}

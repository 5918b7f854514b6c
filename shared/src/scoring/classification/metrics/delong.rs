//! How sure an area under the ROC curve is, and whether one score ranks better than another.

use super::MetricError;
use super::forecasts::check_lengths;

/// How each customer of one outcome stands among those of the other: what the variance of the AUC is made of (DeLong,
/// DeLong and Clarke-Pearson 1988), by ranks in O(n log n) (Sun and Xu 2014).
///
/// ```
/// use shared::scoring::classification::metrics::Placements;
/// let placements = Placements::of(&[0.9, 0.4, 0.4, 0.1], &[true, false, true, false])?;
/// assert_eq!(placements.auc(), 0.875);
/// // Each of the two who left stands above 1 and 3/4 of the others; those above 1/4 and 0 of them.
/// assert_eq!(placements.variance(), 0.5 * (0.25_f64 / 2.0 * 0.25) + 0.5 * (0.25 / 2.0 * 0.25));
/// # Ok::<(), shared::scoring::classification::metrics::MetricError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Placements {
    /// For each positive the share of negatives below it, equal ones counting half.
    positive: Vec<f64>,
    /// For each negative the share of positives above it, equal ones counting half.
    negative: Vec<f64>,
}

impl Placements {
    /// Places customers of whom it is known whether the event came.
    ///
    /// # Errors
    /// When lengths differ, a score is not finite, or only one outcome occurs.
    pub fn of(scores: &[f64], outcomes: &[bool]) -> Result<Self, MetricError> {
        check_lengths(scores, outcomes)?;
        if let Some(row) = scores.iter().position(|score| !score.is_finite()) {
            return Err(MetricError::NotFinite { row });
        }
        let of = |outcome: bool| {
            let scores = scores.iter().zip(outcomes).filter(|(_, it)| **it == outcome);
            scores.map(|(score, _)| score + 0.0).collect::<Vec<f64>>()
        };
        let (positives, negatives) = (of(true), of(false));
        if positives.is_empty() || negatives.is_empty() {
            return Err(MetricError::OneOutcome { customers: outcomes.len() });
        }
        let above = shares_below(&negatives, &positives);
        let below = shares_below(&positives, &negatives);
        Ok(Self { positive: above, negative: below.into_iter().map(|share| 1.0 - share).collect() })
    }

    /// Area under the ROC curve.
    #[must_use]
    pub fn auc(&self) -> f64 {
        mean(&self.positive)
    }

    /// Its variance; zero where a score tells all apart, which says nothing of further customers.
    #[must_use]
    pub fn variance(&self) -> f64 {
        self.covariance(self)
    }

    /// Covariance with the AUC of another score of the same customers.
    ///
    /// # Panics
    /// When the other places other customers.
    #[must_use]
    pub fn covariance(&self, other: &Self) -> f64 {
        assert_eq!(self.positive.len(), other.positive.len(), "of the same customers");
        assert_eq!(self.negative.len(), other.negative.len(), "of the same customers");
        covariance_of_means(&self.positive, &other.positive) + covariance_of_means(&self.negative, &other.negative)
    }
}

/// For each of these the share of the others that is smaller, equal ones counting half.
fn shares_below(others: &[f64], these: &[f64]) -> Vec<f64> {
    let mut sorted = others.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let share = |value: &f64| {
        let smaller = sorted.partition_point(|other| other < value);
        let not_greater = sorted.partition_point(|other| other <= value);
        (smaller + not_greater) as f64 / (2 * sorted.len()) as f64
    };
    these.iter().map(share).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Zero for a single pair, of which no spread is known.
fn covariance_of_means(one: &[f64], other: &[f64]) -> f64 {
    let (mean_one, mean_other) = (mean(one), mean(other));
    let products = one.iter().zip(other).map(|(a, b)| (a - mean_one) * (b - mean_other)).sum::<f64>();
    let count = one.len() as f64;
    products / (count - 1.0).max(1.0) / count
}

#[cfg(test)]
mod tests {
    use super::Placements;
    use crate::math::normal_cdf;
    use crate::random::Random;
    use crate::scoring::classification::metrics::Ranking;

    /// Scores that are normal, of positives by `shift` greater, and a second score with noise added.
    fn drawn(random: &mut Random, shift: f64) -> (Vec<f64>, Vec<f64>, Vec<bool>) {
        let normal = |random: &mut Random| crate::math::normal_quantile(random.uniform());
        let mut columns = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..160 {
            let outcome = row % 2 == 0;
            let score = normal(random) + if outcome { shift } else { 0.0 };
            columns.0.push(score);
            columns.1.push(score + normal(random));
            columns.2.push(outcome);
        }
        columns
    }

    #[test]
    fn the_area_is_that_of_the_ranking() {
        let mut random = Random::new(3, 0);
        for _ in 0..20 {
            let scores: Vec<f64> = (0..90).map(|_| f64::from(random.below(9))).collect();
            let outcomes: Vec<bool> = (0..90).map(|_| random.chance(0.4)).collect();
            let ranking = Ranking::of(&scores, &outcomes).expect("both outcomes");
            assert!((Placements::of(&scores, &outcomes).expect("as before").auc() - ranking.auc()).abs() < 1e-14);
        }
    }

    #[test]
    fn the_variance_is_the_one_seen_over_many_draws() {
        let mut random = Random::new(5, 0);
        let (mut areas, mut differences, mut told) = (Vec::new(), Vec::new(), [0.0; 2]);
        for _ in 0..2_000 {
            let (one, other, outcomes) = drawn(&mut random, 1.0);
            let one = Placements::of(&one, &outcomes).expect("both outcomes");
            let other = Placements::of(&other, &outcomes).expect("both outcomes");
            areas.push(one.auc());
            differences.push(one.auc() - other.auc());
            told[0] += one.variance() / 2_000.0;
            told[1] += (one.variance() + other.variance() - 2.0 * one.covariance(&other)) / 2_000.0;
        }
        for (seen, told) in [(&areas, told[0]), (&differences, told[1])] {
            let mean = super::mean(seen);
            let variance = seen.iter().map(|it| (it - mean) * (it - mean)).sum::<f64>() / 1_999.0;
            assert!((told / variance - 1.0).abs() < 0.1, "{told} {variance}");
        }
        // Two normals one deviation apart: Φ(1/√2).
        assert!((super::mean(&areas) - normal_cdf(0.5_f64.sqrt())).abs() < 0.003);
    }

    #[test]
    fn one_outcome_cannot_be_placed() {
        assert!(Placements::of(&[1.0, 2.0], &[true, true]).is_err());
        assert!(Placements::of(&[1.0, f64::NAN], &[true, false]).is_err());
    }
}

//! Isotonic regression.

use serde::{Deserialize, Serialize};

use crate::scoring::classification::metrics::{MetricError, Ranking, Tie};

/// The rising curve nearest to the outcomes in squared distance: steps found by pooling adjacent violators (Ayer et al.
/// 1955), joined by straight lines; level beyond the first and the last score.
///
/// Its lowest step may be 0 and its highest 1, where all customers beyond a score had one outcome.
///
/// ```
/// use shared::scoring::classification::calibration::Isotonic;
/// let curve = Isotonic::fit(&[1.0, 2.0, 3.0, 4.0], &[false, true, false, true])?;
/// // The middle two are out of order and pooled.
/// assert_eq!([0.0, 2.0, 3.0, 4.0].map(|score| curve.probability(score)), [0.0, 0.5, 0.5, 1.0]);
/// assert_eq!(curve.probability(3.5), 0.75);
/// # Ok::<(), shared::scoring::classification::metrics::MetricError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Isotonic {
    /// Scores at which steps begin and end, ascending.
    scores: Vec<f64>,
    /// The curve there.
    probabilities: Vec<f64>,
}

/// Customers of neighbouring scores, pooled.
#[derive(Clone, Copy)]
struct Block {
    least: f64,
    greatest: f64,
    positives: u64,
    customers: u64,
}

impl Block {
    fn of(tie: &Tie) -> Self {
        let customers = u64::from(tie.positives) + u64::from(tie.negatives);
        Self { least: tie.score, greatest: tie.score, positives: u64::from(tie.positives), customers }
    }

    /// Whether the rate is no greater than that of a later block.
    fn rises_to(&self, later: &Self) -> bool {
        u128::from(self.positives) * u128::from(later.customers)
            < u128::from(later.positives) * u128::from(self.customers)
    }
}

impl Isotonic {
    /// Fits the curve.
    ///
    /// # Errors
    /// When lengths differ, a score is not finite, or only one outcome occurs.
    pub fn fit(scores: &[f64], outcomes: &[bool]) -> Result<Self, MetricError> {
        let ranking = Ranking::of(scores, outcomes)?;
        let mut blocks: Vec<Block> = Vec::new();
        for tie in ranking.ties().iter().rev() {
            let mut block = Block::of(tie);
            while let Some(before) = blocks.pop_if(|before| !before.rises_to(&block)) {
                block.least = before.least;
                block.positives += before.positives;
                block.customers += before.customers;
            }
            blocks.push(block);
        }
        let mut curve = Self { scores: Vec::new(), probabilities: Vec::new() };
        for block in blocks {
            let rate = block.positives as f64 / block.customers as f64;
            curve.push(block.least, rate);
            if block.greatest > block.least {
                curve.push(block.greatest, rate);
            }
        }
        Ok(curve)
    }

    fn push(&mut self, score: f64, probability: f64) {
        self.scores.push(score);
        self.probabilities.push(probability);
    }

    /// The probability at a score.
    #[must_use]
    pub fn probability(&self, score: f64) -> f64 {
        let above = self.scores.partition_point(|edge| *edge <= score);
        if above == 0 {
            return self.probabilities[0];
        }
        let at = self.probabilities[above - 1];
        if above == self.scores.len() {
            return at;
        }
        // In this form equal ends give exactly their value.
        let next = self.probabilities[above];
        let share = (score - self.scores[above - 1]) / (self.scores[above] - self.scores[above - 1]);
        (at + share * (next - at)).min(next)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Isotonic;

    #[test]
    fn pools_what_falls() {
        let scores = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let curve = Isotonic::fit(&scores, &[false, true, false, true, true, true]).expect("both outcomes");
        assert_eq!(scores.map(|score| curve.probability(score)), [0.0, 0.5, 0.5, 1.0, 1.0, 1.0]);
        assert_eq!((curve.probability(1.5), curve.probability(-9.0), curve.probability(9.0)), (0.25, 0.0, 1.0));
    }

    proptest! {
        #[test]
        fn the_curve_is_the_best_that_rises(
            customers in prop::collection::vec((0_u8..15, any::<bool>()), 2..50)
        ) {
            let scores: Vec<f64> = customers.iter().map(|(score, _)| f64::from(*score)).collect();
            let outcomes: Vec<bool> = customers.iter().map(|(_, outcome)| *outcome).collect();
            let Ok(curve) = Isotonic::fit(&scores, &outcomes) else { return Ok(()) };
            let steps: Vec<f64> = (0..150).map(|step| curve.probability(f64::from(step) / 10.0)).collect();
            prop_assert!(steps.is_sorted() && steps.iter().all(|step| (0.0..=1.0).contains(step)));
            // The best of all rising curves is, at each score, the greatest over lower bounds of the least over upper
            // bounds of the mean between the two.
            for score in 0_u8..15 {
                if !customers.iter().any(|customer| customer.0 == score) {
                    continue;
                }
                let mean = |from: u8, to: u8| {
                    let inside: Vec<f64> = customers.iter().filter(|customer| (from..=to).contains(&customer.0))
                        .map(|customer| f64::from(u8::from(customer.1))).collect();
                    (!inside.is_empty()).then(|| inside.iter().sum::<f64>() / inside.len() as f64)
                };
                let best = (0..=score).filter_map(|from| {
                    (score..15).filter_map(|to| mean(from, to)).min_by(f64::total_cmp)
                }).max_by(f64::total_cmp).expect("the score itself");
                prop_assert!((curve.probability(f64::from(score)) - best).abs() < 1e-12);
            }
        }
    }
}

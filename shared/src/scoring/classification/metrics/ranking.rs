//! Customers in the order of their scores.

use super::MetricError;

/// Customers ordered by score, greatest first, equal scores together.
///
/// ```
/// use shared::scoring::classification::metrics::Ranking;
///
/// let ranking = Ranking::of(&[0.9, 0.4, 0.4, 0.1], &[true, false, true, false])?;
/// assert_eq!(ranking.auc(), 0.875);
/// # Ok::<(), shared::scoring::classification::metrics::MetricError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    rows: Vec<u32>,
    ties: Vec<Tie>,
    positives: u64,
    negatives: u64,
}

/// Customers of one score.
///
/// ```
/// use shared::scoring::classification::metrics::{Ranking, Tie};
/// let ranking = Ranking::of(&[0.4, 0.9, 0.4, 0.1], &[false, true, true, false])?;
/// assert_eq!(ranking.ties()[1], Tie { score: 0.4, positives: 1, negatives: 1 });
/// assert_eq!(ranking.rows(), [1, 0, 2, 3]);
/// assert_eq!((ranking.positives(), ranking.customers()), (2, 4));
/// # Ok::<(), shared::scoring::classification::metrics::MetricError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// The score.
    pub score: f64,
    /// Those for whom the event came.
    pub positives: u32,
    /// Those for whom it did not.
    pub negatives: u32,
}

impl Tie {
    pub(crate) fn customers(&self) -> usize {
        self.positives as usize + self.negatives as usize
    }
}

impl Ranking {
    /// Ranks customers of whom it is known whether the event came.
    ///
    /// # Errors
    /// When lengths differ, a score is not finite, or only one outcome occurs.
    pub fn of(scores: &[f64], outcomes: &[bool]) -> Result<Self, MetricError> {
        super::forecasts::check_lengths(scores, outcomes)?;
        if let Some(row) = scores.iter().position(|score| !score.is_finite()) {
            return Err(MetricError::NotFinite { row });
        }
        let positives = outcomes.iter().filter(|outcome| **outcome).count() as u64;
        let negatives = outcomes.len() as u64 - positives;
        if positives == 0 || negatives == 0 {
            return Err(MetricError::OneOutcome { customers: outcomes.len() });
        }
        let mut rows: Vec<u32> = (0..scores.len() as u32).collect();
        // Adding zero turns −0 into 0.
        let score = |row: &u32| scores[*row as usize] + 0.0;
        rows.sort_unstable_by(|a, b| score(b).total_cmp(&score(a)).then(a.cmp(b)));
        let ties = rows.chunk_by(|a, b| score(a).total_cmp(&score(b)).is_eq()).map(|rows| {
            let positives = rows.iter().filter(|row| outcomes[**row as usize]).count() as u32;
            Tie { score: score(&rows[0]), positives, negatives: rows.len() as u32 - positives }
        });
        let ties = ties.collect();
        Ok(Self { rows, ties, positives, negatives })
    }

    /// Groups of equal scores, greatest first.
    #[must_use]
    pub fn ties(&self) -> &[Tie] {
        &self.ties
    }

    /// Rows of the customers in the order of [`Self::ties`].
    #[must_use]
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Customers for whom the event came.
    #[must_use]
    pub fn positives(&self) -> u64 {
        self.positives
    }

    /// All customers.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.positives + self.negatives
    }

    /// Area under the ROC curve: the probability that a random positive scores above a random negative, an equal score
    /// counting half (Hanley and McNeil 1982); the Mann-Whitney statistic over its greatest value.
    #[must_use]
    pub fn auc(&self) -> f64 {
        let (mut above, mut twice_the_wins) = (0_u64, 0_u128);
        for tie in &self.ties {
            twice_the_wins += u128::from(tie.negatives) * u128::from(2 * above + u64::from(tie.positives));
            above += u64::from(tie.positives);
        }
        twice_the_wins as f64 / (2.0 * self.positives as f64 * self.negatives as f64)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MetricError, Ranking};

    #[test]
    fn says_what_cannot_be_ranked() {
        let refused = |scores: &[f64], outcomes: &[bool]| Ranking::of(scores, outcomes).expect_err("is refused");
        assert_eq!(refused(&[0.5], &[true, false]), MetricError::Lengths { scores: 1, outcomes: 2 });
        assert_eq!(refused(&[], &[]), MetricError::Nobody);
        assert_eq!(refused(&[0.5, 0.6], &[true, true]), MetricError::OneOutcome { customers: 2 });
        assert_eq!(refused(&[0.5, f64::NAN], &[true, false]), MetricError::NotFinite { row: 1 });
    }

    #[test]
    fn zeros_of_either_sign_are_equal() {
        assert_eq!(Ranking::of(&[0.0, -0.0], &[true, false]).expect("two customers").auc(), 0.5);
    }

    proptest! {
        #[test]
        fn the_auc_is_the_share_of_pairs_in_the_right_order(
            customers in prop::collection::vec((0_u8..12, any::<bool>()), 2..60)
        ) {
            let scores: Vec<f64> = customers.iter().map(|(score, _)| f64::from(*score) / 7.0).collect();
            let outcomes: Vec<bool> = customers.iter().map(|(_, outcome)| *outcome).collect();
            let Ok(ranking) = Ranking::of(&scores, &outcomes) else { return Ok(()) };
            let (mut pairs, mut wins) = (0.0, 0.0);
            for (positive, _) in scores.iter().zip(&outcomes).filter(|(_, outcome)| **outcome) {
                for (negative, _) in scores.iter().zip(&outcomes).filter(|(_, outcome)| !**outcome) {
                    pairs += 1.0;
                    wins += if positive > negative { 1.0 } else if positive == negative { 0.5 } else { 0.0 };
                }
            }
            prop_assert_eq!(ranking.auc(), wins / pairs);
            let turned: Vec<f64> = scores.iter().map(|score| -score).collect();
            let turned = Ranking::of(&turned, &outcomes).expect("as before").auc();
            prop_assert!((turned + ranking.auc() - 1.0).abs() < 1e-15);
        }
    }
}

//! Distinct pairs of frequency and age.

use super::Histories;

/// The pairs of frequency and age that occur, sorted: the future of an alive customer depends on nothing else.
///
/// ```
/// use shared::scoring::{Histories, Pairs};
/// // The first two customers differ in recency alone.
/// let histories = Histories::from_days(&[2, 2, 1], &[35, 70, 14], &[140, 140, 70]);
/// let pairs = Pairs::of(&histories);
/// assert_eq!((histories.len(), pairs.len()), (3, 2));
/// assert_eq!(pairs.runs(), [(1, 0..1), (2, 1..2)]);
/// assert_eq!((pairs.age(), pairs.of_history()), (&[10.0, 20.0][..], &[0, 1, 1][..]));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    runs: Vec<(u32, std::ops::Range<usize>)>,
    age: Vec<f64>,
    of_history: Vec<u32>,
}

impl Pairs {
    /// The pairs among the histories.
    #[must_use]
    pub fn of(histories: &Histories) -> Self {
        let mut pairs = Self { of_history: vec![0; histories.len()], ..Self::default() };
        let mut pair_of_age = vec![u32::MAX; histories.ages().len()];
        for run in histories.runs() {
            let mut ages: Vec<u32> = histories.age_index()[run.range.clone()].to_vec();
            ages.sort_unstable();
            ages.dedup();
            let start = pairs.age.len();
            for index in ages {
                pair_of_age[index as usize] = pairs.age.len() as u32;
                pairs.age.push(histories.ages()[index as usize]);
            }
            for history in run.range.clone() {
                pairs.of_history[history] = pair_of_age[histories.age_index()[history] as usize];
            }
            pairs.runs.push((run.frequency, start..pairs.age.len()));
        }
        pairs
    }

    /// Number of pairs.
    #[must_use]
    pub fn len(&self) -> usize {
        self.age.len()
    }

    /// Whether there is no customer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.age.is_empty()
    }

    /// Frequencies, ascending, each with the positions of its pairs.
    #[must_use]
    pub fn runs(&self) -> &[(u32, std::ops::Range<usize>)] {
        &self.runs
    }

    /// Age of each pair, in weeks.
    #[must_use]
    pub fn age(&self) -> &[f64] {
        &self.age
    }

    /// For each distinct history, its pair.
    #[must_use]
    pub fn of_history(&self) -> &[u32] {
        &self.of_history
    }
}

#[cfg(test)]
mod tests {
    use super::Pairs;
    use crate::scoring::Histories;

    #[test]
    fn recency_does_not_tell_pairs_apart() {
        let histories = Histories::from_days(&[1, 1, 1, 0], &[7, 14, 7, 0], &[70, 70, 21, 70]);
        let pairs = Pairs::of(&histories);
        assert_eq!(pairs.len(), 3);
        assert_eq!(pairs.runs(), [(0, 0..1), (1, 1..3)]);
        assert_eq!(pairs.age(), [10.0, 3.0, 10.0]);
        assert_eq!(pairs.of_history(), [0, 1, 2, 2]);
    }
}

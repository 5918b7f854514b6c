//! Recency, frequency and monetary scores.

use serde::{Deserialize, Serialize};

use crate::base::Customers;

/// A customer's fifth among all by each measure, 5 the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RfmScores {
    /// By the days since the last transaction: 5 is the most recent.
    pub recency: u8,
    /// By the number of transactions.
    pub frequency: u8,
    /// By the net value of all transactions and refunds.
    pub monetary: u8,
}

/// The scores of every customer, by row. Equal customers get equal scores, however many there are: a score is one more
/// than the whole fifths of all customers who are worse, so that a fifth that a tie fills is left out (Hughes 1994,
/// *Strategic Database Marketing*, with ties kept together).
///
/// ```
/// use shared::base::Customers;
/// use shared::planning::rfm_scores;
/// // Three customers who bought once and two who came back, in days and minor units.
/// let customers = Customers {
///     id: (1..=5).map(shared::domain::CustomerId).collect(),
///     frequency: vec![0, 0, 0, 1, 4],
///     recency_days: vec![0, 0, 0, 30, 90],
///     age_days: vec![10, 20, 30, 60, 95],
///     first_spend_minor: vec![1_000; 5],
///     repeat_spend_minor: vec![0, 0, 0, 900, 4_000],
///     refunds_minor: vec![0, 0, -500, 0, 0],
///     ..Customers::default()
/// };
/// let scores = rfm_scores(&customers);
/// assert_eq!(scores.iter().map(|it| it.frequency).collect::<Vec<_>>(), [1, 1, 1, 4, 5]);
/// assert_eq!(scores.iter().map(|it| it.monetary).collect::<Vec<_>>(), [2, 2, 1, 4, 5]);
/// assert_eq!(scores.iter().map(|it| it.recency).collect::<Vec<_>>(), [4, 3, 1, 1, 5]);
/// ```
#[must_use]
pub fn rfm_scores(customers: &Customers) -> Vec<RfmScores> {
    let rows = 0..customers.len();
    let recency = fifths(rows.clone().map(|row| -i64::from(customers.silent_days(row))).collect());
    let frequency = fifths(rows.clone().map(|row| i64::from(customers.frequency[row])).collect());
    let net = |row: usize| {
        customers.first_spend_minor[row] + customers.repeat_spend_minor[row] + customers.refunds_minor[row]
    };
    let monetary = fifths(rows.map(net).collect());
    let each = recency.into_iter().zip(frequency).zip(monetary);
    each.map(|((recency, frequency), monetary)| RfmScores { recency, frequency, monetary }).collect()
}

/// The fifth of every value among all of them, 1 to 5.
fn fifths(values: Vec<i64>) -> Vec<u8> {
    let mut sorted = values.clone();
    sorted.sort_unstable();
    // Where the value after a fifth of all customers, two fifths and so on stands.
    let edges: [Option<i64>; 4] = std::array::from_fn(|fifth| {
        let worse_needed = (sorted.len() * (fifth + 1)).div_ceil(5);
        worse_needed.checked_sub(1).and_then(|last_worse| sorted.get(last_worse).copied())
    });
    let score = |value: &i64| 1 + edges.iter().filter(|edge| edge.is_some_and(|edge| *value > edge)).count() as u8;
    values.iter().map(score).collect()
}

#[cfg(test)]
mod tests {
    use super::fifths;
    use crate::random::Random;

    #[test]
    fn a_score_is_one_more_than_the_whole_fifths_that_are_worse() {
        let mut random = Random::new(3, 0);
        for count in [1, 2, 3, 4, 5, 7, 50, 333] {
            for distinct in [1, 2, 6, 1_000] {
                let values: Vec<i64> = (0..count).map(|_| (random.uniform() * f64::from(distinct)) as i64).collect();
                let scores = fifths(values.clone());
                for (value, score) in values.iter().zip(scores) {
                    let worse = values.iter().filter(|other| *other < value).count();
                    assert_eq!(usize::from(score), 1 + worse * 5 / values.len(), "{value} of {values:?}");
                }
            }
        }
        assert_eq!(fifths(Vec::new()), [0_u8; 0]);
    }
}

//! What can be wrong with scores and outcomes.

/// Why nothing can be measured.
///
/// ```
/// use shared::scoring::classification::metrics::{Forecasts, MetricError, Ranking};
/// let error = Forecasts::of(&[0.5, 1.2], &[true, false]).unwrap_err();
/// assert_eq!(error, MetricError::NotAProbability { row: 1, probability: 1.2 });
/// assert_eq!(Ranking::of(&[0.5, 0.2], &[true, true]), Err(MetricError::OneOutcome { customers: 2 }));
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum MetricError {
    /// Every score needs its outcome.
    #[error("there are {scores} scores but {outcomes} outcomes")]
    Lengths {
        /// Number of scores.
        scores: usize,
        /// Number of outcomes.
        outcomes: usize,
    },
    /// There is nobody.
    #[error("there is no customer to measure")]
    Nobody,
    /// A ranking needs both outcomes.
    #[error("all {customers} customers have the same outcome: a ranking cannot be right or wrong")]
    OneOutcome {
        /// Number of customers.
        customers: usize,
    },
    /// A score is infinite or not a number.
    #[error("the score of row {row} is not a number")]
    NotFinite {
        /// Position of the first such row.
        row: usize,
    },
    /// A probability lies outside of [0, 1].
    #[error("the probability of row {row} is {probability}, outside of 0 to 1")]
    NotAProbability {
        /// Position of the first such row.
        row: usize,
        /// What stands there.
        probability: f64,
    },
}

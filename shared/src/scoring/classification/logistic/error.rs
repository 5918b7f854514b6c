//! Why there is no logistic regression.

use super::Penalty;

/// What keeps a logistic regression from being fitted.
///
/// ```
/// use shared::scoring::classification::Features;
/// use shared::scoring::classification::logistic::{LogisticError, Penalty, fit};
/// let refunds = Features::new(vec!["refunds".to_owned()], vec![0.0, 1.0, 2.0, 3.0])?;
/// let error = fit(&refunds, &[false, false, true, true], Penalty::NONE).unwrap_err();
/// assert_eq!(error, LogisticError::Separation { features: vec!["refunds".to_owned()], complete: true });
/// assert!(fit(&refunds, &[false, false, true, true], Penalty::ridge(1.0)).is_ok());
/// # Ok::<(), shared::scoring::classification::FeatureError>(())
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LogisticError {
    /// Every row needs its outcome.
    #[error("there are {rows} rows of features but {outcomes} outcomes")]
    Lengths {
        /// Rows of features.
        rows: usize,
        /// Outcomes.
        outcomes: usize,
    },
    /// The event came for all or for none.
    #[error("all {rows} customers have the same outcome: there is nothing to tell apart")]
    OneOutcome {
        /// Rows of features.
        rows: usize,
    },
    /// A single fold leaves nothing to fit to.
    #[error("{folds} folds are too few to leave one out")]
    TooFewFolds {
        /// Number of folds.
        folds: u32,
    },
    /// Too few of one outcome, or too few groups, for every fold to have some.
    #[error("{rarer} customers of the rarer outcome, or groups, are too few for {folds} folds")]
    TooFewForFolds {
        /// Customers of the rarer outcome, or groups.
        rarer: usize,
        /// Number of folds.
        folds: usize,
    },
    /// A strength is negative or not a number.
    #[error("penalties must be zero or more, but are {penalty:?}")]
    Penalty {
        /// The penalty given.
        penalty: Penalty,
    },
    /// A feature is a weighted sum of those before it (dummies for all kinds of a choice, for example), so that its
    /// coefficient could be anything.
    #[error("{feature} says nothing that the features before it do not say: leave it out or use a penalty")]
    Collinear {
        /// The feature.
        feature: String,
    },
    /// A weighted sum of features tells the outcomes apart, for some customers (quasi-complete separation) or for all:
    /// the likelihood rises without end as its weights grow, and there is no estimate.
    #[error("{} tell outcomes apart without error: look whether they hold the answer, or use a penalty", features.join(", "))]
    Separation {
        /// The features with a weight in that sum.
        features: Vec<String>,
        /// Whether no customer is left untold.
        complete: bool,
    },
    /// The iteration did not end.
    #[error("the iteration found no maximum")]
    NoMaximum,
}

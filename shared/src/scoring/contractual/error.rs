//! What can be wrong with any contractual model.

use super::Renewals;

/// Why there is no fit of a contractual model.
///
/// ```
/// use shared::scoring::contractual::{Cohort, FitError, Renewals, shifted_beta_geometric};
/// let fit = |cohort| shifted_beta_geometric::fit(&Renewals::of(&[cohort]));
/// assert_eq!(fit(Cohort::new(vec![10, 10, 10])?), Err(FitError::NobodyLeft));
/// assert_eq!(fit(Cohort::new(vec![10, 7])?), Err(FitError::TooFewPeriods { needed: 2, seen: 1 }));
/// # Ok::<(), shared::scoring::contractual::CohortError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FitError {
    /// There is no cohort.
    #[error("there is no cohort to fit to")]
    NoCohorts,
    /// Fewer periods than parameters.
    #[error("the model has {needed} parameters, but customers could renew in only {seen} periods")]
    TooFewPeriods {
        /// Periods the model needs.
        needed: usize,
        /// Periods with a customer who could renew.
        seen: usize,
    },
    /// Everybody renewed every time.
    #[error("no customer left: there is nothing to learn retention from but that it is high")]
    NobodyLeft,
    /// Nobody ever renewed.
    #[error("no customer renewed: there is nothing to learn retention from but that it is low")]
    NobodyRenewed,
}

impl FitError {
    /// Checks what a model with so many parameters needs.
    ///
    /// # Errors
    /// When there is nothing to fit to.
    pub(crate) fn check(renewals: &Renewals, parameters: usize) -> Result<(), Self> {
        if renewals.periods() == 0 {
            return Err(Self::NoCohorts);
        }
        if renewals.left().iter().sum::<f64>() == 0.0 {
            return Err(Self::NobodyLeft);
        }
        if renewals.renewed().iter().sum::<f64>() == 0.0 {
            return Err(Self::NobodyRenewed);
        }
        let seen = renewals.periods_with_decisions();
        if seen < parameters { Err(Self::TooFewPeriods { needed: parameters, seen }) } else { Ok(()) }
    }
}

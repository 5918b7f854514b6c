//! What can be wrong with any purchase model.

use super::Histories;

/// A parameter that is not a positive number.
///
/// ```
/// use shared::scoring::ParameterError;
/// assert!(ParameterError::check(["r", "alpha"], [0.243, 4.414]).is_ok());
/// let error = ParameterError::check(["r", "alpha"], [0.243, -1.0]).expect_err("a negative rate");
/// assert_eq!(error.to_string(), "alpha must be a positive number, but is -1");
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{name} must be a positive number, but is {value}")]
pub struct ParameterError {
    /// The parameter's symbol.
    pub name: &'static str,
    /// The value given.
    pub value: f64,
}

impl ParameterError {
    /// Checks that all parameters are positive and finite.
    ///
    /// # Errors
    /// The first that is not.
    pub fn check<const N: usize>(names: [&'static str; N], values: [f64; N]) -> Result<(), Self> {
        match names.into_iter().zip(values).find(|(_, value)| !(value.is_finite() && *value > 0.0)) {
            Some((name, value)) => Err(Self { name, value }),
            None => Ok(()),
        }
    }
}

/// Why there is no fit of a purchase model.
///
/// ```
/// use shared::scoring::{FitError, Histories, History};
/// assert_eq!(FitError::check(&Histories::from_weeks(&[])), Err(FitError::NoCustomers));
/// let once = History::new(0, 0.0, 39.0)?;
/// assert_eq!(FitError::check(&Histories::from_weeks(&[once])), Err(FitError::NoRepeats));
/// let twice = History::new(1, 10.0, 39.0)?;
/// assert_eq!(FitError::check(&Histories::from_weeks(&[once, twice])), Ok(()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FitError {
    /// There is no customer.
    #[error("there is no customer to fit to")]
    NoCustomers,
    /// All ages are zero.
    #[error("all ages are 0: the histories cover no time")]
    NoTime,
    /// Nobody came back.
    #[error("no customer has a repeat transaction: there is nothing to learn a purchase rate from")]
    NoRepeats,
    /// The regularity of gaps was asked for without the sums of their logarithms.
    #[error("frequency, recency and age do not tell how regular gaps are: that takes the sums of log gaps")]
    LogGapsMissing,
}

impl FitError {
    /// Checks what every purchase model needs.
    ///
    /// # Errors
    /// When there is nothing to fit to.
    pub fn check(histories: &Histories) -> Result<(), Self> {
        if histories.is_empty() {
            return Err(Self::NoCustomers);
        }
        if histories.ages().iter().all(|age| *age == 0.0) {
            return Err(Self::NoTime);
        }
        if histories.runs().iter().all(|run| run.frequency == 0) {
            return Err(Self::NoRepeats);
        }
        Ok(())
    }
}

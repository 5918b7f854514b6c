//! What can be wrong with any purchase model.

use super::Histories;

/// A parameter that is not a positive number.
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

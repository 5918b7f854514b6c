//! What can be wrong.

use crate::scoring::ParameterError;
use crate::scoring::covariates::CovariateFitError;

/// Why covariates that change over time, or the purchases that met them, cannot be used.
///
/// ```
/// use shared::scoring::Weeks;
/// use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingError};
/// let season = vec![("season".to_owned(), VaryingColumn::OfPeriods(vec![0.0, 1.0]))];
/// let error = VaryingCovariates::new(Weeks::of_weeks(1.0), 3, 1, season).expect_err("two values for three periods");
/// assert!(matches!(error, VaryingError::Length { found: 2, expected: 3, .. }));
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum VaryingError {
    /// Histories or covariates do not do for a fit.
    #[error(transparent)]
    Fit(#[from] CovariateFitError),
    /// A parameter is impossible.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// The periods have no length.
    #[error("a period must last a positive, finite time, but lasts {weeks} weeks")]
    Period {
        /// Its length in weeks.
        weeks: f64,
    },
    /// There is no period.
    #[error("there is no period: covariates need one at the least")]
    NoPeriods,
    /// A column or row has too few or too many values.
    #[error("{what:?} has {found} values where {expected} are needed")]
    Length {
        /// The column's name, or which row it is.
        what: String,
        /// Values in it.
        found: usize,
        /// Values it should have.
        expected: usize,
    },
    /// A value is not a finite number.
    #[error("the covariate {name:?} has the value {value}, not a finite number")]
    Value {
        /// The column's name.
        name: String,
        /// The value.
        value: f64,
    },
    /// Two columns have one name.
    #[error("there are two covariates named {name:?}")]
    NamedTwice {
        /// The name.
        name: String,
    },
    /// A row begins between two periods, before the first or after the last.
    #[error("a row of customer {customer} begins at week {start}, where none of the {periods} periods begins")]
    Misaligned {
        /// Position of the customer, from 0.
        customer: usize,
        /// Weeks from the calendar's beginning to that of the row.
        start: f64,
        /// Periods there are.
        periods: usize,
    },
    /// A customer has no row for a period.
    #[error("the covariates of customer {customer} in period {period} are missing")]
    Missing {
        /// Position of the customer, from 0.
        customer: usize,
        /// The period, from 0.
        period: usize,
    },
    /// A customer has two rows for a period.
    #[error("the covariates of customer {customer} in period {period} are given twice")]
    Twice {
        /// Position of the customer, from 0.
        customer: usize,
        /// The period, from 0.
        period: usize,
    },
    /// A customer is not one of those there are.
    #[error("there is no customer {customer}: there are {customers}, counted from 0")]
    NoSuchCustomer {
        /// The customer asked for.
        customer: usize,
        /// Customers there are.
        customers: usize,
    },
    /// The number of customers differs.
    #[error("there are covariates of {found} customers and histories of {expected}")]
    Customers {
        /// Customers in the table.
        found: usize,
        /// Histories.
        expected: usize,
    },
    /// The covariates end before the time asked for.
    #[error("the covariates end {known} weeks after the calendar's beginning, but week {needed} is asked for")]
    TooShort {
        /// Weeks the periods cover.
        known: f64,
        /// Weeks needed.
        needed: f64,
    },
    /// The covariates end before the answer comes.
    #[error(
        "the covariates end {known} weeks after the as-of day, before the answer: give more periods, or say what \
         follows them with `with_afterwards`"
    )]
    NotKnownYet {
        /// Weeks from the as-of day to the end of the last period.
        known: f64,
    },
    /// A lever is impossible.
    #[error("the lever on {what} must be positive and finite, but is {value}")]
    Lever {
        /// What it acts on.
        what: &'static str,
        /// The factor.
        value: f64,
    },
    /// The table's covariates are not those of the model.
    #[error("the model's covariates are {expected:?}, the table's {found:?}")]
    Names {
        /// Names in the table.
        found: Vec<String>,
        /// Names in the model.
        expected: Vec<String>,
    },
    /// A coefficient is not a finite number.
    #[error("the coefficient of {name:?} is {value}, not a finite number")]
    Coefficient {
        /// The covariate's name.
        name: String,
        /// The value.
        value: f64,
    },
    /// Purchase times do not follow one another between the first purchase and the as-of day.
    #[error("repeat purchases must be in order, after the first one and no later than the age of {age} weeks")]
    Times {
        /// The age in weeks.
        age: f64,
    },
}

//! What can be wrong.

use super::Cells;

/// Why a discrete history is impossible.
///
/// ```
/// use shared::scoring::bg_bb::{DiscreteHistory, HistoryError};
/// let error = DiscreteHistory::new(5, 4, 6).expect_err("five of the first four");
/// assert_eq!(error, HistoryError::TooManyTransactions { transactions: 5, last: 4 });
/// assert_eq!(error.to_string(), "5 transactions cannot have happened at the first 4 opportunities");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// More transactions than opportunities up to the last one taken.
    #[error("{transactions} transactions cannot have happened at the first {last} opportunities")]
    TooManyTransactions {
        /// The transactions given.
        transactions: u32,
        /// The last opportunity given.
        last: u32,
    },
    /// The last transaction lies after the last opportunity.
    #[error("the last transaction is at opportunity {last}, but there were only {opportunities}")]
    LastBeyondOpportunities {
        /// The last opportunity given.
        last: u32,
        /// The number of opportunities given.
        opportunities: u32,
    },
    /// There is a last transaction without any.
    #[error("there is no transaction, but the last one is at opportunity {last}")]
    LastWithoutTransaction {
        /// The last opportunity given.
        last: u32,
    },
}

/// Why there is no fit.
///
/// ```
/// use shared::scoring::bg_bb::{Cells, DiscreteHistory, FitError, fit};
/// assert_eq!(FitError::check(&Cells::default()), Err(FitError::NoCustomers));
/// let never = Cells::of([DiscreteHistory::new(0, 0, 6)?; 10]);
/// assert_eq!(fit(&never).err(), Some(FitError::NoTransactions));
/// # Ok::<(), shared::scoring::bg_bb::HistoryError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FitError {
    /// There is no customer.
    #[error("there is no customer to fit to")]
    NoCustomers,
    /// Nobody had an opportunity.
    #[error("no customer has had an opportunity")]
    NoOpportunities,
    /// Nobody took an opportunity.
    #[error("no customer has taken an opportunity: there is nothing to learn a purchase probability from")]
    NoTransactions,
    /// A customer has had more opportunities than a fit has sums for.
    #[error("a customer has had {opportunities} opportunities, more than {MOST_OPPORTUNITIES}: is that a count?")]
    TooManyOpportunities {
        /// How many.
        opportunities: u32,
    },
}

/// A fit's time and memory grow with the most opportunities that anyone had.
const MOST_OPPORTUNITIES: u32 = 1_000_000;

impl FitError {
    /// Checks what the fit needs.
    ///
    /// # Errors
    /// When there is nothing to fit to, or a customer has had more than a million opportunities.
    pub fn check(cells: &Cells) -> Result<(), Self> {
        let opportunities = cells.most_opportunities();
        let cells = cells.as_slice();
        if cells.is_empty() {
            return Err(Self::NoCustomers);
        }
        if cells.iter().all(|cell| cell.history.opportunities() == 0) {
            return Err(Self::NoOpportunities);
        }
        if cells.iter().all(|cell| cell.history.transactions() == 0) {
            return Err(Self::NoTransactions);
        }
        if opportunities > MOST_OPPORTUNITIES {
            return Err(Self::TooManyOpportunities { opportunities });
        }
        Ok(())
    }
}

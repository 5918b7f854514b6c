//! What the model needs to know of a customer.

use super::HistoryError;

/// One customer's history in whole opportunities, the acquisition not counted.
///
/// ```
/// use shared::scoring::bg_bb::DiscreteHistory;
/// // Two of six opportunities taken, the fourth as the last.
/// let history = DiscreteHistory::new(2, 4, 6)?;
/// assert_eq!((history.transactions(), history.last(), history.opportunities(), history.silence()), (2, 4, 6, 2));
/// assert_eq!(history.until_last(), DiscreteHistory::new(2, 4, 4)?);
/// assert_eq!(DiscreteHistory::NEW, DiscreteHistory::new(0, 0, 0)?);
/// # Ok::<(), shared::scoring::bg_bb::HistoryError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DiscreteHistory {
    opportunities: u32,
    transactions: u32,
    last: u32,
}

impl DiscreteHistory {
    /// A customer who has just been acquired.
    pub const NEW: Self = Self { opportunities: 0, transactions: 0, last: 0 };

    /// `transactions` at `opportunities` (x and n), the `last` of them at opportunity t_x counted from 1; 0
    /// where there is none.
    ///
    /// # Errors
    /// When no customer can have such a history.
    pub fn new(transactions: u32, last: u32, opportunities: u32) -> Result<Self, HistoryError> {
        if last > opportunities {
            return Err(HistoryError::LastBeyondOpportunities { last, opportunities });
        }
        if transactions > last {
            return Err(HistoryError::TooManyTransactions { transactions, last });
        }
        if transactions == 0 && last > 0 {
            return Err(HistoryError::LastWithoutTransaction { last });
        }
        Ok(Self { opportunities, transactions, last })
    }

    /// Opportunities taken: x.
    #[must_use]
    pub fn transactions(self) -> u32 {
        self.transactions
    }

    /// The last opportunity taken: t_x.
    #[must_use]
    pub fn last(self) -> u32 {
        self.last
    }

    /// Opportunities there were: n.
    #[must_use]
    pub fn opportunities(self) -> u32 {
        self.opportunities
    }

    /// Opportunities since the last one taken: n − t_x.
    #[must_use]
    pub fn silence(self) -> u32 {
        self.opportunities - self.last
    }

    /// The same customer as of their last transaction.
    #[must_use]
    pub fn until_last(self) -> Self {
        self.until(self.last)
    }

    /// The same customer as of an opportunity not before their last transaction.
    pub(super) fn until(self, opportunities: u32) -> Self {
        debug_assert!(opportunities >= self.last, "no transaction may be lost");
        Self { opportunities, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::{DiscreteHistory, HistoryError};

    #[test]
    fn refuses_impossible_histories() {
        assert!(DiscreteHistory::new(2, 4, 6).is_ok());
        assert_eq!(DiscreteHistory::new(0, 0, 0), Ok(DiscreteHistory::NEW));
        assert_eq!(
            DiscreteHistory::new(1, 7, 6),
            Err(HistoryError::LastBeyondOpportunities { last: 7, opportunities: 6 })
        );
        assert_eq!(DiscreteHistory::new(3, 2, 6), Err(HistoryError::TooManyTransactions { transactions: 3, last: 2 }));
        assert_eq!(DiscreteHistory::new(0, 2, 6), Err(HistoryError::LastWithoutTransaction { last: 2 }));
    }
}

//! What the purchase models need to know of a customer.

/// One customer's purchase history, in weeks since the first transaction.
///
/// ```
/// use shared::scoring::{History, HistoryError};
/// // Two repeat purchases, the last of them 30.43 weeks after the first purchase, seen for 38.86 weeks.
/// let history = History::new(2, 30.43, 38.86)?;
/// assert_eq!(history, History { frequency: 2, recency: 30.43, age: 38.86 });
/// assert_eq!(History::new(2, 40.0, 38.86), Err(HistoryError::RecencyBeyondAge { recency: 40.0, age: 38.86 }));
/// # Ok::<(), HistoryError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct History {
    /// Repeat transactions, the first excluded: x.
    pub frequency: u32,
    /// Weeks from the first to the last transaction: t_x.
    pub recency: f64,
    /// Weeks from the first transaction to the as-of day: T.
    pub age: f64,
}

/// Why a history is impossible.
///
/// ```
/// use shared::scoring::{History, HistoryError};
/// let error = History::new(0, 5.0, 39.0).expect_err("no repeat transaction could be the last one");
/// assert_eq!(error, HistoryError::RecencyWithoutRepeat { recency: 5.0 });
/// assert_eq!(error.to_string(), "frequency is 0 but recency is 5: without a repeat transaction recency is 0");
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum HistoryError {
    /// A time is negative or not a number.
    #[error("recency and age must be zero or more, but are {recency} and {age}")]
    Time {
        /// The recency given.
        recency: f64,
        /// The age given.
        age: f64,
    },
    /// The last transaction lies after the as-of day.
    #[error("recency {recency} is greater than age {age}: the last transaction cannot lie after the as-of day")]
    RecencyBeyondAge {
        /// The recency given.
        recency: f64,
        /// The age given.
        age: f64,
    },
    /// There is a recency without a repeat transaction.
    #[error("frequency is 0 but recency is {recency}: without a repeat transaction recency is 0")]
    RecencyWithoutRepeat {
        /// The recency given.
        recency: f64,
    },
}

impl History {
    /// A customer who has just made the first transaction.
    pub const NEW: Self = Self { frequency: 0, recency: 0.0, age: 0.0 };

    /// The history with these values.
    ///
    /// # Errors
    /// When no customer can have such a history.
    pub fn new(frequency: u32, recency: f64, age: f64) -> Result<Self, HistoryError> {
        let is_time = |time: f64| time.is_finite() && time >= 0.0;
        if !is_time(recency) || !is_time(age) {
            return Err(HistoryError::Time { recency, age });
        }
        if recency > age {
            return Err(HistoryError::RecencyBeyondAge { recency, age });
        }
        if frequency == 0 && recency > 0.0 {
            return Err(HistoryError::RecencyWithoutRepeat { recency });
        }
        Ok(Self { frequency, recency, age })
    }
}

#[cfg(test)]
mod tests {
    use super::{History, HistoryError};

    #[test]
    fn refuses_impossible_histories() {
        assert!(History::new(2, 30.43, 38.86).is_ok());
        assert_eq!(History::new(2, 39.0, 38.0), Err(HistoryError::RecencyBeyondAge { recency: 39.0, age: 38.0 }));
        assert_eq!(History::new(0, 1.0, 38.0), Err(HistoryError::RecencyWithoutRepeat { recency: 1.0 }));
        assert!(matches!(History::new(1, f64::NAN, 1.0), Err(HistoryError::Time { .. })));
        assert!(matches!(History::new(1, 0.0, -1.0), Err(HistoryError::Time { .. })));
    }
}

//! Customers who joined in the same period, followed while their contract was renewed.

/// A cohort: how many customers started, and how many were still active after each period; those active at the end are
/// right-censored.
///
/// ```
/// use shared::scoring::contractual::Cohort;
/// let cohort = Cohort::new(vec![1000, 869, 743, 653])?;
/// assert_eq!((cohort.customers(), cohort.periods()), (1000, 3));
/// # Ok::<(), shared::scoring::contractual::CohortError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    active: Vec<u32>,
}

/// Why numbers are no cohort.
///
/// ```
/// use shared::scoring::contractual::{Cohort, CohortError};
/// assert_eq!(Cohort::new(vec![10, 8, 9]), Err(CohortError::Grown { period: 2, before: 8, after: 9 }));
/// assert_eq!(Cohort::new(vec![10]), Err(CohortError::NoPeriod));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CohortError {
    /// Nobody started.
    #[error("a cohort needs at least one customer at its start")]
    Empty,
    /// Nothing was seen after the start.
    #[error("a cohort needs the number of customers still active after at least one period")]
    NoPeriod,
    /// More customers after a period than before it.
    #[error("{after} customers after period {period} cannot have come from {before} before it")]
    Grown {
        /// The period, from 1.
        period: usize,
        /// Active before it.
        before: u32,
        /// Active after it.
        after: u32,
    },
}

impl Cohort {
    /// The cohort with these customers active at the start and after each period: one number more than periods.
    ///
    /// # Errors
    /// When nobody started, no period was seen, or a number rises.
    pub fn new(active: Vec<u32>) -> Result<Self, CohortError> {
        if active.first().is_none_or(|start| *start == 0) {
            return Err(CohortError::Empty);
        }
        if active.len() < 2 {
            return Err(CohortError::NoPeriod);
        }
        for (index, pair) in active.windows(2).enumerate() {
            if pair[1] > pair[0] {
                return Err(CohortError::Grown { period: index + 1, before: pair[0], after: pair[1] });
            }
        }
        Ok(Self { active })
    }

    /// Customers at the start.
    #[must_use]
    pub fn customers(&self) -> u32 {
        self.active[0]
    }

    /// Periods seen.
    #[must_use]
    pub fn periods(&self) -> usize {
        self.active.len() - 1
    }

    /// Periods seen, as the age of its customers.
    pub(super) fn age(&self) -> u32 {
        u32::try_from(self.periods()).unwrap_or(u32::MAX)
    }

    /// Customers active at the end of what was seen.
    ///
    /// ```
    /// use shared::scoring::contractual::Cohort;
    /// assert_eq!(Cohort::new(vec![1000, 869, 743, 653])?.still_active(), 653);
    /// # Ok::<(), shared::scoring::contractual::CohortError>(())
    /// ```
    #[must_use]
    pub fn still_active(&self) -> u32 {
        self.active[self.periods()]
    }

    /// Customers active at the start and after each period.
    #[must_use]
    pub fn active(&self) -> &[u32] {
        &self.active
    }

    /// The same cohort as it stood after fewer periods, to hold later ones out.
    ///
    /// ```
    /// use shared::scoring::contractual::Cohort;
    /// let cohort = Cohort::new(vec![1000, 869, 743, 653])?;
    /// assert_eq!(cohort.first_periods(2)?.active(), [1000, 869, 743]);
    /// assert!(cohort.first_periods(0).is_err());
    /// # Ok::<(), shared::scoring::contractual::CohortError>(())
    /// ```
    ///
    /// # Errors
    /// When no period is left.
    pub fn first_periods(&self, periods: usize) -> Result<Self, CohortError> {
        Self::new(self.active.iter().take(periods.saturating_add(1)).copied().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Cohort, CohortError};

    #[test]
    fn refuses_numbers_that_are_no_cohort() {
        assert_eq!(Cohort::new(vec![]), Err(CohortError::Empty));
        assert_eq!(Cohort::new(vec![0, 0]), Err(CohortError::Empty));
        assert_eq!(Cohort::new(vec![5]), Err(CohortError::NoPeriod));
        assert_eq!(Cohort::new(vec![5, 3, 4]), Err(CohortError::Grown { period: 2, before: 3, after: 4 }));
        assert!(Cohort::new(vec![5, 5, 0, 0]).is_ok());
    }

    #[test]
    fn later_periods_can_be_held_out() {
        let cohort = Cohort::new(vec![9, 7, 6, 6]).expect("a cohort");
        assert_eq!(cohort.first_periods(2).expect("two periods").active(), [9, 7, 6]);
        assert_eq!(cohort.first_periods(9).expect("all periods"), cohort);
        assert_eq!(cohort.first_periods(0), Err(CohortError::NoPeriod));
    }
}

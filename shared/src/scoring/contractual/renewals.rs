//! What the models need to know of all cohorts together.

use super::Cohort;

/// For each period of tenure, how many customers renewed and how many left, over all cohorts.
///
/// Sufficient for every model here: given that a customer is active before her t-th renewal, only r(t) matters. Cohorts
/// of different ages add up, so a fit costs as much as the oldest cohort has periods.
///
/// ```
/// use shared::scoring::contractual::{Cohort, Renewals};
/// let renewals = Renewals::of(&[Cohort::new(vec![10, 8, 6])?, Cohort::new(vec![5, 4])?]);
/// assert_eq!((renewals.renewed(), renewals.left()), ([12.0, 6.0].as_slice(), [3.0, 2.0].as_slice()));
/// assert_eq!((renewals.customers(), renewals.periods(), renewals.periods_with_decisions()), (15.0, 2, 2));
/// assert_eq!(renewals.retention_rate(), 18.0 / 23.0);
/// # Ok::<(), shared::scoring::contractual::CohortError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Renewals {
    renewed: Vec<f64>,
    left: Vec<f64>,
    customers: f64,
}

impl Renewals {
    /// The sum over cohorts.
    #[must_use]
    pub fn of(cohorts: &[Cohort]) -> Self {
        let periods = cohorts.iter().map(Cohort::periods).max().unwrap_or(0);
        let mut sum = Self { renewed: vec![0.0; periods], left: vec![0.0; periods], customers: 0.0 };
        for cohort in cohorts {
            sum.customers += f64::from(cohort.customers());
            for (period, pair) in cohort.active().windows(2).enumerate() {
                sum.renewed[period] += f64::from(pair[1]);
                sum.left[period] += f64::from(pair[0] - pair[1]);
            }
        }
        sum
    }

    /// Customers at the start of their cohorts.
    #[must_use]
    pub fn customers(&self) -> f64 {
        self.customers
    }

    /// Periods of the oldest cohort.
    #[must_use]
    pub fn periods(&self) -> usize {
        self.renewed.len()
    }

    /// Customers who renewed at the end of each period of tenure, from the first.
    #[must_use]
    pub fn renewed(&self) -> &[f64] {
        &self.renewed
    }

    /// Customers who left at the end of each period of tenure, from the first.
    #[must_use]
    pub fn left(&self) -> &[f64] {
        &self.left
    }

    /// Share of renewals among all decisions.
    #[must_use]
    pub fn retention_rate(&self) -> f64 {
        let renewed: f64 = self.renewed.iter().sum();
        renewed / (renewed + self.left.iter().sum::<f64>())
    }

    /// Periods in which at least one customer could decide.
    #[must_use]
    pub fn periods_with_decisions(&self) -> usize {
        self.renewed.iter().zip(&self.left).filter(|(renewed, left)| *renewed + *left > 0.0).count()
    }
}

#[cfg(test)]
mod tests {
    use super::{Cohort, Renewals};

    #[test]
    fn cohorts_of_different_ages_add_up_by_tenure() {
        let cohort = |active: &[u32]| Cohort::new(active.to_vec()).expect("a cohort");
        let renewals = Renewals::of(&[cohort(&[10, 7, 6]), cohort(&[4, 4, 3, 1])]);
        assert_eq!(renewals.renewed(), [11.0, 9.0, 1.0]);
        assert_eq!(renewals.left(), [3.0, 2.0, 2.0]);
        assert_eq!((renewals.customers(), renewals.periods()), (14.0, 3));
        assert_eq!(renewals.retention_rate(), 21.0 / 28.0);
    }

    #[test]
    fn a_period_nobody_reached_holds_no_decision() {
        let renewals = Renewals::of(&[Cohort::new(vec![3, 0, 0]).expect("a cohort")]);
        assert_eq!((renewals.periods(), renewals.periods_with_decisions()), (2, 1));
    }
}

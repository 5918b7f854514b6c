//! One customer's purchase times on the calendar.

use super::VaryingError;
use crate::scoring::History;

/// A customer's purchases, in weeks; unlike a [`History`] it knows each time, for each met other covariates.
///
/// ```
/// use shared::scoring::pareto_nbd::time_varying::VaryingHistory;
/// // First bought in week 2 of the calendar, again 1 and 4½ weeks later; observed for 10 weeks.
/// let history = VaryingHistory::new(2.0, vec![1.0, 4.5], 10.0)?;
/// assert_eq!((history.summary().frequency, history.summary().recency), (2, 4.5));
/// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct VaryingHistory {
    first: f64,
    repeats: Vec<f64>,
    age: f64,
}

impl VaryingHistory {
    /// A customer who first bought `first` weeks after the beginning of the covariates' first period, bought again
    /// `repeats` weeks after that, and is observed for `age` weeks after it.
    ///
    /// # Errors
    /// When times are negative, not finite, out of order or beyond the age.
    pub fn new(first: f64, repeats: Vec<f64>, age: f64) -> Result<Self, VaryingError> {
        let in_order = repeats.is_sorted() && repeats.iter().all(|time| (0.0..=age).contains(time));
        if !(first.is_finite() && first >= 0.0 && age.is_finite() && age >= 0.0 && in_order) {
            return Err(VaryingError::Times { age });
        }
        Ok(Self { first, repeats, age })
    }

    /// Weeks from the beginning of the first period to the first purchase.
    #[must_use]
    pub fn first(&self) -> f64 {
        self.first
    }

    /// Weeks from the first purchase to each repeat purchase.
    #[must_use]
    pub fn repeats(&self) -> &[f64] {
        &self.repeats
    }

    /// Weeks from the first purchase to the as-of day.
    #[must_use]
    pub fn age(&self) -> f64 {
        self.age
    }

    /// Frequency, recency and age.
    #[must_use]
    pub fn summary(&self) -> History {
        let recency = self.repeats.last().copied().unwrap_or(0.0);
        History { frequency: self.repeats.len() as u32, recency, age: self.age }
    }
}

#[cfg(test)]
mod tests {
    use super::VaryingHistory;
    use crate::scoring::History;

    #[test]
    fn sums_up_to_frequency_recency_and_age() {
        let history = VaryingHistory::new(2.0, vec![1.0, 4.5], 10.0).expect("in order");
        assert_eq!(history.summary(), History { frequency: 2, recency: 4.5, age: 10.0 });
        for (first, repeats, age) in
            [(-1.0, vec![], 3.0), (0.0, vec![2.0, 1.0], 3.0), (0.0, vec![4.0], 3.0), (f64::NAN, vec![], 3.0)]
        {
            assert!(VaryingHistory::new(first, repeats, age).is_err());
        }
    }
}

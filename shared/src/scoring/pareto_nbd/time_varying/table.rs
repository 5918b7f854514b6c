//! The table of covariates by customer and period.

use super::VaryingError;
use crate::scoring::Weeks;

/// The values of one covariate.
///
/// ```
/// use shared::scoring::Weeks;
/// use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates};
/// // Two customers and three weeks: one value a week, one a customer, and customer by customer one a week.
/// let columns = vec![
///     ("season".to_owned(), VaryingColumn::OfPeriods(vec![0.0, 0.0, 1.0])),
///     ("channel".to_owned(), VaryingColumn::OfCustomers(vec![0.0, 1.0])),
///     ("mailings".to_owned(), VaryingColumn::OfBoth(vec![1.0, 0.0, 0.0, 0.0, 2.0, 1.0])),
/// ];
/// let covariates = VaryingCovariates::new(Weeks::of_weeks(1.0), 3, 2, columns)?;
/// assert_eq!((covariates.names().len(), covariates.periods(), covariates.customers()), (3, 3, 2));
/// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum VaryingColumn {
    /// One a period, the same for all customers: a season.
    OfPeriods(Vec<f64>),
    /// One a customer, the same at all times: a sales channel.
    OfCustomers(Vec<f64>),
    /// One a customer and period, customer by customer: mailings received.
    OfBoth(Vec<f64>),
}

impl VaryingColumn {
    fn values(&self) -> &[f64] {
        match self {
            Self::OfPeriods(values) | Self::OfCustomers(values) | Self::OfBoth(values) => values,
        }
    }
}

/// Covariates of one process, which stay as they are for a period and may change with the next.
///
/// Periods are equally long and follow one another from the calendar's beginning on, which is that of the first one.
/// They reach as far as covariates are known: to the as-of day for a fit, beyond it for a forecast.
///
/// ```
/// use shared::scoring::Weeks;
/// use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates};
/// // Four weeks and two customers: a holiday in the third week, a mailing to the second customer in the second.
/// let columns = vec![
///     ("holiday".to_owned(), VaryingColumn::OfPeriods(vec![0.0, 0.0, 1.0, 0.0])),
///     ("mailing".to_owned(), VaryingColumn::OfBoth(vec![0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0])),
/// ];
/// let covariates = VaryingCovariates::new(Weeks::of_weeks(1.0), 4, 2, columns)?;
/// assert_eq!((covariates.weeks(), covariates.names().len()), (4.0, 2));
/// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct VaryingCovariates {
    period: f64,
    periods: usize,
    customers: usize,
    names: Vec<String>,
    columns: Vec<VaryingColumn>,
}

/// Times this share of a period away from a boundary are on it: weeks that were days have rounding errors.
const ON_BOUNDARY: f64 = 1e-9;

impl VaryingCovariates {
    /// The table with these named columns for that many periods of that length and that many customers.
    ///
    /// # Errors
    /// When a column has not one value for each customer or period it is about, a value is not finite, names repeat, or
    /// there is no period or no length of it.
    pub fn new(
        period: Weeks,
        periods: usize,
        customers: usize,
        columns: Vec<(String, VaryingColumn)>,
    ) -> Result<Self, VaryingError> {
        let period = period.get();
        if !(period > 0.0 && period.is_finite()) {
            return Err(VaryingError::Period { weeks: period });
        }
        if periods == 0 {
            return Err(VaryingError::NoPeriods);
        }
        let mut table = Self { period, periods, customers, names: Vec::new(), columns: Vec::new() };
        for (name, column) in columns {
            let expected = match &column {
                VaryingColumn::OfPeriods(_) => periods,
                VaryingColumn::OfCustomers(_) => customers,
                VaryingColumn::OfBoth(_) => customers * periods,
            };
            let values = column.values();
            if values.len() != expected {
                return Err(VaryingError::Length { what: name, found: values.len(), expected });
            }
            if let Some(value) = values.iter().find(|value| !value.is_finite()) {
                return Err(VaryingError::Value { name, value: *value });
            }
            if table.names.contains(&name) {
                return Err(VaryingError::NamedTwice { name });
            }
            table.names.push(name);
            table.columns.push(column);
        }
        Ok(table)
    }

    /// No covariates at all, for a process without any.
    ///
    /// # Errors
    /// When there is no period or no length of it.
    pub fn none(period: Weeks, periods: usize, customers: usize) -> Result<Self, VaryingError> {
        Self::new(period, periods, customers, Vec::new())
    }

    /// Names of the columns.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Number of customers.
    #[must_use]
    pub fn customers(&self) -> usize {
        self.customers
    }

    /// Length of a period in weeks.
    #[must_use]
    pub fn period(&self) -> f64 {
        self.period
    }

    /// Number of periods.
    #[must_use]
    pub fn periods(&self) -> usize {
        self.periods
    }

    /// Weeks that the periods cover.
    #[must_use]
    pub fn weeks(&self) -> f64 {
        self.period * self.periods as f64
    }

    /// The period that a time in weeks since the calendar's beginning is in. A time between two periods belongs to the
    /// later, the end of the last one to that.
    pub(super) fn period_at(&self, weeks: f64) -> usize {
        self.period_of(weeks).min(self.periods - 1)
    }

    /// The period that begins at this time, if one does.
    pub(super) fn period_from(&self, weeks: f64) -> Option<usize> {
        let period = self.period_of(weeks);
        let offset = weeks / self.period - period as f64;
        (weeks >= -ON_BOUNDARY && period < self.periods && offset.abs() <= ON_BOUNDARY).then_some(period)
    }

    /// Refuses a time after the last period.
    pub(super) fn check_covers(&self, weeks: f64) -> Result<(), VaryingError> {
        if weeks / self.period > self.periods as f64 + ON_BOUNDARY {
            return Err(VaryingError::TooShort { known: self.weeks(), needed: weeks });
        }
        Ok(())
    }

    /// Appends the values of a customer in a period.
    pub(super) fn push_values(&self, customer: usize, period: usize, to: &mut Vec<f64>) {
        to.extend(self.columns.iter().map(|column| match column {
            VaryingColumn::OfPeriods(values) => values[period],
            VaryingColumn::OfCustomers(values) => values[customer],
            VaryingColumn::OfBoth(values) => values[customer * self.periods + period],
        }));
    }

    fn period_of(&self, weeks: f64) -> usize {
        (weeks / self.period + ON_BOUNDARY) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{VaryingColumn, VaryingCovariates, VaryingError};
    use crate::scoring::Weeks;

    fn table(columns: Vec<(&str, VaryingColumn)>) -> Result<VaryingCovariates, VaryingError> {
        let columns = columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect();
        VaryingCovariates::new(Weeks::of_weeks(2.0), 3, 2, columns)
    }

    #[test]
    fn columns_of_any_kind_stand_side_by_side() {
        let table = table(vec![
            ("season", VaryingColumn::OfPeriods(vec![0.0, 1.0, 0.0])),
            ("channel", VaryingColumn::OfCustomers(vec![5.0, 6.0])),
            ("mailings", VaryingColumn::OfBoth(vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0])),
        ])
        .expect("a table");
        let mut values = Vec::new();
        table.push_values(1, 1, &mut values);
        assert_eq!(values, [1.0, 6.0, 5.0]);
        assert_eq!((table.period_at(1.9), table.period_at(2.0), table.period_at(6.0)), (0, 1, 2));
        assert_eq!(table.weeks(), 6.0);
    }

    #[test]
    fn days_reach_the_period_they_begin() {
        let covariates = VaryingCovariates::none(Weeks::of_weeks(1.0), 200, 1).expect("a table");
        for week in 0..200_u32 {
            for first in 0..7 * week {
                let (first, later) = (f64::from(first) / 7.0, f64::from(7 * week - first) / 7.0);
                assert_eq!(covariates.period_at(first + later), week as usize);
            }
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let short = table(vec![("season", VaryingColumn::OfPeriods(vec![0.0]))]);
        assert!(matches!(short, Err(VaryingError::Length { found: 1, expected: 3, .. })));
        let bad = table(vec![("channel", VaryingColumn::OfCustomers(vec![0.0, f64::NAN]))]);
        assert!(matches!(bad, Err(VaryingError::Value { .. })));
        let column = || ("season", VaryingColumn::OfPeriods(vec![0.0; 3]));
        assert!(matches!(table(vec![column(), column()]), Err(VaryingError::NamedTwice { .. })));
        assert!(matches!(VaryingCovariates::none(Weeks::ZERO, 3, 2), Err(VaryingError::Period { .. })));
        let none = VaryingCovariates::none(Weeks::of_weeks(1.0), 0, 2);
        assert!(matches!(none, Err(VaryingError::NoPeriods)));
    }
}

//! The table from a row for every customer and period, as a file has them.

use super::{VaryingColumn, VaryingCovariates, VaryingError};
use crate::scoring::Weeks;

/// The covariates of one customer in one period.
///
/// ```
/// use shared::scoring::Weeks;
/// use shared::scoring::pareto_nbd::time_varying::{VaryingCovariates, VaryingRow};
/// let row = |start, mailings| VaryingRow { customer: 0, start, values: vec![mailings] };
/// let table = |rows| VaryingCovariates::from_rows(Weeks::of_weeks(1.0), 2, 1, vec!["mailings".to_owned()], rows);
/// assert_eq!(table(vec![row(1.0, 2.0), row(0.0, 0.0)])?.weeks(), 2.0);
/// // Nothing is said of the second week.
/// assert!(table(vec![row(0.0, 0.0)]).is_err());
/// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct VaryingRow {
    /// Position of the customer, from 0.
    pub customer: usize,
    /// Weeks from the calendar's beginning to that of the period.
    pub start: f64,
    /// One value a covariate, in the order of the names.
    pub values: Vec<f64>,
}

impl VaryingCovariates {
    /// The table with these covariates, from rows in any order.
    ///
    /// # Errors
    /// When rows are missing, given twice, of unknown customers, do not begin where a period does or have not one
    /// finite value a covariate, and as with [`Self::new`].
    ///
    /// ```
    /// use shared::scoring::Weeks;
    /// use shared::scoring::pareto_nbd::time_varying::{VaryingCovariates, VaryingError, VaryingRow};
    /// let row = |start: f64, mailings: f64| VaryingRow { customer: 0, start, values: vec![mailings] };
    /// let table = |rows: Vec<VaryingRow>| {
    ///     VaryingCovariates::from_rows(Weeks::of_weeks(2.0), 2, 1, vec!["mailings".to_owned()], rows)
    /// };
    /// assert!(table(vec![row(2.0, 3.0), row(0.0, 1.0)]).is_ok());
    /// let gap = table(vec![row(0.0, 1.0)]).unwrap_err();
    /// assert_eq!(gap.to_string(), "the covariates of customer 0 in period 1 are missing");
    /// let between = table(vec![row(0.0, 1.0), row(1.0, 1.0)]);
    /// assert!(matches!(between, Err(VaryingError::Misaligned { .. })));
    /// ```
    pub fn from_rows(
        period: Weeks,
        periods: usize,
        customers: usize,
        names: Vec<String>,
        rows: impl IntoIterator<Item = VaryingRow>,
    ) -> Result<Self, VaryingError> {
        let calendar = Self::none(period, periods, customers)?;
        let mut seen = vec![false; customers * periods];
        let mut columns: Vec<Vec<f64>> = names.iter().map(|_| vec![0.0; customers * periods]).collect();
        for VaryingRow { customer, start, values } in rows {
            if customer >= customers {
                return Err(VaryingError::NoSuchCustomer { customer, customers });
            }
            let period = calendar.period_from(start).ok_or(VaryingError::Misaligned { customer, start, periods })?;
            if values.len() != names.len() {
                let what = format!("the row of customer {customer} in period {period}");
                return Err(VaryingError::Length { what, found: values.len(), expected: names.len() });
            }
            let cell = customer * periods + period;
            if std::mem::replace(&mut seen[cell], true) {
                return Err(VaryingError::Twice { customer, period });
            }
            for (column, value) in columns.iter_mut().zip(values) {
                column[cell] = value;
            }
        }
        if let Some(cell) = seen.iter().position(|seen| !seen) {
            return Err(VaryingError::Missing { customer: cell / periods, period: cell % periods });
        }
        let columns = names.into_iter().zip(columns.into_iter().map(VaryingColumn::OfBoth)).collect();
        Self::new(period, periods, customers, columns)
    }
}

#[cfg(test)]
mod tests {
    use super::{VaryingCovariates, VaryingError, VaryingRow};
    use crate::scoring::Weeks;

    fn table(rows: &[(usize, f64, &[f64])]) -> Result<VaryingCovariates, VaryingError> {
        let row =
            |&(customer, start, values): &(usize, f64, &[f64])| VaryingRow { customer, start, values: values.to_vec() };
        VaryingCovariates::from_rows(Weeks::of_days(7.0), 2, 2, vec!["price".to_owned()], rows.iter().map(row))
    }

    #[test]
    fn rows_come_in_any_order() {
        let table = table(&[(1, 1.0, &[4.0]), (0, 0.0, &[1.0]), (1, 0.0, &[3.0]), (0, 1.0, &[2.0])]).expect("all");
        let mut values = Vec::new();
        for (customer, period) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            table.push_values(customer, period, &mut values);
        }
        assert_eq!(values, [1.0, 2.0, 3.0, 4.0]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let error = |rows: &[(usize, f64, &[f64])]| table(rows).expect_err("refused");
        assert!(matches!(error(&[(2, 0.0, &[1.0])]), VaryingError::NoSuchCustomer { customer: 2, customers: 2 }));
        for start in [0.5, 2.0, -1.0, f64::NAN] {
            assert!(matches!(error(&[(0, start, &[1.0])]), VaryingError::Misaligned { .. }), "{start}");
        }
        assert!(matches!(error(&[(0, 0.0, &[])]), VaryingError::Length { found: 0, expected: 1, .. }));
        let twice = error(&[(0, 0.0, &[1.0]), (0, 0.0, &[1.0])]);
        assert!(matches!(twice, VaryingError::Twice { customer: 0, period: 0 }));
        let full = |bad: f64| [(0, 0.0, vec![1.0]), (0, 1.0, vec![1.0]), (1, 0.0, vec![1.0]), (1, 1.0, vec![bad])];
        let rows = full(f64::INFINITY);
        let rows: Vec<(usize, f64, &[f64])> = rows.iter().map(|(one, two, three)| (*one, *two, &three[..])).collect();
        assert!(matches!(error(&rows), VaryingError::Value { .. }));
        assert!(matches!(error(&rows[..3]), VaryingError::Missing { customer: 1, period: 1 }));
    }
}

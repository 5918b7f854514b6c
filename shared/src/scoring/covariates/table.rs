//! The table of covariates.

/// Covariates of all customers: named columns of numbers, one row a customer. Categories are columns of 0 and 1.
///
/// ```
/// use shared::scoring::covariates::Covariates;
/// let columns = vec![("newsletter".to_owned(), vec![0.0, 1.0, 1.0]), ("age".to_owned(), vec![31.0, 45.0, 28.0])];
/// let covariates = Covariates::new(3, columns)?;
/// assert_eq!((covariates.customers(), covariates.names().len()), (3, 2));
/// assert_eq!(covariates.row(1), [1.0, 45.0]);
/// assert_eq!((covariates.position("age"), covariates.position("channel")), (Some(1), None));
/// # Ok::<(), shared::scoring::covariates::CovariateError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Covariates {
    names: Vec<String>,
    customers: usize,
    /// Row by row.
    values: Vec<f64>,
}

/// What is wrong with a table of covariates.
///
/// ```
/// use shared::scoring::covariates::{CovariateError, Covariates};
/// let table = |values: Vec<f64>| Covariates::new(2, vec![("age".to_owned(), values)]);
/// let name = "age".to_owned();
/// assert_eq!(table(vec![40.0, 40.0]), Err(CovariateError::Constant { name: name.clone() }));
/// assert_eq!(table(vec![40.0]), Err(CovariateError::Length { name, found: 1, customers: 2 }));
/// assert!(matches!(table(vec![40.0, f64::NAN]), Err(CovariateError::Value { row: 1, .. })));
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CovariateError {
    /// Two columns have one name.
    #[error("there are two covariates named {name:?}")]
    NamedTwice {
        /// The name.
        name: String,
    },
    /// The columns differ in length, from each other or from the histories.
    #[error("the covariate {name:?} has {found} values for {customers} customers")]
    Length {
        /// The column's name.
        name: String,
        /// Values in it.
        found: usize,
        /// Customers there are.
        customers: usize,
    },
    /// A value is not a finite number.
    #[error("the covariate {name:?} of customer {row} is {value}, not a finite number")]
    Value {
        /// The column's name.
        name: String,
        /// Position of the customer, from 0.
        row: usize,
        /// The value.
        value: f64,
    },
    /// A column has one value throughout: its coefficient cannot be told from the base rate.
    #[error("the covariate {name:?} is the same for all customers")]
    Constant {
        /// The column's name.
        name: String,
    },
    /// Some covariates of a process are (nearly) sums of multiples of others: their coefficients cannot be told apart.
    #[error("some covariates follow from others: leave one out, for example one category of each kind")]
    Collinear,
    /// A customer whose covariates are all 0 would be so unlike the customers there are that a parameter has no number.
    #[error("all covariates at 0 are too far from all customers: centre the covariates")]
    TooFarFromZero,
    /// A coefficient is to be shared that is not in both tables.
    #[error("the covariate {name:?} is not one of both the purchase and the dropout process")]
    NotInBoth {
        /// The name given.
        name: String,
    },
}

impl Covariates {
    /// No covariates, for a process without any.
    #[must_use]
    pub fn none(customers: usize) -> Self {
        Self { customers, ..Self::default() }
    }

    /// The table with these columns of `customers` values each.
    ///
    /// # Errors
    /// When names repeat, lengths differ, a value is not finite or a column is constant.
    pub fn new(customers: usize, columns: Vec<(String, Vec<f64>)>) -> Result<Self, CovariateError> {
        let mut values = vec![0.0; customers * columns.len()];
        let mut names: Vec<String> = Vec::with_capacity(columns.len());
        let width = columns.len();
        for (index, (name, column)) in columns.into_iter().enumerate() {
            if names.contains(&name) {
                return Err(CovariateError::NamedTwice { name });
            }
            if column.len() != customers {
                return Err(CovariateError::Length { name, found: column.len(), customers });
            }
            if let Some((row, value)) = column.iter().enumerate().find(|(_, value)| !value.is_finite()) {
                return Err(CovariateError::Value { name, row, value: *value });
            }
            if column.iter().all(|value| *value == column[0]) {
                return Err(CovariateError::Constant { name });
            }
            for (row, value) in column.into_iter().enumerate() {
                // Adding zero turns −0 into 0: equal rows have equal bits.
                values[row * width + index] = value + 0.0;
            }
            names.push(name);
        }
        Ok(Self { names, customers, values })
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

    /// The covariates of one customer, in the order of the names.
    #[must_use]
    pub fn row(&self, customer: usize) -> &[f64] {
        let width = self.names.len();
        &self.values[customer * width..(customer + 1) * width]
    }

    /// Position of the column of that name.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }
}

#[cfg(test)]
mod tests {
    use super::{CovariateError, Covariates};

    fn table(columns: &[(&str, &[f64])]) -> Result<Covariates, CovariateError> {
        Covariates::new(3, columns.iter().map(|(name, values)| ((*name).to_owned(), values.to_vec())).collect())
    }

    #[test]
    fn rows_hold_a_customers_values() {
        let covariates = table(&[("gender", &[0.0, 1.0, 1.0]), ("age", &[30.0, -0.0, 50.5])]).expect("a table");
        assert_eq!(covariates.row(2), [1.0, 50.5]);
        assert_eq!(covariates.row(1)[1].to_bits(), 0);
        assert_eq!(covariates.position("age"), Some(1));
        assert_eq!(Covariates::none(5).row(4), [0.0; 0]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert!(matches!(table(&[("a", &[0.0, 1.0])]), Err(CovariateError::Length { found: 2, customers: 3, .. })));
        assert!(matches!(table(&[("a", &[0.0, f64::NAN, 2.0])]), Err(CovariateError::Value { row: 1, .. })));
        assert!(matches!(table(&[("a", &[2.0, 2.0, 2.0])]), Err(CovariateError::Constant { .. })));
        let twice = table(&[("a", &[0.0, 1.0, 2.0]), ("a", &[0.0, 1.0, 2.0])]);
        assert!(matches!(twice, Err(CovariateError::NamedTwice { .. })));
    }
}

//! What is known of each customer beside the purchases.

use std::collections::BTreeSet;

/// Features of customers, one row a customer, one column a feature, all finite numbers. A yes or no is 1 or 0; a choice
/// of k kinds is k − 1 such columns.
///
/// ```
/// use shared::scoring::classification::Features;
/// // Complaints and whether the contract is monthly, of three customers.
/// let names = vec!["complaints".to_owned(), "monthly".to_owned()];
/// let features = Features::new(names, vec![0.0, 1.0, 2.0, 0.0, 5.0, 1.0])?;
/// assert_eq!((features.len(), features.names().len()), (3, 2));
/// assert_eq!(features.rows().nth(1), Some([2.0, 0.0].as_slice()));
/// assert_eq!(features.of_rows(&[2, 0]).rows().next(), Some([5.0, 1.0].as_slice()));
/// # Ok::<(), shared::scoring::classification::FeatureError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Features {
    names: Vec<String>,
    values: Vec<f64>,
}

/// Why numbers are no features.
///
/// ```
/// use shared::scoring::classification::{FeatureError, Features};
/// let error = Features::new(vec!["complaints".to_owned()], vec![0.0, f64::NAN]).unwrap_err();
/// assert_eq!(error, FeatureError::NotFinite { name: "complaints".to_owned(), row: 1 });
/// let error = Features::new(vec!["a".to_owned(), "b".to_owned()], vec![0.0; 3]).unwrap_err();
/// assert_eq!(error, FeatureError::Ragged { values: 3, features: 2 });
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FeatureError {
    /// There is no column.
    #[error("there is no feature")]
    None,
    /// Two columns have one name.
    #[error("two features are named {name}")]
    Twice {
        /// The name.
        name: String,
    },
    /// The values do not fill whole rows.
    #[error("{values} values do not make whole rows of {features} features")]
    Ragged {
        /// Number of values.
        values: usize,
        /// Number of features.
        features: usize,
    },
    /// A value is infinite or missing.
    #[error("{name} of row {row} is not a number: fill gaps before, with a feature that says where they were")]
    NotFinite {
        /// The feature.
        name: String,
        /// The row.
        row: usize,
    },
}

impl Features {
    /// The features of these names, with the values of one customer after the other.
    ///
    /// # Errors
    /// When names repeat, rows are not whole or a value is not finite.
    pub fn new(names: Vec<String>, values: Vec<f64>) -> Result<Self, FeatureError> {
        if names.is_empty() {
            return Err(FeatureError::None);
        }
        let mut seen = BTreeSet::new();
        if let Some(name) = names.iter().find(|name| !seen.insert(*name)) {
            return Err(FeatureError::Twice { name: name.clone() });
        }
        if !values.len().is_multiple_of(names.len()) {
            return Err(FeatureError::Ragged { values: values.len(), features: names.len() });
        }
        match values.iter().position(|value| !value.is_finite()) {
            Some(at) => Err(FeatureError::NotFinite { name: names[at % names.len()].clone(), row: at / names.len() }),
            None => Ok(Self { names, values }),
        }
    }

    /// Names of the columns.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len() / self.names.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The rows in order.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> + Clone {
        self.values.chunks_exact(self.names.len())
    }

    /// The rows with these numbers.
    #[must_use]
    pub fn of_rows(&self, rows: &[usize]) -> Self {
        let columns = self.names.len();
        let values = rows.iter().flat_map(|row| &self.values[row * columns..(row + 1) * columns]).copied();
        Self { names: self.names.clone(), values: values.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::{FeatureError, Features};

    #[test]
    fn refuses_what_is_no_table_of_numbers() {
        let made = |names: &[&str], values: &[f64]| {
            Features::new(names.iter().map(|name| (*name).to_owned()).collect(), values.to_vec())
        };
        assert_eq!(made(&[], &[]), Err(FeatureError::None));
        assert_eq!(made(&["a", "b", "a"], &[]), Err(FeatureError::Twice { name: "a".into() }));
        assert_eq!(made(&["a", "b"], &[1.0; 3]), Err(FeatureError::Ragged { values: 3, features: 2 }));
        let gap = FeatureError::NotFinite { name: "b".into(), row: 1 };
        assert_eq!(made(&["a", "b"], &[1.0, 2.0, 3.0, f64::NAN]), Err(gap));
        let table = made(&["a", "b"], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).expect("three rows");
        assert_eq!(
            (table.len(), table.of_rows(&[2, 0]).rows().flatten().copied().collect::<Vec<_>>()),
            (3, vec![5.0, 6.0, 1.0, 2.0])
        );
    }
}

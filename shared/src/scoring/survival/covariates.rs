//! What is known of each spell beside its length.

use super::FitError;
use super::columns::{add_scaled, dot, sum};
use crate::scoring::optimise::{Information, Matrix};

/// Covariates: named columns of numbers, one row a spell. A category with k values is k − 1 columns of 0 and 1.
///
/// ```
/// use shared::scoring::survival::Covariates;
/// // Of two subscribers: whether they pay by the month, and what they pay.
/// let names = vec!["monthly".to_owned(), "price".to_owned()];
/// let covariates = Covariates::new(names, vec![1.0, 29.9, 0.0, 19.9])?;
/// assert_eq!((covariates.rows(), covariates.columns()), (2, 2));
/// assert_eq!((covariates.row(1), covariates.names()[1].as_str()), ([0.0, 19.9].as_slice(), "price"));
/// # Ok::<(), shared::scoring::survival::FitError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Covariates {
    names: Vec<String>,
    /// Row by row.
    values: Vec<f64>,
}

impl Covariates {
    /// Covariates from their names and their values row by row, as many a row as names.
    ///
    /// # Errors
    /// When there is no column, the values do not fill whole rows, or one is not a finite number.
    pub fn new(names: Vec<String>, values: Vec<f64>) -> Result<Self, FitError> {
        if names.is_empty() || !values.len().is_multiple_of(names.len()) {
            return Err(FitError::Covariates { columns: names.len(), values: values.len() });
        }
        if let Some(index) = values.iter().position(|value| !value.is_finite()) {
            let covariate = names[index % names.len()].clone();
            return Err(FitError::NotANumber { covariate, spell: index / names.len() });
        }
        Ok(Self { names, values })
    }

    /// The columns' names.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.names.len()
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.values.len() / self.names.len()
    }

    /// One spell's values.
    #[must_use]
    pub fn row(&self, spell: usize) -> &[f64] {
        &self.values[spell * self.columns()..(spell + 1) * self.columns()]
    }
}

/// Covariates less their mean, in standard deviations: no column's unit can spoil the fit's digits.
#[derive(Clone, Debug)]
pub(super) struct Standardised {
    pub(super) means: Vec<f64>,
    pub(super) deviations: Vec<f64>,
    /// Each column in the order asked for.
    pub(super) columns: Vec<Vec<f64>>,
}

/// A spread below this share of the mean is rounding.
const CONSTANT: f64 = 1e-12;
/// Correlations with an eigenvalue below this leave a column that the others determine to ten digits.
const COLLINEAR: f64 = 1e-10;

impl Standardised {
    /// The covariates standardised, their rows in the given order.
    pub(super) fn of(covariates: &Covariates, order: &[u32]) -> Result<Self, FitError> {
        let rows = covariates.rows() as f64;
        let mut standardised = Self { means: Vec::new(), deviations: Vec::new(), columns: Vec::new() };
        for (index, name) in covariates.names.iter().enumerate() {
            let value = |spell: &u32| covariates.row(*spell as usize)[index];
            let mut column: Vec<f64> = order.iter().map(value).collect();
            let mean = sum(&column) / rows;
            column.iter_mut().for_each(|value| *value -= mean);
            let deviation = (dot(&column, &column) / rows).sqrt();
            if deviation <= CONSTANT * mean.abs() {
                return Err(FitError::Constant { covariate: name.clone() });
            }
            column.iter_mut().for_each(|value| *value /= deviation);
            standardised.means.push(mean);
            standardised.deviations.push(deviation);
            standardised.columns.push(column);
        }
        standardised.check_independence(covariates)?;
        Ok(standardised)
    }

    /// Σ slope · column, for each row.
    pub(super) fn predictors(&self, slopes: &[f64]) -> Vec<f64> {
        let mut predictors = vec![0.0; self.columns[0].len()];
        for (column, slope) in self.columns.iter().zip(slopes) {
            add_scaled(&mut predictors, *slope, column);
        }
        predictors
    }

    fn check_independence(&self, covariates: &Covariates) -> Result<(), FitError> {
        let count = self.columns.len();
        let rows = covariates.rows() as f64;
        let correlations = Matrix::from_fn(count, |i, j| dot(&self.columns[i], &self.columns[j]) / rows);
        let (smallest, direction) = Information::decompose(&correlations, vec![true; count]).weakest();
        if smallest > COLLINEAR {
            return Ok(());
        }
        Err(FitError::Collinear { covariates: leading(&covariates.names, &direction) })
    }
}

/// The names whose part in a direction is at least a tenth of the largest.
pub(super) fn leading(names: &[String], direction: &[f64]) -> Vec<String> {
    let largest = direction.iter().fold(0.0, |largest: f64, part| largest.max(part.abs()));
    names.iter().zip(direction).filter(|(_, part)| part.abs() >= 0.1 * largest).map(|(name, _)| name.clone()).collect()
}

//! What is known of each spell beside its length.

use super::FitError;
use crate::scoring::optimise::{Information, Matrix};

/// Covariates: named columns of numbers, one row a spell. A category with k values is k − 1 columns of 0 and 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Covariates {
    names: Vec<String>,
    /// Row by row.
    values: Vec<f64>,
}

impl Covariates {
    /// Covariates from their names and their values row by row.
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
    /// Row by row, in the order asked for.
    values: Vec<f64>,
}

/// A spread below this share of the mean is rounding.
const CONSTANT: f64 = 1e-12;
/// Correlations with an eigenvalue below this leave a column that the others determine to ten digits.
const COLLINEAR: f64 = 1e-10;

impl Standardised {
    /// The covariates standardised, their rows in the given order.
    pub(super) fn of(covariates: &Covariates, order: &[u32]) -> Result<Self, FitError> {
        let (rows, columns) = (covariates.rows() as f64, covariates.columns());
        let mut means = vec![0.0; columns];
        let mut deviations = vec![0.0; columns];
        for row in covariates.values.chunks_exact(columns) {
            for (mean, value) in means.iter_mut().zip(row) {
                *mean += value;
            }
        }
        for mean in &mut means {
            *mean /= rows;
        }
        for row in covariates.values.chunks_exact(columns) {
            for ((deviation, mean), value) in deviations.iter_mut().zip(&means).zip(row) {
                *deviation += (value - mean) * (value - mean) / rows;
            }
        }
        for (column, deviation) in deviations.iter_mut().enumerate() {
            *deviation = deviation.sqrt();
            if *deviation <= CONSTANT * means[column].abs() {
                return Err(FitError::Constant { covariate: covariates.names[column].clone() });
            }
        }
        let mut values = Vec::with_capacity(covariates.values.len());
        for spell in order {
            let row = covariates.row(*spell as usize).iter();
            values
                .extend(row.zip(means.iter().zip(&deviations)).map(|(value, (mean, spread))| (value - mean) / spread));
        }
        let standardised = Self { means, deviations, values };
        standardised.check_independence(covariates)?;
        Ok(standardised)
    }

    pub(super) fn columns(&self) -> usize {
        self.means.len()
    }

    pub(super) fn rows(&self) -> std::slice::ChunksExact<'_, f64> {
        self.values.chunks_exact(self.columns())
    }

    fn check_independence(&self, covariates: &Covariates) -> Result<(), FitError> {
        let columns = self.columns();
        let mut correlations = Matrix::zero(columns);
        for row in self.rows() {
            for (i, x) in row.iter().enumerate() {
                for (j, y) in row.iter().enumerate().skip(i) {
                    correlations[(i, j)] += x * y;
                }
            }
        }
        correlations.mirror_upper();
        let information = Information::decompose(&correlations, vec![true; columns]);
        let (smallest, direction) = information.weakest();
        if smallest > COLLINEAR * covariates.rows() as f64 {
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

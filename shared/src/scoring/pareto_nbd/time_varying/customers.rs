//! What a fit needs of every customer.

use super::path::{Path, Piece};
use super::{VaryingCovariates, VaryingError, VaryingHistory};
use crate::scoring::covariates::{CovariateError, Process};
use crate::scoring::optimise::Matrix;

/// One customer.
#[derive(Clone, Debug)]
pub(super) struct Customer {
    pub(super) frequency: u32,
    /// Covariates up to the last purchase.
    pub(super) before: Path,
    /// Covariates since.
    pub(super) silent: Path,
    /// Sum over repeat purchases of the covariates that they met.
    pub(super) met: Vec<f64>,
}

impl Customer {
    pub(super) fn new(
        history: &VaryingHistory,
        customer: usize,
        purchase: &VaryingCovariates,
        dropout: &VaryingCovariates,
    ) -> Result<Self, VaryingError> {
        let summary = history.summary();
        let path = |from: f64, to: f64| Path::new(purchase, dropout, customer, history.first(), (from, to));
        let (before, silent) = (path(0.0, summary.recency)?, path(summary.recency, summary.age)?);
        let met = met(history, customer, purchase);
        Ok(Self { frequency: summary.frequency, before, silent, met })
    }

    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        self.before.pieces().chain(self.silent.pieces())
    }
}

/// Sum over repeat purchases of the covariates of the purchase process that they met.
pub(super) fn met(history: &VaryingHistory, customer: usize, purchase: &VaryingCovariates) -> Vec<f64> {
    let mut met = vec![0.0; purchase.names().len()];
    let mut values = Vec::with_capacity(met.len());
    for time in history.repeats() {
        values.clear();
        purchase.push_values(customer, purchase.period_at(history.first() + time), &mut values);
        for (sum, value) in met.iter_mut().zip(&values) {
            *sum += value;
        }
    }
    met
}

/// All customers.
#[derive(Clone, Debug)]
pub(super) struct Customers {
    pub(super) customers: Vec<Customer>,
    purchase_names: Vec<String>,
    dropout_names: Vec<String>,
}

impl Customers {
    pub(super) fn new(
        histories: &[VaryingHistory],
        purchase: &VaryingCovariates,
        dropout: &VaryingCovariates,
    ) -> Result<Self, VaryingError> {
        for table in [purchase, dropout] {
            if table.customers() != histories.len() {
                return Err(VaryingError::Customers { found: table.customers(), expected: histories.len() });
            }
        }
        let one = |(row, history): (usize, &VaryingHistory)| Customer::new(history, row, purchase, dropout);
        Ok(Self {
            customers: histories.iter().enumerate().map(one).collect::<Result<_, _>>()?,
            purchase_names: purchase.names().to_vec(),
            dropout_names: dropout.names().to_vec(),
        })
    }

    pub(super) fn names(&self, process: Process) -> &[String] {
        match process {
            Process::Purchase => &self.purchase_names,
            Process::Dropout => &self.dropout_names,
        }
    }

    /// Refuses a covariate that is the same wherever customers were observed.
    pub(super) fn check_variation(&self) -> Result<(), CovariateError> {
        for process in [Process::Purchase, Process::Dropout] {
            let mut first: Option<&[f64]> = None;
            let mut varies = vec![false; self.names(process).len()];
            for (_, values) in self.exposures(process) {
                for ((varies, value), first) in varies.iter_mut().zip(values).zip(*first.get_or_insert(values)) {
                    *varies |= value != first;
                }
            }
            if let Some(index) = varies.iter().position(|varies| !varies) {
                return Err(CovariateError::Constant { name: self.names(process)[index].clone() });
            }
        }
        Ok(())
    }

    /// Mean and standard deviation over customers and time.
    pub(super) fn moments(&self, process: Process) -> Vec<(f64, f64)> {
        let width = self.names(process).len();
        let total: f64 = self.exposures(process).map(|(weeks, _)| weeks).sum();
        let mut moments = vec![(0.0, 0.0); width];
        for (weeks, values) in self.exposures(process) {
            for ((mean, _), value) in moments.iter_mut().zip(values) {
                *mean += weeks / total * value;
            }
        }
        for (weeks, values) in self.exposures(process) {
            for ((mean, variance), value) in moments.iter_mut().zip(values) {
                *variance += weeks / total * (value - *mean) * (value - *mean);
            }
        }
        for (_, variance) in &mut moments {
            *variance = variance.sqrt();
        }
        moments
    }

    /// Correlations over customers and time.
    pub(super) fn correlations(&self, process: Process) -> Matrix {
        let moments = self.moments(process);
        let total: f64 = self.exposures(process).map(|(weeks, _)| weeks).sum();
        let mut correlations = Matrix::zero(moments.len());
        for (weeks, values) in self.exposures(process) {
            let standard: Vec<f64> =
                values.iter().zip(&moments).map(|(value, (mean, deviation))| (value - mean) / deviation).collect();
            for (i, x) in standard.iter().enumerate() {
                for (j, y) in standard.iter().enumerate() {
                    correlations[(i, j)] += weeks / total * x * y;
                }
            }
        }
        correlations
    }

    /// Weeks and covariates of all pieces.
    fn exposures(&self, process: Process) -> impl Iterator<Item = (f64, &[f64])> {
        self.customers.iter().flat_map(Customer::pieces).map(move |piece| match process {
            Process::Purchase => (piece.weeks, piece.purchase),
            Process::Dropout => (piece.weeks, piece.dropout),
        })
    }
}

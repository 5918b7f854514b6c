//! Coordinates in which every covariate has mean 0 and standard deviation 1.
//!
//! In them no step of the optimiser is too long or too short because a covariate is counted in years or in cents,
//! and the base rates are those of an average customer.

use super::{Effect, Layout, Process};
use crate::scoring::optimise::{Evaluation, Matrix};

/// The linear map from standardised coordinates to those of the [`Layout`].
#[derive(Clone, Debug)]
pub(super) struct Standardisation {
    map: Matrix,
}

impl Standardisation {
    /// Given mean and standard deviation of the covariates of each process.
    pub(super) fn of(layout: &Layout, purchase: &[(f64, f64)], dropout: &[(f64, f64)]) -> Self {
        let mut map = Matrix::from_fn(layout.len(), |i, j| f64::from(u8::from(i == j)));
        // A coefficient that both processes share takes the scale of the purchase process, set last.
        for (process, moments) in [(Process::Dropout, dropout), (Process::Purchase, purchase)] {
            for (at, (_, deviation)) in layout.coefficients(process).iter().zip(moments) {
                map[(*at, *at)] = 1.0 / deviation;
            }
        }
        for (row, effect) in layout.effects().iter().enumerate() {
            let Effect::Shift { process, sign } = effect else { continue };
            let moments = if *process == Process::Purchase { purchase } else { dropout };
            for (at, (mean, _)) in layout.coefficients(*process).iter().zip(moments) {
                map[(row, *at)] = -sign * mean * map[(*at, *at)];
            }
        }
        Self { map }
    }

    /// The point of the layout's coordinates.
    pub(super) fn point(&self, standardised: &[f64]) -> Vec<f64> {
        (0..self.map.order()).map(|row| dot(self.map.row(row), standardised)).collect()
    }

    /// The derivatives in standardised coordinates, given those in the layout's.
    pub(super) fn evaluation(&self, inner: &Evaluation) -> Evaluation {
        let (map, order) = (&self.map, self.map.order());
        let column = |index: usize| (0..order).map(move |row| map[(row, index)]);
        let gradient = (0..order).map(|j| column(j).zip(&inner.gradient).map(|(x, slope)| x * slope).sum()).collect();
        // The Hessian times the map, then the transposed map times that.
        let half = Matrix::from_fn(order, |i, j| inner.hessian.row(i).iter().zip(column(j)).map(|(x, y)| x * y).sum());
        let hessian = Matrix::from_fn(order, |i, j| column(i).enumerate().map(|(k, x)| x * half[(k, j)]).sum());
        Evaluation { value: inner.value, gradient, hessian }
    }

    /// The covariance in the layout's coordinates.
    pub(super) fn covariance(&self, standardised: &Matrix) -> Matrix {
        Matrix::from_fn(self.map.order(), |i, j| {
            let (left, right) = (self.map.row(i), self.map.row(j));
            left.iter().enumerate().map(|(k, x)| x * dot(standardised.row(k), right)).sum()
        })
    }
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(x, y)| x * y).sum()
}

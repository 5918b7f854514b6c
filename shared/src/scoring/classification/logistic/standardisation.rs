//! Features with mean 0 and standard deviation 1.

use crate::scoring::classification::Features;

/// How the columns are moved and scaled.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Standardisation {
    pub(super) mean: Vec<f64>,
    /// With divisor n; 0 where the feature is constant up to rounding.
    pub(super) deviation: Vec<f64>,
}

/// A standard deviation below this share of the mean's size is rounding.
const ROUNDING: f64 = 1e-13;

impl Standardisation {
    pub(super) fn of(features: &Features) -> Self {
        let rows = features.len() as f64;
        let mut mean = vec![0.0; features.names().len()];
        for row in features.rows() {
            for (mean, value) in mean.iter_mut().zip(row) {
                *mean += value / rows;
            }
        }
        let mut variance = vec![0.0; mean.len()];
        for row in features.rows() {
            for ((variance, value), mean) in variance.iter_mut().zip(row).zip(&mean) {
                *variance += (value - mean) * (value - mean) / rows;
            }
        }
        let deviation = |(variance, mean): (f64, &f64)| {
            let deviation = variance.sqrt();
            if deviation <= ROUNDING * mean.abs() { 0.0 } else { deviation }
        };
        Self { deviation: variance.into_iter().zip(&mean).map(deviation).collect(), mean }
    }

    /// The values of all rows, one row after the other; 0 in constant columns.
    pub(super) fn apply(&self, features: &Features) -> Vec<f64> {
        let scale = |((value, mean), deviation): ((&f64, &f64), &f64)| {
            if *deviation > 0.0 { (value - mean) / deviation } else { 0.0 }
        };
        features.rows().flat_map(|row| row.iter().zip(&self.mean).zip(&self.deviation).map(scale)).collect()
    }

    pub(super) fn is_constant(&self, feature: usize) -> bool {
        self.deviation[feature] == 0.0
    }

    /// Weights that take the coefficients at standardised features to the intercept at the features as given.
    pub(super) fn intercept_weights(&self) -> Vec<f64> {
        let weight = |(mean, deviation): (&f64, &f64)| if *deviation > 0.0 { -mean / deviation } else { 0.0 };
        std::iter::once(1.0).chain(self.mean.iter().zip(&self.deviation).map(weight)).collect()
    }
}

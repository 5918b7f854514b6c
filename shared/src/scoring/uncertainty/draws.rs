//! Parameters drawn as the fit leaves them uncertain.

use super::forecast::widened_covariance;
use crate::random::Random;
use crate::scoring::catalogue::FittedModel;
use crate::scoring::optimise::Matrix;
use crate::scoring::{Histories, PurchaseModel};

/// Models with parameters from the estimate's asymptotic normal distribution in the optimiser's coordinates, so that
/// positive parameters stay positive.
#[derive(Debug)]
pub struct ParameterDraws {
    models: Vec<Box<dyn PurchaseModel>>,
}

impl ParameterDraws {
    /// That many seeded draws; `None` where the fit has no covariance. `histories` are those it was fitted to.
    #[must_use]
    pub fn new(fitted: &FittedModel, histories: &Histories, draws: u32, seed: u64) -> Option<Self> {
        let root = cholesky(&widened_covariance(fitted, histories)?);
        let model = |draw| {
            let mut random = Random::new(seed, u64::from(draw));
            let normal: Vec<f64> = root.iter().map(|_| random.normal()).collect();
            let steps: Vec<f64> =
                root.iter().map(|row| row.iter().zip(&normal).map(|(entry, normal)| entry * normal).sum()).collect();
            fitted.moved_by(&steps)
        };
        Some(Self { models: (0..draws).map(model).collect() })
    }

    /// The models drawn.
    pub fn models(&self) -> impl ExactSizeIterator<Item = &dyn PurchaseModel> {
        self.models.iter().map(Box::as_ref)
    }
}

/// Lower triangular root of a covariance; rows of coordinates that do not vary are zero.
fn cholesky(covariance: &Matrix) -> Vec<Vec<f64>> {
    let order = covariance.order();
    let mut root = vec![vec![0.0; order]; order];
    for i in 0..order {
        for j in 0..=i {
            let before: f64 = (0..j).map(|k| root[i][k] * root[j][k]).sum();
            let rest = covariance[(i, j)] - before;
            root[i][j] = match (i == j, root[j][j] > 0.0) {
                (true, _) => rest.max(0.0).sqrt(),
                (false, true) => rest / root[j][j],
                (false, false) => 0.0,
            };
        }
    }
    root
}

#[cfg(test)]
mod tests {
    use super::cholesky;
    use crate::scoring::optimise::Matrix;

    #[test]
    fn the_root_times_itself_is_the_covariance() {
        let rows = [[4.0, 1.0, 0.0, -2.0], [1.0, 3.0, 0.0, 0.5], [0.0; 4], [-2.0, 0.5, 0.0, 5.0]];
        let root = cholesky(&Matrix::from_rows(&rows));
        for (i, row) in rows.iter().enumerate() {
            for (j, entry) in row.iter().enumerate() {
                let product: f64 = (0..4).map(|k| root[i][k] * root[j][k]).sum();
                assert!((product - entry).abs() < 1e-14);
                assert!(j <= i || root[i][j] == 0.0);
            }
        }
    }
}

//! Parameters drawn as the fit leaves them uncertain.

use super::small_base_factor;
use crate::random::Random;
use crate::scoring::catalogue::FittedModel;
use crate::scoring::optimise::Matrix;
use crate::scoring::{Histories, PurchaseModel};

/// Models with parameters from the estimate's asymptotic normal distribution in the optimiser's coordinates, so that
/// positive parameters stay positive.
///
/// ```
/// use shared::scoring::Histories;
/// use shared::scoring::catalogue::{ModelKind, fit};
/// use shared::scoring::uncertainty::ParameterDraws;
/// # let frequency = [vec![0; 300], vec![1; 150], vec![2; 100], vec![6; 50]].concat();
/// # let recency: Vec<u32> = frequency.iter().map(|x| 40 * x).collect();
/// # let histories = Histories::from_days(&frequency, &recency, &[273; 600]);
/// let fitted = fit(ModelKind::Nbd, &histories)?;
/// let draws = ParameterDraws::new(&fitted, &histories, 400, 1).expect("a covariance");
/// let mean = draws.models().map(|model| model.parameters()[0].1.ln()).sum::<f64>() / 400.0;
/// let covariance = fitted.certificate.covariance.as_ref().expect("a regular fit");
/// // ln r is drawn about its estimate: the mean of 400 lies within a fifth of a standard error.
/// assert!((mean - fitted.estimates()[0].1.ln()).abs() < 0.2 * covariance[(0, 0)].sqrt());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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

/// The fit's covariance as it is carried into draws.
fn widened_covariance(fitted: &FittedModel, histories: &Histories) -> Option<Matrix> {
    let covariance = fitted.certificate.covariance.as_ref()?;
    let factor = small_base_factor(histories.repeat_customers());
    Some(Matrix::from_fn(covariance.order(), |i, j| factor * covariance[(i, j)]))
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

//! What Cox and Weibull regressions have in common once their likelihood is at its top.

use super::clustered::numbered;
use super::columns::dot;
use super::covariates::{Standardised, leading};
use super::{Covariates, FitError, Spells};
use crate::scoring::Certificate;
use crate::scoring::optimise::{LogLikelihood, Matrix, Maximum, Scale};

/// A regression's coefficient.
///
/// ```
/// use shared::scoring::survival::{Covariates, Spells, cox};
/// let spells = Spells::new(vec![1.0, 2.0, 3.0], vec![true; 3])?;
/// let monthly = Covariates::new(vec!["monthly".to_owned()], vec![1.0, 0.0, 1.0])?;
/// let coefficient = &cox::fit(&spells, &monthly)?.coefficients[0];
/// // The estimate is −ln √2, its information there 2 (√2 − 1)(2 − √2).
/// let information = 2.0 * (2.0_f64.sqrt() - 1.0) * (2.0 - 2.0_f64.sqrt());
/// assert!((coefficient.estimate + 2.0_f64.sqrt().ln()).abs() < 1e-6);
/// assert!((coefficient.standard_error - information.sqrt().recip()).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Coefficient {
    /// Name of the covariate.
    pub name: String,
    /// Its estimate.
    pub estimate: f64,
    /// Standard error from the observed information: right if the model is and spells are independent.
    pub standard_error: f64,
    /// Standard error from how much the estimate depends on each spell, or on each customer where spells name them.
    pub robust_standard_error: f64,
}

/// A limit fits as well when it loses no more log-likelihood than this.
const AS_WELL: f64 = 1e-3;
/// Moving the coefficients by as much as changes the linear predictors' range by this must cost log-likelihood.
const FAR: f64 = 20.0;

/// Checks what every regression needs.
pub(super) fn check(spells: &Spells, covariates: &Covariates) -> Result<(), FitError> {
    if covariates.rows() != spells.len() {
        return Err(FitError::Rows { spells: spells.len(), rows: covariates.rows() });
    }
    if spells.ends() == 0 { Err(FitError::NobodyEnded) } else { Ok(()) }
}

/// Checks that a maximum is one: the log-likelihood falls in the direction it falls the least, and further from zero.
///
/// A covariate that tells perfectly whose spells end makes the log-likelihood rise for ever along a direction, ever more
/// slowly; the iteration then ends on the slope, and far along that direction the value is no lower.
pub(super) fn check_maximum(
    maximum: &Maximum,
    likelihood: &impl LogLikelihood,
    standardised: &Standardised,
    names: &[String],
) -> Result<(), FitError> {
    let (_, weakest) = maximum.information().weakest();
    // Where information has vanished altogether, its weakest direction is anybody's guess; the way that was come is not.
    let come = maximum.point.clone();
    for direction in [weakest.iter().map(|part| -part).collect(), weakest, come] {
        let slopes = &direction[..standardised.columns.len()];
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for predictor in standardised.predictors(slopes) {
            (low, high) = (low.min(predictor), high.max(predictor));
        }
        let length = FAR / (high - low).max(f64::MIN_POSITIVE);
        let far: Vec<f64> = maximum.point.iter().zip(&direction).map(|(x, part)| x + length * part).collect();
        if high - low > 1e-6 && likelihood.evaluate(&far).value >= maximum.evaluation.value - AS_WELL {
            return Err(FitError::Separated { covariates: leading(names, slopes) });
        }
    }
    if maximum.is_regular() { Ok(()) } else { Err(FitError::NotConverged) }
}

/// The maximum in the covariates' own units, with its certificate: `to_reported` maps the optimiser's coordinates to the
/// reported ones.
pub(super) struct Reported {
    pub(super) point: Vec<f64>,
    pub(super) certificate: Certificate,
    pub(super) covariance: Matrix,
    pub(super) robust_covariance: Matrix,
}

impl Reported {
    pub(super) fn of(maximum: &Maximum, to_reported: &Matrix, scores: &[Vec<f64>], spells: &Spells) -> Self {
        let order = maximum.point.len();
        let scales = vec![Scale::Identity; order];
        let mut certificate = Certificate::of(maximum, &scales, spells.len() as f64, spells.moments().len());
        let inverse = maximum.information().inverse().expect("a regular maximum has a positive definite information");
        let covariance = sandwich(to_reported, &inverse);
        let bread = product(to_reported, &inverse);
        let robust_covariance = sandwich(&bread, &squares_by_customer(scores, spells));
        certificate.standard_errors = (0..order).map(|i| Some(covariance[(i, i)].sqrt())).collect();
        certificate.covariance = Some(covariance.clone());
        let point = (0..order)
            .map(|i| to_reported.row(i).iter().zip(&maximum.point).map(|(factor, x)| factor * x).sum())
            .collect();
        Self { point, certificate, covariance, robust_covariance }
    }

    pub(super) fn coefficients<'a>(&self, names: impl Iterator<Item = &'a str>) -> Vec<Coefficient> {
        let coefficient = |(i, name): (usize, &str)| Coefficient {
            name: name.to_owned(),
            estimate: self.point[i],
            standard_error: self.covariance[(i, i)].sqrt(),
            robust_standard_error: self.robust_covariance[(i, i)].sqrt(),
        };
        names.enumerate().map(coefficient).collect()
    }
}

/// Σ u uᵀ over customers, u the sum of the scores of a customer's spells; the scores' columns stand in the order of
/// duration.
fn squares_by_customer(scores: &[Vec<f64>], spells: &Spells) -> Matrix {
    let Some(customers) = spells.customers() else {
        return Matrix::from_fn(scores.len(), |i, j| dot(&scores[i], &scores[j]));
    };
    let (of_spell, count) = numbered(customers);
    let by_customer = |column: &Vec<f64>| {
        let mut sums = vec![0.0; count];
        for (spell, score) in spells.order().iter().zip(column) {
            sums[of_spell[*spell as usize]] += score;
        }
        sums
    };
    let sums: Vec<Vec<f64>> = scores.iter().map(by_customer).collect();
    Matrix::from_fn(sums.len(), |i, j| dot(&sums[i], &sums[j]))
}

/// A B.
fn product(a: &Matrix, b: &Matrix) -> Matrix {
    let order = a.order();
    Matrix::from_fn(order, |i, j| (0..order).map(|k| a[(i, k)] * b[(k, j)]).sum())
}

/// A B Aᵀ for a symmetric B.
fn sandwich(a: &Matrix, b: &Matrix) -> Matrix {
    let half = product(a, b);
    let order = a.order();
    Matrix::from_fn(order, |i, j| (0..order).map(|k| half[(i, k)] * a[(j, k)]).sum())
}

//! Maximum likelihood.

use super::likelihood::TimeLikelihood;
use super::{Model, Parameters};
use crate::math::ln;
use crate::scoring::Certificate;
use crate::scoring::optimise::{Matrix, maximise};
use crate::scoring::survival::concordance::concordance;
use crate::scoring::survival::covariates::Standardised;
use crate::scoring::survival::regression::{Coefficient, Reported, check, check_maximum};
use crate::scoring::survival::{Covariates, FitError, Spells};

/// A fitted Weibull regression.
///
/// ```
/// use shared::scoring::survival::{Covariates, Spells, weibull_aft};
/// let durations = vec![2.0, 3.0, 5.0, 9.0, 6.0, 12.0];
/// let spells = Spells::new(durations.clone(), vec![true, true, true, true, false, false])?;
/// let monthly = [1.0, 1.0, 0.0, 1.0, 0.0, 0.0];
/// let fit = weibull_aft::fit(&spells, &Covariates::new(vec!["monthly".to_owned()], monthly.to_vec())?)?;
/// assert_eq!(fit.coefficients[2].name, "ln rho");
/// // At the maximum the cumulative hazards of all spells add up to the number that ended.
/// let hazards = durations.iter().zip(monthly).map(|(duration, x)| -fit.model.survival(&[x], *duration).ln());
/// assert!((hazards.sum::<f64>() - 4.0).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model at the estimate.
    pub model: Model,
    /// The coefficients, logarithms of the factor on time a unit of the covariate, then the intercept and ln ρ.
    pub coefficients: Vec<Coefficient>,
    /// What proves it; its covariance is that of the coefficients, the intercept and ln ρ; gradient norm and condition
    /// number are of standardised covariates.
    pub certificate: Certificate,
    /// The same covariance, allowing for a wrong model and for spells of one customer.
    pub robust_covariance: Matrix,
    /// Harrell's C; `None` when no spell is known to have ended sooner than another.
    pub concordance: Option<f64>,
}

/// Largest coefficient of a standardised covariate, and how far the intercept may move from where it starts.
const LARGEST: f64 = 60.0;
/// Largest ln ρ, up or down.
const LARGEST_LOG_SHAPE: f64 = 7.0;

/// Fits a Weibull regression by maximum likelihood, Σ ended · ln h(t) + ln S(t) over the spells (Kalbfleisch and
/// Prentice 2002). One row of `covariates` a spell, in their order.
///
/// ```
/// use shared::scoring::survival::{Covariates, Spells, weibull_aft};
/// // Months until six subscribers left, the last two still here, and whether they pay by the month.
/// let ended = vec![true, true, true, true, false, false];
/// let spells = Spells::new(vec![2.0, 3.0, 5.0, 9.0, 6.0, 12.0], ended)?;
/// let monthly = Covariates::new(vec!["monthly".to_owned()], vec![1.0, 1.0, 0.0, 1.0, 0.0, 0.0])?;
/// let fit = weibull_aft::fit(&spells, &monthly)?;
/// assert!(fit.model.expected_duration(&[1.0]) < fit.model.expected_duration(&[0.0]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there are not as many rows as spells, no spell ended, one lasts 0, a covariate is constant, covariates
/// determine each other or separate the spells perfectly, durations have no spread, or the iteration does not converge.
pub fn fit(spells: &Spells, covariates: &Covariates) -> Result<Fit, FitError> {
    check(spells, covariates)?;
    if let Some(spell) = spells.durations().iter().position(|duration| *duration == 0.0) {
        return Err(FitError::NoDuration { spell });
    }
    let standardised = Standardised::of(covariates, spells.order())?;
    let likelihood = TimeLikelihood::new(spells, &standardised);
    let columns = standardised.columns.len();
    // The constant hazard of the spells without covariates.
    let intercept = ln(spells.durations().iter().sum::<f64>() / spells.ends() as f64);
    let mut start = vec![0.0; columns];
    start.extend([intercept, 0.0]);
    let mut bounds = vec![(-LARGEST, LARGEST); columns];
    bounds.extend([(intercept - LARGEST, intercept + LARGEST), (-LARGEST_LOG_SHAPE, LARGEST_LOG_SHAPE)]);
    let maximum = maximise(&likelihood, &start, &bounds);
    if maximum.point[columns + 1] >= LARGEST_LOG_SHAPE {
        return Err(FitError::NoSpread);
    }
    check_maximum(&maximum, &likelihood, &standardised, covariates.names())?;
    let scores = likelihood.scores(&maximum.point);
    let reported = Reported::of(&maximum, &to_own_units(&standardised), &scores, spells);
    let names = covariates.names().iter().map(String::as_str).chain(["intercept", "ln rho"]);
    let risks: Vec<f64> = standardised.predictors(&maximum.point).iter().map(|time| -time).collect();
    let parameters = Parameters {
        names: covariates.names().to_vec(),
        coefficients: reported.point[..columns].to_vec(),
        intercept: reported.point[columns],
        rho: crate::math::exp(reported.point[columns + 1]),
    };
    let model = parameters.check().expect("a regular fit's numbers are finite");
    Ok(Fit {
        model,
        coefficients: reported.coefficients(names),
        concordance: concordance(spells, &risks),
        certificate: reported.certificate,
        robust_covariance: reported.robust_covariance,
    })
}

/// The matrix that turns coefficients of standardised covariates, intercept and ln ρ into those of the covariates' own
/// units.
fn to_own_units(covariates: &Standardised) -> Matrix {
    let columns = covariates.columns.len();
    Matrix::from_fn(columns + 2, |i, j| {
        if i == columns && j < columns {
            -covariates.means[j] / covariates.deviations[j]
        } else if i != j {
            0.0
        } else if i < columns {
            1.0 / covariates.deviations[i]
        } else {
            1.0
        }
    })
}

//! Maximum partial likelihood.

use super::likelihood::{PartialLikelihood, to_own_units};
use super::residuals::Course;
use super::{Model, Parameters};
use crate::scoring::Certificate;
use crate::scoring::optimise::{LogLikelihood, Matrix, maximise};
use crate::scoring::survival::concordance::concordance;
use crate::scoring::survival::covariates::Standardised;
use crate::scoring::survival::regression::{Coefficient, Reported, check, check_maximum};
use crate::scoring::survival::{Covariates, FitError, Spells};

/// A fitted Cox regression.
///
/// ```
/// use shared::scoring::survival::{Covariates, Spells, cox};
/// // Three spells, the first and the last with the covariate: the partial likelihood z/((2z + 1)(z + 1)) of z = e^β is
/// // highest at z = 1/√2.
/// let spells = Spells::new(vec![1.0, 2.0, 3.0], vec![true; 3])?;
/// let monthly = Covariates::new(vec!["monthly".to_owned()], vec![1.0, 0.0, 1.0])?;
/// let fit = cox::fit(&spells, &monthly)?;
/// assert!((fit.model.parameters().coefficients[0] + 2.0_f64.sqrt().ln()).abs() < 1e-6);
/// assert!((fit.log_likelihood_without_covariates + 6.0_f64.ln()).abs() < 1e-12);
/// // Of three pairs one is in the predicted order, one is tied.
/// assert_eq!(fit.concordance, Some(0.5));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model at the estimate.
    pub model: Model,
    /// The coefficients, logarithms of hazard ratios a unit of the covariate, with their standard errors.
    pub coefficients: Vec<Coefficient>,
    /// What proves it. Its log-likelihood is the partial one, its covariance that of the coefficients; gradient norm and
    /// condition number are of standardised covariates.
    pub certificate: Certificate,
    /// The partial log-likelihood without covariates.
    pub log_likelihood_without_covariates: f64,
    /// Covariance of the coefficients that allows for a wrong model and for spells of one customer.
    pub robust_covariance: Matrix,
    /// Harrell's C; `None` when no spell is known to have ended sooner than another.
    pub concordance: Option<f64>,
}

/// Largest coefficient of a standardised covariate: a hazard ratio of 10¹³ a standard deviation.
const LARGEST: f64 = 30.0;

/// Fits a Cox regression by maximum partial likelihood: h(t | x) = h₀(t) e^(xβ) with h₀ left open (Cox 1972), ends at
/// one time after Efron (1977), robust variances after Lin and Wei (1989). One row of `covariates` a spell, in their
/// order.
///
/// ```
/// use shared::scoring::survival::{Covariates, Spells, cox};
/// // Months until six subscribers left, the last two still here, and whether they pay by the month.
/// let ended = vec![true, true, true, true, false, false];
/// let spells = Spells::new(vec![2.0, 3.0, 5.0, 9.0, 6.0, 12.0], ended)?;
/// let monthly = Covariates::new(vec!["monthly".to_owned()], vec![1.0, 1.0, 0.0, 1.0, 0.0, 0.0])?;
/// let fit = cox::fit(&spells, &monthly)?;
/// assert!(fit.coefficients[0].estimate > 0.0);
/// assert!(fit.model.survival(&[1.0], 6.0) < fit.model.survival(&[0.0], 6.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there are not as many rows as spells, no spell ended, a covariate is constant, covariates determine each other
/// or separate the spells perfectly, or the iteration does not converge.
pub fn fit(spells: &Spells, covariates: &Covariates) -> Result<Fit, FitError> {
    check(spells, covariates)?;
    let standardised = Standardised::of(covariates, spells.order())?;
    let likelihood = PartialLikelihood::new(spells, &standardised);
    let order = standardised.columns.len();
    let nothing = vec![0.0; order];
    let maximum = maximise(&likelihood, &nothing, &vec![(-LARGEST, LARGEST); order]);
    check_maximum(&maximum, &likelihood, &standardised, covariates.names())?;
    let course = Course::at(&likelihood, &maximum.point);
    let reported = Reported::of(&maximum, &to_own_units(&standardised), &course.score_residuals(), spells);
    let parameters = Parameters {
        names: covariates.names().to_vec(),
        coefficients: reported.point.clone(),
        means: standardised.means.clone(),
        times: spells.moments().iter().map(|moment| moment.time).collect(),
        cumulative_hazard: course.baseline(spells.moments().len()),
    };
    let model = parameters.check().expect("a regular fit's numbers are finite and its hazard only rises");
    Ok(Fit {
        model,
        coefficients: reported.coefficients(covariates.names().iter().map(String::as_str)),
        log_likelihood_without_covariates: likelihood.evaluate(&nothing).value,
        concordance: concordance(spells, &likelihood.predictors(&maximum.point).0),
        certificate: reported.certificate,
        robust_covariance: reported.robust_covariance,
    })
}

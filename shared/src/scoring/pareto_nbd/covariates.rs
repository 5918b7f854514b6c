//! Covariates on purchase and dropout.
//!
//! α of a customer is α e^(−γ·z) and β is β e^(−δ·z), so that purchases come e^(γ·z) times as often and customers leave
//! e^(δ·z) times as soon (Fader and Hardie 2007, note 019; the R package CLVTools has it so).

use super::fit::{LARGEST_SHAPE, STARTS, limits, mean_age};
use super::{DistinctLikelihood, Model, Parameters};
use crate::math::ln;
use crate::scoring::covariates::{
    CovariateData, CovariateError, CovariateEstimate, CovariateFitError, CovariateProblem, Covariates, Effect, Grouped,
    Options, PlainLikelihood, Process, Profiles,
};
use crate::scoring::nbd::{self, mean_purchase_rate};
use crate::scoring::optimise::{Evaluation, LogLikelihood};
use crate::scoring::{FitError, Histories, History, Limit};

/// What covariates do to ln r, ln α, ln s and ln β.
pub const EFFECTS: [Effect; 4] = [
    Effect::None,
    Effect::Shift { process: Process::Purchase, sign: -1.0 },
    Effect::None,
    Effect::Shift { process: Process::Dropout, sign: -1.0 },
];

/// A fitted Pareto/NBD with covariates.
///
/// ```
/// use shared::random::Random;
/// use shared::scoring::covariates::{Covariates, Options};
/// use shared::scoring::pareto_nbd::{Parameters, covariates::fit};
/// use shared::scoring::{PurchaseModel, Weeks};
/// // Of 400 customers every second has a newsletter and buys twice as often: with half of alpha.
/// let history = |row: u32| {
///     let truth = Parameters { r: 1.5, alpha: 10.0 / f64::from(1 + row % 2), s: 0.6, beta: 12.0 };
///     Ok(truth.check()?.simulate_history(Weeks::of_weeks(52.0), &mut Random::new(7, u64::from(row))))
/// };
/// let histories = (0..400).map(history).collect::<Result<Vec<_>, shared::scoring::ParameterError>>()?;
/// let newsletter = (0..400).map(|row| f64::from(row % 2)).collect();
/// let purchase = Covariates::new(400, vec![("newsletter".to_owned(), newsletter)])?;
/// let fit = fit(&histories, &purchase, &Covariates::none(400), &Options::default())?;
/// let coefficient = &fit.estimate.purchase[0];
/// assert!((coefficient.value - 2.0_f64.ln()).abs() < 3.0 * coefficient.standard_error.expect("a regular fit"));
/// let gain = fit.estimate.certificate.log_likelihood - fit.without_dropout.certificate.log_likelihood;
/// assert!(gain > 10.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CovariateFit {
    /// The model of a customer whose covariates are all 0.
    pub model: Model,
    /// Parameters, coefficients and what proves them.
    pub estimate: CovariateEstimate,
    /// The same purchases and covariates without dropout: what the estimate must beat.
    pub without_dropout: CovariateEstimate,
}

/// The likelihood on which covariates act.
struct Plain;

impl PlainLikelihood for Plain {
    fn evaluate(&self, histories: &Histories, log_parameters: &[f64]) -> Evaluation {
        DistinctLikelihood::new(histories).evaluate(log_parameters)
    }
}

/// Fits the model with covariates by (penalised) maximum likelihood, and the NBD with those of the purchase process
/// beside it. Histories and both tables have one entry a customer.
///
/// ```
/// use shared::scoring::covariates::{CovariateFitError, Covariates, Options};
/// use shared::scoring::pareto_nbd::covariates::fit;
/// use shared::scoring::{FitError, History};
/// let histories = [History::new(0, 0.0, 39.0)?; 2];
/// let purchase = Covariates::new(2, vec![("age".to_owned(), vec![31.0, 45.0])])?;
/// let error = fit(&histories, &purchase, &Covariates::none(2), &Options::default()).err();
/// assert_eq!(error, Some(CovariateFitError::Histories(FitError::NoRepeats)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there is nothing to fit to or something is wrong with the covariates.
pub fn fit(
    histories: &[History],
    purchase: &Covariates,
    dropout: &Covariates,
    options: &Options,
) -> Result<CovariateFit, CovariateFitError> {
    let all = Histories::from_weeks(histories);
    FitError::check(&all)?;
    let without_dropout = Profiles::of(histories, purchase, &Covariates::none(histories.len()))?;
    let profiles = Profiles::of(histories, purchase, dropout)?;
    let without_dropout = Grouped { plain: &nbd::covariates::Plain, profiles: &without_dropout };
    estimate(&all, &Grouped { plain: &Plain, profiles: &profiles }, &without_dropout, options)
}

/// The estimate for these data, given the histories as they are without covariates.
pub(super) fn estimate(
    all: &Histories,
    data: &impl CovariateData,
    without_dropout: &impl CovariateData,
    options: &Options,
) -> Result<CovariateFit, CovariateFitError> {
    let bounds = bounds(all);
    let without_sharing = Options { shared: Vec::new(), ..options.clone() };
    let nbd = CovariateProblem::new(without_dropout, &nbd::covariates::EFFECTS, &without_sharing)?;
    let plain_nbd = nbd::fit(all)?.model.values();
    let nbd_maximum = nbd.maximise(&bounds[..2], &[plain_nbd.to_array().map(ln).to_vec()]);
    let without_dropout = nbd.certify(&nbd_maximum, Vec::new(), &[]);

    let problem = CovariateProblem::new(data, &EFFECTS, options)?;
    let [r, alpha] = [nbd_maximum.point[0], nbd_maximum.point[1]];
    let mean_age = mean_age(all);
    let mut starts = vec![super::fit(all)?.model.values().to_array().map(ln).to_vec()];
    starts.extend(STARTS.iter().map(|(s, beta)| vec![r, alpha, ln(*s), ln(beta * mean_age)]));
    let maximum = problem.maximise(&bounds, &starts);
    let limits = limits(&problem, &maximum, nbd_maximum.evaluation.value);
    let mut held = Vec::new();
    if limits.contains(&Limit::CommonRate) {
        held.push(0);
    }
    if limits.contains(&Limit::CommonDropout) || limits.contains(&Limit::AllOrNothingDropout) {
        held.push(2);
    }
    let mut estimate = problem.certify(&maximum, limits, &held);
    if estimate.certificate.limits.contains(&Limit::NoDropout) {
        estimate.certificate.forget_errors();
    }
    let values = estimate.parameters();
    let parameters = Parameters::from_array([values[0], values[1], values[2], values[3]]);
    let model = parameters.check().map_err(|_| CovariateError::TooFarFromZero)?;
    Ok(CovariateFit { model, estimate, without_dropout })
}

fn bounds(histories: &Histories) -> [(f64, f64); 4] {
    let shape = (ln(1e-6), ln(LARGEST_SHAPE));
    let around = |time: f64| (ln(1e-9 * time), ln(1e9 * time));
    [shape, around(1.0 / mean_purchase_rate(histories)), shape, around(mean_age(histories))]
}

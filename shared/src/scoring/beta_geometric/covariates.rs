//! Covariates on purchase and dropout.
//!
//! α of a customer is α e^(−γ·z), so that purchases come e^(γ·z) times as often. a and b are a e^(δ·z) and b e^(δ·z):
//! the mean dropout probability stays and its spread between customers of equal covariates changes. So the R package
//! CLVTools has it; where all customers leave with one probability, δ has nothing to act on.

use super::limits::{LARGE_SHAPE, STARTS, bounds, limits};
use super::{DistinctLikelihood, Dropout, Model, Parameters};
use crate::math::ln;
use crate::scoring::covariates::{
    CovariateError, CovariateEstimate, CovariateFitError, CovariateProblem, Covariates, Effect, Grouped, Layout,
    Options, PlainLikelihood, Process, Profiles,
};
use crate::scoring::nbd::{self, mean_purchase_rate};
use crate::scoring::optimise::{Evaluation, LogLikelihood};
use crate::scoring::{FitError, Histories, History, Limit};

/// What covariates do to ln r, ln α, ln a and ln b.
pub const EFFECTS: [Effect; 4] = [
    Effect::None,
    Effect::Shift { process: Process::Purchase, sign: -1.0 },
    Effect::Shift { process: Process::Dropout, sign: 1.0 },
    Effect::Shift { process: Process::Dropout, sign: 1.0 },
];

/// A fitted BG/NBD or MBG/NBD with covariates.
///
/// ```
/// use shared::random::Random;
/// use shared::scoring::beta_geometric::covariates::fit;
/// use shared::scoring::beta_geometric::{Dropout, Parameters};
/// use shared::scoring::covariates::{Covariates, Options};
/// use shared::scoring::{PurchaseModel, Weeks};
/// // Of 600 customers every second has a newsletter and buys twice as often: with half of alpha.
/// let when = Dropout::AfterEveryTransaction;
/// let history = |row: u32| {
///     let truth = Parameters { r: 1.5, alpha: 8.0 / f64::from(1 + row % 2), a: 1.0, b: 5.0 };
///     Ok(truth.check(when)?.simulate_history(Weeks::of_weeks(52.0), &mut Random::new(7, u64::from(row))))
/// };
/// let histories = (0..600).map(history).collect::<Result<Vec<_>, shared::scoring::ParameterError>>()?;
/// let newsletter = (0..600).map(|row| f64::from(row % 2)).collect();
/// let purchase = Covariates::new(600, vec![("newsletter".to_owned(), newsletter)])?;
/// let fit = fit(when, &histories, &purchase, &Covariates::none(600), &Options::default())?;
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
struct Plain(Dropout);

impl PlainLikelihood for Plain {
    fn evaluate(&self, histories: &Histories, log_parameters: &[f64]) -> Evaluation {
        DistinctLikelihood { dropout: self.0, histories }.evaluate(log_parameters)
    }
}

/// Fits the model with covariates by (penalised) maximum likelihood, and the NBD with those of the purchase process
/// beside it. Histories and both tables have one entry a customer.
///
/// ```
/// use shared::scoring::History;
/// use shared::scoring::beta_geometric::{Dropout, covariates::fit};
/// use shared::scoring::covariates::{CovariateError, CovariateFitError, Covariates, Options};
/// let histories = [History::new(1, 20.0, 39.0)?, History::new(3, 30.0, 39.0)?];
/// // One customer short.
/// let purchase = Covariates::new(3, vec![("age".to_owned(), vec![31.0, 45.0, 28.0])])?;
/// let error = fit(Dropout::AfterRepeats, &histories, &purchase, &Covariates::none(2), &Options::default());
/// let expected = CovariateError::Length { name: "age".to_owned(), found: 3, customers: 2 };
/// assert_eq!(error.err(), Some(CovariateFitError::Covariates(expected)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there is nothing to fit to or something is wrong with the covariates.
pub fn fit(
    dropout: Dropout,
    histories: &[History],
    purchase: &Covariates,
    dropout_covariates: &Covariates,
    options: &Options,
) -> Result<CovariateFit, CovariateFitError> {
    let all = Histories::from_weeks(histories);
    FitError::check(&all)?;
    let bounds = bounds(mean_purchase_rate(&all));

    let profiles = Profiles::of(histories, purchase, &Covariates::none(histories.len()))?;
    let without_sharing = Options { shared: Vec::new(), ..options.clone() };
    let grouped = Grouped { plain: &nbd::covariates::Plain, profiles: &profiles };
    let nbd = CovariateProblem::new(&grouped, &nbd::covariates::EFFECTS, &without_sharing)?;
    let plain_nbd = nbd::fit(&all)?.model.values();
    let nbd_maximum = nbd.maximise(&bounds[..2], &[plain_nbd.to_array().map(ln).to_vec()]);
    let without_dropout = nbd.certify(&nbd_maximum, Vec::new(), &[]);

    let profiles = Profiles::of(histories, purchase, dropout_covariates)?;
    let plain = Plain(dropout);
    let grouped = Grouped { plain: &plain, profiles: &profiles };
    let problem = CovariateProblem::new(&grouped, &EFFECTS, options)?;
    let [r, alpha] = [nbd_maximum.point[0], nbd_maximum.point[1]];
    let mut starts = vec![super::fit(dropout, &all)?.model.values().to_array().map(ln).to_vec()];
    starts.extend(STARTS.iter().map(|(a, b)| vec![r, alpha, ln(*a), ln(*b)]));
    let maximum = problem.maximise(&bounds, &starts);
    let limits = limits(&problem, &maximum, nbd_maximum.evaluation.value);
    let held = held(&limits, problem.layout());
    let mut estimate = problem.certify(&maximum, limits, &held);
    if estimate.certificate.limits.contains(&Limit::NoDropout) {
        estimate.certificate.forget_errors();
    }
    // Where a coefficient runs away, it may take one group of customers to one dropout probability for all.
    let is_common = |profile| {
        let shapes = estimate.layout.plain_point(&estimate.point, profile);
        shapes[2].max(shapes[3]) > ln(LARGE_SHAPE)
    };
    let limits = &estimate.certificate.limits;
    if limits.contains(&Limit::UnboundedCoefficient)
        && !limits.contains(&Limit::CommonDropout)
        && profiles.profiles().iter().any(is_common)
    {
        estimate.certificate.limits.push(Limit::CommonDropout);
    }
    let values = estimate.parameters();
    let parameters = Parameters { r: values[0], alpha: values[1], a: values[2], b: values[3] };
    let model = parameters.check(dropout).map_err(|_| CovariateError::TooFarFromZero)?;
    Ok(CovariateFit { model, estimate, without_dropout })
}

/// What makes the log-likelihood flat at these limits.
fn held(limits: &[Limit], layout: &Layout) -> Vec<usize> {
    let mut held = Vec::new();
    if limits.contains(&Limit::CommonRate) {
        held.push(0);
    }
    // Without a spread of dropout, what acts on the spread acts on nothing.
    if limits.contains(&Limit::CommonDropout) || limits.contains(&Limit::AllOrNothingDropout) {
        let of_purchase = layout.coefficients(Process::Purchase);
        held.push(3);
        held.extend(layout.coefficients(Process::Dropout).iter().filter(|at| !of_purchase.contains(at)));
    }
    held
}

//! Maximum likelihood.

use super::customers::Customers;
use super::likelihood::WithDropout;
use super::purchases::WithoutDropout;
use super::{VaryingCovariates, VaryingError, VaryingHistory, VaryingModel};
use crate::scoring::covariates::{Coefficient, CovariateEstimate, CovariateFitError, Options};
use crate::scoring::pareto_nbd::covariates::estimate;
use crate::scoring::{FitError, Histories};

/// A fitted Pareto/NBD whose covariates change over time.
///
/// ```
/// use shared::scoring::Weeks;
/// use shared::scoring::covariates::Options;
/// use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingHistory, fit};
/// // Every fourth week there is a campaign, in which everybody buys but in some other weeks too.
/// let campaign = (0..26).map(|week| f64::from(u8::from(week % 4 == 3))).collect();
/// let columns = vec![("campaign".to_owned(), VaryingColumn::OfPeriods(campaign))];
/// let purchase = VaryingCovariates::new(Weeks::of_weeks(1.0), 26, 40, columns)?;
/// let dropout = VaryingCovariates::none(Weeks::of_weeks(1.0), 26, 40)?;
/// let history = |customer: u32| {
///     let mut times = vec![3.5, 5.2, 7.5, 11.5, 13.1, 15.5];
///     times.truncate(customer as usize % 7);
///     VaryingHistory::new(0.0, times, 26.0)
/// };
/// let histories = (0..40).map(history).collect::<Result<Vec<_>, _>>()?;
/// let fitted = fit(&histories, &purchase, &dropout, &Options::default())?;
/// assert!(fitted.estimate.purchase[0].value > 0.5 && fitted.model.purchase()[0].0 == "campaign");
/// let gain = fitted.estimate.certificate.log_likelihood - fitted.without_dropout.certificate.log_likelihood;
/// assert!(gain > 0.0);
/// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct VaryingFit {
    /// The model.
    pub model: VaryingModel,
    /// Parameters, coefficients and what proves them.
    pub estimate: CovariateEstimate,
    /// The same purchases and covariates without dropout: what the estimate must beat.
    pub without_dropout: CovariateEstimate,
}

/// Fits the model by (penalised) maximum likelihood, and the NBD with the covariates of the purchase process beside it.
/// Histories and both tables have one entry a customer, in one order; the tables reach to the last as-of day at least,
/// and what they hold beyond it does not count. Penalties and shared coefficients are those of
/// [static covariates](crate::scoring::covariates::Options).
///
/// The certificate's standard errors stand in the order r, α, s, β, coefficients of the purchase process, coefficients
/// of the dropout process. The time is proportional to customers × periods × squared number of covariates.
///
/// # Errors
/// When there is nothing to fit to, the tables do not cover the histories, or something is wrong with the covariates.
///
/// ```
/// use shared::random::Random;
/// use shared::scoring::Weeks;
/// use shared::scoring::covariates::Options;
/// use shared::scoring::pareto_nbd::Parameters;
/// use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingModel, fit};
///
/// // Two years; every fourth week a campaign, in which customers buy e^0.8 times as often.
/// let (periods, customers) = (104, 400);
/// let campaign = (0..periods).map(|week| f64::from(u8::from(week % 4 == 3))).collect();
/// let columns = vec![("campaign".to_owned(), VaryingColumn::OfPeriods(campaign))];
/// let purchase = VaryingCovariates::new(Weeks::of_weeks(1.0), periods, customers, columns)?;
/// let dropout = VaryingCovariates::none(Weeks::of_weeks(1.0), periods, customers)?;
/// let truth = Parameters { r: 1.5, alpha: 20.0, s: 0.8, beta: 40.0 };
/// let truth = VaryingModel::new(truth, vec![("campaign".to_owned(), 0.8)], Vec::new())?;
/// let histories = (0..customers)
///     .map(|customer| {
///         let mut random = Random::new(1, customer as u64);
///         let first = f64::from(random.below(12));
///         let age = Weeks::of_weeks(104.0 - first);
///         truth.simulate_history(customer, first, age, &purchase, &dropout, &mut random)
///     })
///     .collect::<Result<Vec<_>, _>>()?;
/// let fitted = fit(&histories, &purchase, &dropout, &Options::default())?;
/// let campaign = &fitted.estimate.purchase[0];
/// assert!((campaign.value - 0.8).abs() < 3.0 * campaign.standard_error.unwrap());
/// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
/// ```
pub fn fit(
    histories: &[VaryingHistory],
    purchase: &VaryingCovariates,
    dropout: &VaryingCovariates,
    options: &Options,
) -> Result<VaryingFit, VaryingError> {
    let customers = Customers::new(histories, purchase, dropout)?;
    let all = Histories::from_weeks(&histories.iter().map(VaryingHistory::summary).collect::<Vec<_>>());
    FitError::check(&all).map_err(CovariateFitError::from)?;
    customers.check_variation().map_err(CovariateFitError::from)?;
    let fitted = estimate(&all, &WithDropout(&customers), &WithoutDropout(&customers), options)?;
    let named = |coefficients: &[Coefficient]| -> Vec<(String, f64)> {
        coefficients.iter().map(|coefficient| (coefficient.name.clone(), coefficient.value)).collect()
    };
    let (purchase, dropout) = (named(&fitted.estimate.purchase), named(&fitted.estimate.dropout));
    let model = VaryingModel::new(fitted.model.values(), purchase, dropout)?;
    Ok(VaryingFit { model, estimate: fitted.estimate, without_dropout: fitted.without_dropout })
}

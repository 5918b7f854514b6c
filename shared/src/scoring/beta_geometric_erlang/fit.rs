//! Maximum likelihood for one regularity.

use super::likelihood::WithoutDropout;
use super::{DistinctLikelihood, Dropout, Model, Parameters, Regularity};
use crate::math::{exp, ln};
use crate::scoring::beta_geometric::{bounds, certify, maximise_from_starts};
use crate::scoring::nbd::mean_purchase_rate;
use crate::scoring::optimise::{Maximum, maximise};
use crate::scoring::{Certificate, FitError, Histories};

/// A fitted BG/CNBD-k or MBG/CNBD-k.
///
/// ```
/// use shared::scoring::beta_geometric_erlang::{Dropout, Regularity, fit};
/// use shared::scoring::{Histories, beta_geometric};
/// # let frequency = [vec![0; 300], vec![1; 150], vec![2; 100], vec![6; 50]].concat();
/// # let recency: Vec<u32> = frequency.iter().map(|x| 30 * x).collect();
/// # let histories = Histories::from_days(&frequency, &recency, &[273; 600]);
/// // One phase: BG/NBD.
/// let one = fit(Dropout::AfterRepeats, Regularity::RANDOM, &histories)?;
/// let same = beta_geometric::fit(Dropout::AfterRepeats, &histories)?;
/// assert!((one.certificate.log_likelihood - same.certificate.log_likelihood).abs() < 1e-6);
/// let without_dropout = same.without_dropout.certificate.log_likelihood;
/// assert!((one.log_likelihood_without_dropout - without_dropout).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model at the estimate.
    pub model: Model,
    /// What proves it, and the limits the estimate lies at. The log-likelihood is of all gaps: it can be compared
    /// with that of any other number of phases, and with that of BG/NBD and MBG/NBD.
    pub certificate: Certificate,
    /// Log-likelihood of as many phases without dropout: what the estimate must beat.
    pub log_likelihood_without_dropout: f64,
}

/// Fits the model with so many phases a gap by maximum likelihood.
///
/// ```
/// use shared::random::Random;
/// use shared::scoring::beta_geometric_erlang::{Dropout, Parameters, Regularity, fit};
/// use shared::scoring::{Histories, LogGaps, Weeks};
/// // 600 customers whose gaps have two phases.
/// let (when, regularity) = (Dropout::AfterEveryTransaction, Regularity::new(2)?);
/// let truth = Parameters { regularity, r: 2.0, alpha: 3.0, a: 1.0, b: 9.0 }.check(when)?;
/// let draw = |stream| truth.simulate_history_with_log_gaps(Weeks::of_weeks(52.0), &mut Random::new(7, stream));
/// let (histories, sums): (Vec<_>, Vec<_>) = (0..600).map(draw).unzip();
/// let log_gaps = LogGaps::from_weeks(&histories, &sums)?;
/// let fitted = fit(when, regularity, &Histories::from_weeks(&histories).with_log_gaps(log_gaps)?)?;
/// let errors = fitted.certificate.standard_errors.iter().map(|error| error.expect("a regular fit"));
/// let estimates = fitted.model.values().to_array();
/// for ((estimate, truth), error) in estimates.into_iter().zip([2.0, 3.0, 1.0, 9.0]).zip(errors) {
///     assert!((estimate - truth).abs() < 3.0 * error);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there is nothing to fit to; when there is more than one phase and the histories come without the
/// [sums of log gaps](Histories::with_log_gaps), which alone tell phases apart.
pub fn fit(dropout: Dropout, regularity: Regularity, histories: &Histories) -> Result<Fit, FitError> {
    FitError::check(histories)?;
    if regularity > Regularity::RANDOM && histories.log_gaps().is_none() {
        return Err(FitError::LogGapsMissing);
    }
    Ok(Starts::of(regularity, histories).fit(dropout, regularity, histories).0)
}

/// Phases a customer-week.
fn phase_rate(regularity: Regularity, histories: &Histories) -> f64 {
    mean_purchase_rate(histories) * f64::from(regularity.phases())
}

/// Where to start, in the logarithms of the parameters.
#[derive(Clone, Debug)]
pub(super) struct Starts {
    /// For r and α of the model without dropout.
    pub(super) without_dropout: [f64; 2],
    /// For all four, where a maximum near by is known.
    pub(super) near: Option<Vec<f64>>,
}

impl Starts {
    /// With nothing known but how often customers buy.
    pub(super) fn of(regularity: Regularity, histories: &Histories) -> Self {
        let shape = 0.5 * f64::from(regularity.phases()).sqrt();
        Self { without_dropout: [ln(shape), ln(shape / phase_rate(regularity, histories))], near: None }
    }

    /// Fits, and says where a fit of another regularity may start.
    pub(super) fn fit(self, dropout: Dropout, regularity: Regularity, histories: &Histories) -> (Fit, Self) {
        let bounds = bounds(phase_rate(regularity, histories));
        let sample = if self.near.is_none() { histories.small_sample() } else { None };
        let mut without_dropout = self.without_dropout.to_vec();
        if let Some(histories) = &sample {
            without_dropout = maximise(&WithoutDropout { regularity, histories }, &without_dropout, &bounds[..2]).point;
        }
        let without_dropout = maximise(&WithoutDropout { regularity, histories }, &without_dropout, &bounds[..2]);
        let start = [without_dropout.point[0], without_dropout.point[1]];
        let likelihood = DistinctLikelihood { dropout, regularity, histories };
        let on_sample = |histories: &Histories| {
            maximise_from_starts(&DistinctLikelihood { dropout, regularity, histories }, start, &bounds)
        };
        let near =
            self.near.or_else(|| sample.as_ref().map(on_sample).filter(Maximum::is_regular).map(|near| near.point));
        let maximum = near
            .map(|near| maximise(&likelihood, &near, &bounds))
            .filter(Maximum::is_regular)
            .unwrap_or_else(|| maximise_from_starts(&likelihood, start, &bounds));
        let certificate = certify(&likelihood, &maximum, histories, without_dropout.evaluation.value);
        let parameters = Parameters::from_array(regularity, std::array::from_fn(|i| exp(maximum.point[i])));
        let model = parameters.check(dropout).expect("exponentials of bounded numbers are positive and finite");
        let next = Self { without_dropout: start, near: maximum.is_regular().then_some(maximum.point) };
        (Fit { model, certificate, log_likelihood_without_dropout: without_dropout.evaluation.value }, next)
    }

    /// The same purchase rates λ/k with another number of phases a gap.
    pub(super) fn with_phases(mut self, from: Regularity, to: Regularity) -> Self {
        let faster = ln(f64::from(to.phases()) / f64::from(from.phases()));
        self.without_dropout[1] -= faster;
        if let Some(near) = &mut self.near {
            near[1] -= faster;
        }
        self
    }
}

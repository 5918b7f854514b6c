//! Maximum likelihood.

use super::likelihood::WithoutDropout;
use super::{Cells, DistinctLikelihood, FitError, Model, Parameters};
use crate::math::{exp, ln};
use crate::scoring::optimise::{LogLikelihood, Maximum, Scale, maximise};
use crate::scoring::{Certificate, Limit};

/// A fitted BG/BB.
///
/// ```
/// use shared::scoring::Limit;
/// use shared::scoring::bg_bb::{Cells, DiscreteHistory, fit};
/// // The last opportunity was taken by as many as the first: nobody leaves.
/// let takers = [(0, 0, 100), (1, 1, 50), (1, 2, 50), (2, 2, 100)];
/// let takers = takers.map(|(x, t_x, customers)| (DiscreteHistory::new(x, t_x, 2).expect("possible"), customers));
/// let fit = fit(&Cells::of_counted(takers))?;
/// assert!(fit.certificate.limits.contains(&Limit::NoDropout));
/// assert!((fit.certificate.log_likelihood - fit.log_likelihood_without_dropout).abs() < 1e-3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model at the estimate.
    pub model: Model,
    /// What proves it, and the limits the estimate lies at.
    pub certificate: Certificate,
    /// Log-likelihood of the best fit without dropout (beta-binomial): what the estimate must beat.
    pub log_likelihood_without_dropout: f64,
}

/// A limit model fits as well when it loses no more log-likelihood than this.
const AS_WELL: f64 = 1e-3;
/// Shapes to start from; the later ones only where an earlier one ends at a limit.
const STARTS: [[f64; 4]; 4] =
    [[1.0, 1.0, 0.5, 3.0], [0.5, 2.0, 0.1, 1.0], [2.0, 4.0, 3.0, 10.0], [0.3, 0.3, 1.0, 50.0]];
/// Largest and smallest value of a shape; at the ends the distribution is one point, or two, to three digits.
const LARGEST_SHAPE: f64 = 1e6;
const SMALLEST_SHAPE: f64 = 1e-6;

/// Fits a BG/BB by maximum likelihood.
///
/// ```
/// use shared::scoring::bg_bb::{Cells, DiscreteHistory, fit};
/// // 11,104 donors with six opportunities each (Fader, Hardie and Shang 2010).
/// let file = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/donations_bgbb.csv"));
/// let donors = csv::Reader::from_reader(&file[..])
///     .deserialize()
///     .map(|row: Result<(u32, u32, u32, u32), _>| {
///         let (transactions, last, opportunities, donors) = row?;
///         Ok((DiscreteHistory::new(transactions, last, opportunities)?, donors))
///     })
///     .collect::<Result<Vec<_>, Box<dyn std::error::Error>>>()?;
/// let fit = fit(&Cells::of_counted(donors))?;
/// for (estimate, published) in fit.model.values().to_array().into_iter().zip([1.204, 0.750, 0.657, 2.783]) {
///     assert!((estimate - published).abs() < 0.001);
/// }
/// assert!((fit.certificate.log_likelihood + 33225.6).abs() < 0.05);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there is nothing to fit to, or a customer has had more than a million opportunities.
pub fn fit(cells: &Cells) -> Result<Fit, FitError> {
    FitError::check(cells)?;
    let bounds = [(ln(SMALLEST_SHAPE), ln(LARGEST_SHAPE)); 4];
    let without_dropout = maximise(&WithoutDropout { cells }, &[0.0; 2], &bounds[..2]).evaluation.value;
    let likelihood = DistinctLikelihood { cells };
    let maximum = maximise_from_starts(&likelihood, &bounds);
    let limits = limits(&likelihood, &maximum, without_dropout);
    // Along a limit's direction nothing changes: hold one of its two parameters, or the flat direction would
    // fill the covariance.
    let mut held = maximum.clone();
    held.at_bound[1] |= limits.contains(&Limit::CommonRate);
    held.at_bound[3] |= limits.contains(&Limit::CommonDropout);
    let mut certificate = Certificate::of(&held, &[Scale::Log; 4], cells.customers(), cells.as_slice().len());
    certificate.limits = limits;
    if certificate.limits.contains(&Limit::NoDropout) {
        certificate.log_likelihood = certificate.log_likelihood.max(without_dropout);
        certificate.standard_errors = vec![None; 4];
        certificate.covariance = None;
    }
    let parameters = Parameters::from_array(std::array::from_fn(|i| exp(maximum.point[i])));
    let model = parameters.check().expect("exponentials of bounded numbers are positive and finite");
    Ok(Fit { model, certificate, log_likelihood_without_dropout: without_dropout })
}

fn maximise_from_starts(likelihood: &DistinctLikelihood<'_>, bounds: &[(f64, f64)]) -> Maximum {
    let mut best: Option<Maximum> = None;
    for start in STARTS {
        let maximum = maximise(likelihood, &start.map(ln), bounds);
        if maximum.is_regular() {
            return maximum;
        }
        if best.as_ref().is_none_or(|best| maximum.evaluation.value > best.evaluation.value) {
            best = Some(maximum);
        }
    }
    best.expect("there is at least one start")
}

/// The limits at which a simpler model fits as well.
fn limits(likelihood: &DistinctLikelihood<'_>, maximum: &Maximum, without_dropout: f64) -> Vec<Limit> {
    let reached = maximum.evaluation.value;
    // The two shapes of a beta distribution scaled together: the mean stays.
    let fits_as_well_with = |first: usize, factor: f64| {
        let mut scaled = maximum.point.clone();
        scaled[first] += ln(factor);
        scaled[first + 1] += ln(factor);
        reached - likelihood.evaluate(&scaled).value < AS_WELL
    };
    let larger = |first: usize| exp(maximum.point[first].max(maximum.point[first + 1]));
    let narrow = |first: usize| larger(first) > 1e3 && fits_as_well_with(first, LARGEST_SHAPE / larger(first));
    let all_or_nothing =
        |first: usize| larger(first) < 1e-3 && fits_as_well_with(first, SMALLEST_SHAPE / larger(first));
    let no_dropout = reached - without_dropout < AS_WELL;
    let mut limits = Vec::new();
    if no_dropout {
        limits.push(Limit::NoDropout);
    }
    if !no_dropout && narrow(2) {
        limits.push(Limit::CommonDropout);
    }
    if narrow(0) {
        limits.push(Limit::CommonRate);
    }
    if !no_dropout && all_or_nothing(2) {
        limits.push(Limit::AllOrNothingDropout);
    }
    if all_or_nothing(0) {
        limits.push(Limit::AllOrNothingPurchases);
    }
    limits
}

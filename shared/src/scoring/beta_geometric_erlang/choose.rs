//! How regular the customers of these data are.

use super::fit::Starts;
use super::{Dropout, Fit, Regularity};
use crate::scoring::{FitError, Histories};

/// Fits of every regularity, and the likeliest.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The fits for 1, 2, … phases.
    pub fits: Vec<Fit>,
    /// Where the likeliest stands.
    likeliest: usize,
}

impl Choice {
    /// The likeliest fit. All have as many free parameters, so that every information criterion chooses it too.
    #[must_use]
    pub fn likeliest(&self) -> &Fit {
        &self.fits[self.likeliest]
    }
}

/// Fits 1 to 12 phases by maximum likelihood and chooses the likeliest.
///
/// # Errors
/// When there is nothing to fit to, or the histories come without the [sums of log gaps](Histories::with_log_gaps).
pub fn choose(dropout: Dropout, histories: &Histories) -> Result<Choice, FitError> {
    FitError::check(histories)?;
    if histories.log_gaps().is_none() {
        return Err(FitError::LogGapsMissing);
    }
    let mut starts = Starts::of(Regularity::RANDOM, histories);
    let mut fits = Vec::new();
    for regularity in Regularity::all() {
        let (fit, next) = starts.fit(dropout, regularity, histories);
        fits.push(fit);
        starts = next.with_one_phase_more(f64::from(regularity.phases()));
    }
    let mut likeliest = 0;
    for (index, fit) in fits.iter().enumerate() {
        if fit.certificate.log_likelihood > fits[likeliest].certificate.log_likelihood {
            likeliest = index;
        }
    }
    Ok(Choice { fits, likeliest })
}

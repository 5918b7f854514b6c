//! How regular the customers of these data are.

use super::fit::fit_from;
use super::{Dropout, Fit, FitError, LogGaps, Regularity, fit};
use crate::math::{ln, ln_1p};
use crate::scoring::Histories;

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
/// When there is nothing to fit to, or the sums of log gaps are of other customers.
pub fn choose(dropout: Dropout, histories: &Histories, log_gaps: &LogGaps) -> Result<Choice, FitError> {
    let mut fits = vec![fit(dropout, Regularity::RANDOM, histories, Some(log_gaps))?];
    for regularity in Regularity::all().skip(1) {
        let before = fits[fits.len() - 1].model.values();
        // The same purchase rate λ/k needs one phase more a gap.
        let phases = f64::from(regularity.phases());
        let start = [ln(before.r), ln(before.alpha) - ln_1p(1.0 / (phases - 1.0))];
        fits.push(fit_from(dropout, regularity, histories, Some(log_gaps), start));
    }
    let mut likeliest = 0;
    for (index, fit) in fits.iter().enumerate() {
        if fit.certificate.log_likelihood > fits[likeliest].certificate.log_likelihood {
            likeliest = index;
        }
    }
    Ok(Choice { fits, likeliest })
}

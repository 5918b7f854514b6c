//! How regular the customers of these data are.

use super::fit::Starts;
use super::{Dropout, Fit, Regularity};
use crate::scoring::{FitError, Histories};

/// Fits of several regularities, and the likeliest.
///
/// ```
/// use shared::random::Random;
/// use shared::scoring::beta_geometric_erlang::{Dropout, Parameters, Regularity, choose};
/// use shared::scoring::{Histories, LogGaps, Weeks};
/// // 300 customers whose gaps have three phases.
/// let regularity = Regularity::new(3)?;
/// let truth = Parameters { regularity, r: 2.0, alpha: 3.0, a: 1.0, b: 9.0 }.check(Dropout::AfterEveryTransaction)?;
/// let draw = |stream| truth.simulate_history_with_log_gaps(Weeks::of_weeks(52.0), &mut Random::new(7, stream));
/// let (histories, sums): (Vec<_>, Vec<_>) = (0..300).map(draw).unzip();
/// let log_gaps = LogGaps::from_weeks(&histories, &sums)?;
/// let histories = Histories::from_weeks(&histories).with_log_gaps(log_gaps)?;
/// let choice = choose(Dropout::AfterEveryTransaction, &histories)?;
/// assert_eq!(choice.likeliest().model.values().regularity, regularity);
/// let top = choice.likeliest().certificate.log_likelihood;
/// assert!(choice.fits.len() > 2 && choice.fits.iter().all(|fit| fit.certificate.log_likelihood <= top));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The fits, from few phases to many, those on either side of the likeliest among them.
    pub fits: Vec<Fit>,
    /// Where the likeliest stands.
    likeliest: usize,
}

impl Choice {
    fn among(fits: Vec<Fit>) -> Self {
        let log_likelihood = |index: usize| fits[index].certificate.log_likelihood;
        let better = |best, index| if log_likelihood(index) > log_likelihood(best) { index } else { best };
        let likeliest = (1..fits.len()).fold(0, better);
        Self { fits, likeliest }
    }

    /// The likeliest fit. All have as many free parameters, so that every information criterion chooses it too.
    #[must_use]
    pub fn likeliest(&self) -> &Fit {
        &self.fits[self.likeliest]
    }
}

/// Fits 1 to 12 phases by maximum likelihood and chooses the likeliest.
///
/// Where there are many distinct histories only as many phases are tried as the
/// [evenness of the gaps](crate::scoring::LogGaps::estimate_regularity) says, and more or fewer from there while the
/// likelihood rises.
///
/// ```
/// use shared::scoring::beta_geometric_erlang::{Dropout, choose};
/// use shared::scoring::{FitError, Histories};
/// let histories = Histories::from_days(&[1, 2, 3], &[20, 50, 84], &[90, 90, 90]);
/// assert_eq!(choose(Dropout::AfterRepeats, &histories).err(), Some(FitError::LogGapsMissing));
/// ```
///
/// # Errors
/// When there is nothing to fit to, or the histories come without the [sums of log gaps](Histories::with_log_gaps).
pub fn choose(dropout: Dropout, histories: &Histories) -> Result<Choice, FitError> {
    FitError::check(histories)?;
    let log_gaps = histories.log_gaps().ok_or(FitError::LogGapsMissing)?;
    let walk = Walk { dropout, histories };
    if histories.small_sample().is_none() {
        let (first, starts) = walk.fit(Starts::of(Regularity::RANDOM, histories), Regularity::RANDOM);
        let fits = std::iter::once(first).chain(walk.from(Regularity::RANDOM, starts, 1)).collect();
        return Ok(Choice::among(fits));
    }
    let even = log_gaps.estimate_regularity().map_or(1.0, |regularity| regularity.phases);
    let middle = Regularity::nearest(even);
    let (fit, starts) = walk.fit(Starts::of(middle, histories), middle);
    let while_rising = |step: i32| {
        let mut before = fit.certificate.log_likelihood;
        let mut fits = Vec::new();
        for fit in walk.from(middle, starts.clone(), step) {
            let falls = fit.certificate.log_likelihood <= before;
            before = fit.certificate.log_likelihood;
            fits.push(fit);
            if falls {
                break;
            }
        }
        fits
    };
    let (mut fewer, more) = (while_rising(-1), while_rising(1));
    fewer.reverse();
    Ok(Choice::among(fewer.into_iter().chain([fit.clone()]).chain(more).collect()))
}

/// From one regularity to the next, each fit starting where the one before ended.
#[derive(Clone, Copy)]
struct Walk<'a> {
    dropout: Dropout,
    histories: &'a Histories,
}

impl<'a> Walk<'a> {
    fn fit(self, starts: Starts, regularity: Regularity) -> (Fit, Starts) {
        starts.fit(self.dropout, regularity, self.histories)
    }

    /// Fits of the regularities beyond `from`, one after the other.
    fn from(self, from: Regularity, starts: Starts, step: i32) -> impl Iterator<Item = Fit> + use<'a> {
        let mut last = Some((from, starts));
        std::iter::from_fn(move || {
            let (from, starts) = last.take()?;
            let to = Regularity::new(from.phases().checked_add_signed(step)?).ok()?;
            let (fit, starts) = self.fit(starts.with_phases(from, to), to);
            last = Some((to, starts));
            Some(fit)
        })
    }
}

//! Estimating the season.

use super::activity::Activity;
use super::likelihood::{Waves, waves};
use super::{SeasonalIndex, WEEKS_OF_THE_YEAR};
use crate::domain::Day;
use crate::math::{exp, ln};
use crate::scoring::optimise::{LogLikelihood, maximise};

/// Days of orders that a season takes: two years, so that every week of the year is seen twice.
pub(super) const LEAST_DAYS: u32 = 730;
/// Most waves a year: the shortest lasts four weeks.
const MOST_HARMONICS: u32 = 13;
/// Purchases expected in a week from which on its χ² counts.
const LEAST_EXPECTED: f64 = 5.0;
/// No coefficient is larger: e^(±3) from one end of the year to the other.
const LARGEST_COEFFICIENT: f64 = 3.0;

/// A season as the orders show it.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::season::estimate_season;
/// // Every three days a customer comes who buys again every 30 days for 300 days: no season.
/// let rows: Vec<Vec<Day>> = (0..250).map(|i| (0..10).map(|k| Day(3 * i + 30 * k)).collect()).collect();
/// let season = estimate_season(rows.iter().map(Vec::as_slice), Day(999))?;
/// assert_eq!(season.harmonics, 0);
/// assert!(season.index.is_flat() && season.chi_squared == 0.0 && season.dispersion >= 1.0);
/// # Ok::<(), shared::scoring::preparation::season::SeasonError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SeasonEstimate {
    /// The index; flat where the orders show no season.
    pub index: SeasonalIndex,
    /// Waves a year that it is made of.
    pub harmonics: u32,
    /// Variance of the purchases of a week over their expectation, at least 1: campaigns and the weather make it more.
    pub dispersion: f64,
    /// Twice the gain in log-likelihood over no season, over the dispersion: χ² with two degrees of freedom a wave if
    /// there were none.
    pub chi_squared: f64,
}

/// Why there is no season.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::season::{SeasonError, estimate_season};
/// let days = [Day(0), Day(100)];
/// assert_eq!(estimate_season([&days[..]], Day(364)), Err(SeasonError::TooShort { days: 365 }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SeasonError {
    /// The orders do not cover two years.
    #[error("a season takes two years of orders, but there are {days} days")]
    TooShort {
        /// Days from that of the first order to the as-of day, both counted.
        days: u32,
    },
}

/// Estimates the season from the days of all customers' transactions (ascending, one a day, any that are later than the
/// as-of day left out).
///
/// A customer of age a makes repeat purchases in week w at rate h(a) exp(γ t + Σ_k α_k cos kθ + β_k sin kθ), t the week
/// in years and θ the time of the year as an angle: a Poisson regression on waves of a year and its parts (Stolwijk,
/// Straatman and Zielhuis 1999, "Studying seasonality by using sine and cosine functions in regression analysis",
/// Journal of Epidemiology and Community Health 53), given how many customers of which age there were, and a trend. The
/// number of waves, from none to thirteen, is the one with the least BIC (Schwarz 1978), with likelihoods divided by
/// the dispersion as the widest regression shows it (McCullagh and Nelder 1989, chapter 9): so most bases without a
/// season get a flat index, and a small one needs many purchases to be seen.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::season::estimate_season;
/// // Customers buy every ten days in the last quarter of three years, and every 30 days otherwise.
/// let rows: Vec<Vec<Day>> = (0..200)
///     .map(|i| {
///         let buys = |day: &i32| (day - 5 * i) % if day % 365 >= 273 { 10 } else { 30 } == 0;
///         (5 * i..1_095).filter(buys).map(Day).collect()
///     })
///     .collect();
/// let season = estimate_season(rows.iter().map(Vec::as_slice), Day(1_094))?;
/// let november_over_may = season.index.on(Day(320)) / season.index.on(Day(135));
/// assert!(november_over_may > 2.0 && november_over_may < 4.5);
/// # Ok::<(), shared::scoring::preparation::season::SeasonError>(())
/// ```
///
/// # Errors
/// When the orders do not cover two years.
pub fn estimate_season<'a>(
    rows: impl IntoIterator<Item = &'a [Day]>,
    as_of: Day,
) -> Result<SeasonEstimate, SeasonError> {
    let rows: Vec<&[Day]> = rows.into_iter().collect();
    let first = rows.iter().filter_map(|days| days.first().copied()).min().unwrap_or(as_of).min(as_of);
    let days = as_of.0.abs_diff(first.0).saturating_add(1);
    if days < LEAST_DAYS {
        return Err(SeasonError::TooShort { days });
    }
    let activity = Activity::of(&rows, first, as_of);
    let fits = fits(&activity);
    let widest = &fits[fits.len() - 1];
    let dispersion = dispersion(&activity, widest);
    let weeks = activity.purchases.len() as f64;
    let gain = |fit: &Fit| 2.0 * (fit.log_likelihood - fits[0].log_likelihood) / dispersion;
    let worth = |fit: &Fit| gain(fit) - 2.0 * f64::from(fit.harmonics) * ln(weeks);
    let best = fits.iter().fold(&fits[0], |best, fit| if worth(fit) > worth(best) { fit } else { best });
    let index = match best.harmonics {
        0 => SeasonalIndex::flat(),
        _ => best.index(),
    };
    Ok(SeasonEstimate { index, harmonics: best.harmonics, dispersion, chi_squared: gain(best) })
}

struct Fit {
    harmonics: u32,
    /// Trend, then cosines and sines.
    point: Vec<f64>,
    log_likelihood: f64,
}

impl Fit {
    fn index(&self) -> SeasonalIndex {
        let week = |week: usize| {
            let share = (week as f64 + 0.5) / WEEKS_OF_THE_YEAR as f64;
            let waves = waves(share, self.harmonics);
            exp(waves.zip(&self.point[1..]).map(|(wave, coefficient)| wave * coefficient).sum())
        };
        let weekly: Vec<f64> = (0..WEEKS_OF_THE_YEAR).map(week).collect();
        SeasonalIndex::new(&weekly).expect("exponentials of bounded numbers are positive and finite")
    }
}

/// From no wave to the most, each starting where the one before ended.
fn fits(activity: &Activity) -> Vec<Fit> {
    let mut start = vec![0.0];
    let mut fits = Vec::new();
    for harmonics in 0..=MOST_HARMONICS {
        start.resize(1 + 2 * harmonics as usize, 0.0);
        let bounds = vec![(-LARGEST_COEFFICIENT, LARGEST_COEFFICIENT); start.len()];
        let maximum = maximise(&Waves::new(activity, harmonics) as &dyn LogLikelihood, &start, &bounds);
        start.clone_from(&maximum.point);
        fits.push(Fit { harmonics, point: maximum.point, log_likelihood: maximum.evaluation.value });
    }
    fits
}

/// Pearson's χ² over its degrees of freedom, of the weeks in which enough was expected for it to mean anything.
fn dispersion(activity: &Activity, fit: &Fit) -> f64 {
    let expected = Waves::new(activity, fit.harmonics).expected(&fit.point);
    let busy = activity.purchases.iter().zip(&expected).filter(|(_, expected)| **expected >= LEAST_EXPECTED);
    let terms: Vec<f64> = busy.map(|(actual, expected)| (actual - expected) * (actual - expected) / expected).collect();
    let freedom = terms.len() as f64 - fit.point.len() as f64;
    if freedom > 0.0 { (terms.iter().sum::<f64>() / freedom).max(1.0) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::{SeasonError, estimate_season};
    use crate::domain::Day;

    #[test]
    fn fewer_than_two_years_are_refused() {
        let days = [Day(0), Day(300)];
        assert_eq!(estimate_season([&days[..]], Day(728)), Err(SeasonError::TooShort { days: 729 }));
        assert!(estimate_season([&days[..]], Day(729)).is_ok());
        assert_eq!(estimate_season([], Day(730)), Err(SeasonError::TooShort { days: 1 }));
    }

    #[test]
    fn without_a_repeat_purchase_there_is_no_season() {
        let days: Vec<[Day; 1]> = (0..900).map(|day| [Day(day)]).collect();
        let estimate = estimate_season(days.iter().map(|days| &days[..]), Day(900)).expect("two years");
        assert!(estimate.index.is_flat() && estimate.harmonics == 0 && estimate.dispersion == 1.0);
    }
}

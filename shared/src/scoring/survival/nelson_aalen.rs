//! Nelson-Aalen: the hazard added up over time.

use super::clustered::{Influence, clustered_variances};
use super::{Moment, Spells};
use crate::math::exp;
use crate::scoring::uncertainty::{Interval, Level};

/// A cumulative hazard at one of the distinct durations, ascending.
///
/// ```
/// use shared::scoring::survival::{Spells, nelson_aalen};
/// use shared::scoring::uncertainty::Level;
/// let spells = Spells::new(vec![1.0, 2.0, 3.0, 4.0], vec![true, false, true, true])?;
/// let point = nelson_aalen(&spells, Level::NINETY_FIVE)[2];
/// assert_eq!((point.time, point.cumulative_hazard), (3.0, 0.75));
/// assert!((point.standard_error - (1.0_f64 / 16.0 + 1.0 / 4.0).sqrt()).abs() < 1e-12);
/// assert!(point.interval.is_some_and(|interval| interval.holds(0.75) && interval.low > 0.0));
/// # Ok::<(), shared::scoring::survival::SpellsError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HazardPoint {
    /// The time.
    pub time: f64,
    /// H: the expected number of ends of a spell that would start anew each time until then.
    pub cumulative_hazard: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Its interval; none where it is 0.
    pub interval: Option<Interval>,
}

/// H(t): the sum of 1/Y over the ends up to t, Y at risk (Nelson 1972, Aalen 1978).
///
/// Ends at one time are taken as if they came one after the other, 1/Y + 1/(Y − 1) + … (Fleming and Harrington 1984):
/// coarse time is the cause of most ties, and exp(−H) then stays near Kaplan-Meier. The variance is the sum of the squares,
/// or where spells name their customers the infinitesimal jackknife over customers; intervals are symmetric on the scale
/// of ln H.
///
/// ```
/// use shared::scoring::survival::{Spells, nelson_aalen};
/// use shared::scoring::uncertainty::Level;
/// let spells = Spells::new(vec![1.0, 2.0, 3.0, 4.0], vec![true, false, true, true])?;
/// let points = nelson_aalen(&spells, Level::NINETY_FIVE);
/// assert_eq!(points[2].cumulative_hazard, 1.0 / 4.0 + 1.0 / 2.0);
/// # Ok::<(), shared::scoring::survival::SpellsError>(())
/// ```
#[must_use]
pub fn nelson_aalen(spells: &Spells, level: Level) -> Vec<HazardPoint> {
    let increments: Vec<[f64; 2]> = spells.moments().iter().map(increments).collect();
    let variances = spells.customers().map(|customers| {
        clustered_variances(spells, customers, |moment| {
            let [hazard, _] = self::increments(moment);
            let per_end = if moment.ended > 0.0 { hazard / moment.ended } else { 0.0 };
            Influence { jump: per_end, fall: hazard / moment.at_risk }
        })
    });
    let standard_errors = level.deviations();
    let (mut hazard, mut sum_of_squares) = (0.0, 0.0);
    let point = |(index, moment): (usize, &Moment)| {
        hazard += increments[index][0];
        sum_of_squares += increments[index][1];
        let variance = variances.as_ref().map_or(sum_of_squares, |variances| variances[index]);
        let standard_error = variance.sqrt();
        let interval = (hazard > 0.0).then(|| {
            let factor = exp(standard_errors * standard_error / hazard);
            Interval { low: hazard / factor, high: hazard * factor }
        });
        HazardPoint { time: moment.time, cumulative_hazard: hazard, standard_error, interval }
    };
    spells.moments().iter().enumerate().map(point).collect()
}

/// Σ 1/(Y − k) and Σ 1/(Y − k)² over the ends of a moment, k from 0.
fn increments(moment: &Moment) -> [f64; 2] {
    let mut sums = [0.0; 2];
    let mut at_risk = moment.at_risk;
    while at_risk > moment.at_risk - moment.ended {
        sums[0] += 1.0 / at_risk;
        sums[1] += 1.0 / (at_risk * at_risk);
        at_risk -= 1.0;
    }
    sums
}

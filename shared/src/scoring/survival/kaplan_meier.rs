//! Kaplan-Meier: the share of spells that last longer than a time.

use super::Spells;
use super::clustered::{Influence, clustered_variances};
use crate::math::{exp, ln};
use crate::scoring::uncertainty::{Interval, Level};

/// A survival curve: a step function that falls at the times at which spells end.
///
/// ```
/// use shared::scoring::survival::{Spells, kaplan_meier};
/// use shared::scoring::uncertainty::Level;
/// // Weeks of remission with 6-mercaptopurine (Freireich et al. 1963), those that went on first.
/// let went_on = [6.0, 9.0, 10.0, 11.0, 17.0, 19.0, 20.0, 25.0, 32.0, 32.0, 34.0, 35.0];
/// let ended = [6.0, 6.0, 6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0];
/// let is_end = [vec![false; 12], vec![true; 9]].concat();
/// let curve = kaplan_meier(&Spells::new([&went_on[..], &ended[..]].concat(), is_end)?, Level::NINETY_FIVE);
/// let published = [(6.0, 0.857), (10.0, 0.753), (13.0, 0.690), (16.0, 0.627), (22.0, 0.538), (23.0, 0.448)];
/// assert!(published.iter().all(|(week, survival)| (curve.at(*week) - survival).abs() < 0.0006));
/// assert_eq!(curve.median().time, Some(23.0));
/// # Ok::<(), shared::scoring::survival::SpellsError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SurvivalCurve {
    /// The distinct durations, ascending.
    pub points: Vec<SurvivalPoint>,
}

/// The curve from one time to the next.
///
/// ```
/// use shared::scoring::survival::{Spells, kaplan_meier};
/// use shared::scoring::uncertainty::Level;
/// let spells = Spells::new(vec![1.0, 2.0, 2.0, 3.0], vec![true, true, false, true])?;
/// let curve = kaplan_meier(&spells, Level::NINETY_FIVE);
/// let point = curve.point_at(2.5).expect("after the first spell");
/// assert_eq!((point.time, point.at_risk, point.ended, point.censored), (2.0, 3.0, 1.0, 1.0));
/// // Greenwood: S² (1/(4·3) + 1/(3·2)).
/// assert!((point.standard_error - 0.5 * (1.0_f64 / 12.0 + 1.0 / 6.0).sqrt()).abs() < 1e-12);
/// assert!(point.interval.is_some_and(|interval| interval.low > 0.0 && interval.high < 1.0));
/// # Ok::<(), shared::scoring::survival::SpellsError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurvivalPoint {
    /// The time.
    pub time: f64,
    /// Spells at risk just before it.
    pub at_risk: f64,
    /// Spells that ended then.
    pub ended: f64,
    /// Spells that were cut off then.
    pub censored: f64,
    /// S: the share that lasts longer.
    pub survival: f64,
    /// Standard error of S.
    pub standard_error: f64,
    /// Interval of S; none where S is 1 or 0, where the data tell no spread.
    pub interval: Option<Interval>,
}

/// The time by which a share of the spells has ended.
///
/// ```
/// use shared::scoring::survival::{Spells, kaplan_meier};
/// use shared::scoring::uncertainty::Level;
/// let spells = Spells::new(vec![1.0, 2.0, 3.0, 4.0, 5.0], vec![true, true, true, false, false])?;
/// let curve = kaplan_meier(&spells, Level::NINETY);
/// assert_eq!((curve.quantile(0.2).time, curve.median().time), (Some(1.0), Some(3.0)));
/// assert_eq!((curve.median().upper, curve.quantile(0.9).time), (None, None));
/// # Ok::<(), shared::scoring::survival::SpellsError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// The time; none where the curve ends above.
    pub time: Option<f64>,
    /// Lower end of its interval; none where the data end before it.
    pub lower: Option<f64>,
    /// Upper end of its interval; none where the data end before it.
    pub upper: Option<f64>,
}

/// S(t) = Π (1 − d/Y) over the times up to t, d ends among Y at risk (Kaplan and Meier 1958).
///
/// Greenwood's variance of ln S, Σ d/(Y(Y − d)), or where spells name their customers the infinitesimal jackknife over
/// customers, which equals it when each has one. Intervals are symmetric on the scale of ln(−ln S), so that they stay in
/// 0 to 1.
///
/// ```
/// use shared::scoring::survival::{Spells, kaplan_meier};
/// use shared::scoring::uncertainty::Level;
/// let spells = Spells::new(vec![1.0, 2.0, 2.0, 3.0], vec![true, true, false, true])?;
/// let curve = kaplan_meier(&spells, Level::NINETY_FIVE);
/// assert_eq!((curve.at(0.5), curve.at(1.0), curve.at(2.5), curve.at(3.0)), (1.0, 0.75, 0.5, 0.0));
/// # Ok::<(), shared::scoring::survival::SpellsError>(())
/// ```
#[must_use]
pub fn kaplan_meier(spells: &Spells, level: Level) -> SurvivalCurve {
    let variances = match spells.customers() {
        Some(customers) => clustered_variances(spells, customers, |moment| {
            let left = moment.at_risk - moment.ended;
            Influence { jump: 1.0 / left, fall: moment.ended / (moment.at_risk * left) }
        }),
        None => greenwood(spells),
    };
    let standard_errors = level.deviations();
    let mut survival = 1.0;
    let point = |(moment, variance): (&super::Moment, f64)| {
        survival *= 1.0 - moment.ended / moment.at_risk;
        SurvivalPoint {
            time: moment.time,
            at_risk: moment.at_risk,
            ended: moment.ended,
            censored: moment.censored,
            survival,
            standard_error: if survival > 0.0 { survival * variance.sqrt() } else { 0.0 },
            interval: interval(survival, variance, standard_errors),
        }
    };
    SurvivalCurve { points: spells.moments().iter().zip(variances).map(point).collect() }
}

fn greenwood(spells: &Spells) -> Vec<f64> {
    let mut sum = 0.0;
    let add = |moment: &super::Moment| {
        sum += moment.ended / (moment.at_risk * (moment.at_risk - moment.ended));
        sum
    };
    spells.moments().iter().map(add).collect()
}

/// S^exp(±z σ/ln S), σ² the variance of ln S.
fn interval(survival: f64, variance: f64, standard_errors: f64) -> Option<Interval> {
    if !(survival > 0.0 && survival < 1.0) {
        return None;
    }
    let log = ln(survival);
    let half_width = standard_errors * variance.sqrt() / -log;
    Some(Interval { low: exp(log * exp(half_width)), high: exp(log * exp(-half_width)) })
}

impl SurvivalCurve {
    /// S at a time; after the last spell, where nothing is known, as at its end.
    #[must_use]
    pub fn at(&self, time: f64) -> f64 {
        self.point_at(time).map_or(1.0, |point| point.survival)
    }

    /// The last point not after a time; none before the first.
    #[must_use]
    pub fn point_at(&self, time: f64) -> Option<&SurvivalPoint> {
        self.points[..self.points.partition_point(|point| point.time <= time)].last()
    }

    /// The first time by which at least `share` of the spells has ended, with the times at which the curve's interval
    /// crosses that share (Brookmeyer and Crowley 1982).
    #[must_use]
    pub fn quantile(&self, share: f64) -> Quantile {
        let left = 1.0 - share;
        // A product of shares that should meet `left` exactly may miss it by rounding.
        let is_reached = |survival: f64| survival <= left + 1e-12;
        let first = |reached: &dyn Fn(&SurvivalPoint) -> bool| self.points.iter().find(|p| reached(p)).map(|p| p.time);
        Quantile {
            time: first(&|point| is_reached(point.survival)),
            lower: first(&|point| is_reached(point.interval.map_or(point.survival, |interval| interval.low))),
            upper: first(&|point| is_reached(point.interval.map_or(point.survival, |interval| interval.high))),
        }
    }

    /// The time by which half of the spells has ended.
    #[must_use]
    pub fn median(&self) -> Quantile {
        self.quantile(0.5)
    }
}

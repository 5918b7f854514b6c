//! Forecasts that could have been made in the past.

use crate::domain::Day;
use crate::math::ln;
use crate::scoring::catalogue::FittedModel;
use crate::scoring::preparation::CalibrationHoldout;
use crate::scoring::uncertainty::{Forecast, ModelError, forecast};
use crate::scoring::{FitError, Histories, Weeks};

/// A forecast made with what was known on one day, and what happened.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::backtest::Origin;
/// use shared::scoring::uncertainty::{Forecast, LogDeviations};
/// let parameter_deviations = Some(LogDeviations::even(0.05));
/// let forecast = Forecast { expected: 1653.4, individual_variance: 6400.0, parameter_deviations };
/// let origin = Origin { day: Day(273), until: Day(546), actual: 1882, forecast, explained: 0.0048 };
/// assert!((origin.log_error() - 0.1295).abs() < 1e-4);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Origin {
    /// Last day that the fit has seen.
    pub day: Day,
    /// Last day that was forecast.
    pub until: Day,
    /// Purchases of the customers known on the day, until the end.
    pub actual: u64,
    /// The forecast of them.
    pub forecast: Forecast,
    /// Variance of ln(actual/expected), to the side on which the actual lies, that parameters, individuals and counts
    /// explain.
    pub explained: f64,
}

impl Origin {
    /// ln(actual/expected); no purchase at all counts as half of one.
    #[must_use]
    pub fn log_error(&self) -> f64 {
        ln((self.actual as f64).max(0.5) / self.forecast.expected)
    }
}

/// Backtests of one model from several days on.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::backtest::{Origin, RollingOrigins};
/// use shared::scoring::uncertainty::{Forecast, Level};
/// let forecast = Forecast { expected: 1000.0, individual_variance: 2500.0, parameter_deviations: None };
/// let origin = |day| Origin { day: Day(day), until: Day(2 * day), actual: 1200, forecast, explained: 0.0025 };
/// let origins = [140, 175, 210, 245, 273].map(origin).to_vec();
/// let rolling = RollingOrigins { origins, unusable: 0, ahead_per_day_seen: 1.0, asked_per_day_seen: 1.0 };
/// // Always a sixth too few, three times what was to be expected: the model is at fault.
/// let error = rolling.model_error().expect("five backtests");
/// assert!(error.half_width(0.0025, Level::NINETY) > 2.0 * Level::NINETY.deviations() * 0.05);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RollingOrigins {
    /// Those that could be made, earliest first.
    pub origins: Vec<Origin>,
    /// Days from which no forecast with an interval could be made: no fit, or one at a boundary.
    pub unusable: usize,
    /// How far the backtests look ahead for every day looked back, at most 1.
    pub ahead_per_day_seen: f64,
    /// The same of the forecast they are to judge.
    pub asked_per_day_seen: f64,
}

/// Days from which backtests start.
const ORIGINS: u32 = 5;
/// The earliest of them has seen this share of what the latest has.
const EARLIEST: f64 = 0.5;
/// A backtest looks at most as far ahead as it has seen.
const FARTHEST: f64 = 1.0;

/// Backtests of a model over the data up to `as_of`, made to judge its forecast from there over `horizon`.
///
/// Each looks as far ahead of what it has seen, in proportion, as that forecast (at most as far again). The latest
/// ends on the as-of day; the earliest has seen half as much; three lie evenly between. Nothing after the as-of day is
/// looked at. `rows` are days (ascending) and values of every customer's transactions.
///
/// ```
/// # use shared::domain::Day;
/// # use shared::random::Random;
/// # use shared::scoring::nbd::Parameters;
/// # use shared::scoring::{History, PurchaseModel, Weeks};
/// use shared::scoring::backtest::rolling_origins;
/// use shared::scoring::catalogue::{ModelKind, fit};
/// // 500 customers who never leave, seen for 78 weeks.
/// # let truth = Parameters { r: 1.2, alpha: 8.0 }.check()?;
/// # let days: Vec<Vec<Day>> = (0..500_u32)
/// #     .map(|row| {
/// #         let mut random = Random::new(7, u64::from(row));
/// #         let times = truth.simulate_future(&History::NEW, Weeks::of_weeks(78.0), &mut random);
/// #         let first = (row % 84) as i32;
/// #         let mut days: Vec<Day> = times.iter().map(|week| Day(first + 1 + (7.0 * week) as i32)).collect();
/// #         days.insert(0, Day(first));
/// #         days.dedup();
/// #         days
/// #     })
/// #     .collect();
/// # let values = vec![100; 1_000];
/// # let rows: Vec<(&[Day], &[i64])> = days.iter().map(|days| (&days[..], &values[..days.len()])).collect();
/// let rolling =
///     rolling_origins(&rows, Day(546), Weeks::of_weeks(39.0), |histories| fit(ModelKind::Nbd, histories));
/// assert_eq!((rolling.origins.len(), rolling.unusable, rolling.ahead_per_day_seen), (5, 0, 0.5));
/// assert_eq!(rolling.origins[4].until, Day(546));
/// // The model is the true one: no forecast was off by a fifth.
/// assert!(rolling.origins.iter().all(|origin| origin.log_error().abs() < 0.2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rolling_origins(
    rows: &[(&[Day], &[i64])],
    as_of: Day,
    horizon: Weeks,
    fit: impl Fn(&Histories) -> Result<FittedModel, FitError>,
) -> RollingOrigins {
    let first = rows.iter().filter_map(|(days, _)| days.first().copied()).min();
    let seen = first.map_or(0.0, |first| f64::from((as_of.0 - first.0).max(0)));
    let asked_per_day_seen = Weeks::of_weeks(horizon.get()).get() * 7.0 / seen;
    let ahead_per_day_seen = asked_per_day_seen.min(FARTHEST);
    let mut rolling = RollingOrigins { origins: Vec::new(), unusable: 0, ahead_per_day_seen, asked_per_day_seen };
    let Some(first) = first.filter(|_| seen > 0.0) else { return rolling };
    let latest = seen / (1.0 + ahead_per_day_seen);
    for number in 0..ORIGINS {
        let share = EARLIEST + (1.0 - EARLIEST) * f64::from(number) / f64::from(ORIGINS - 1);
        let seen_by_then = (latest * share).floor();
        let day = Day(first.0 + seen_by_then as i32);
        let until = Day((day.0 + (seen_by_then * ahead_per_day_seen) as i32).min(as_of.0));
        match origin(rows, day, until, &fit) {
            Some(origin) => rolling.origins.push(origin),
            None => rolling.unusable += 1,
        }
    }
    rolling
}

fn origin(
    rows: &[(&[Day], &[i64])],
    day: Day,
    until: Day,
    fit: impl Fn(&Histories) -> Result<FittedModel, FitError>,
) -> Option<Origin> {
    let split = CalibrationHoldout::of(rows.iter().copied(), day, until).ok()?;
    let histories = split.histories();
    let fitted = fit(&histories).ok()?;
    let forecast = forecast(&fitted, &histories, Weeks::of_days(f64::from(split.holdout_days())));
    let deviations = forecast.log_deviations()?;
    let actual: u64 = split.transactions.iter().map(|count| u64::from(*count)).sum();
    let deviation = if (actual as f64) < forecast.expected { deviations.below } else { deviations.above };
    let explained = deviation * deviation;
    Some(Origin { day, until, actual, forecast, explained })
}

/// Fewest backtests that say anything about a model's error.
const FEWEST: usize = 3;

impl RollingOrigins {
    /// The model's own error; `None` for fewer than three backtests.
    ///
    /// The backtests overlap, so that they know less of it than as many independent ones would. A forecast that looks
    /// farther ahead, in proportion, than they could is taken to err as much more.
    #[must_use]
    pub fn model_error(&self) -> Option<ModelError> {
        if self.origins.len() < FEWEST {
            return None;
        }
        let errors: Vec<(f64, f64)> =
            self.origins.iter().map(|origin| (origin.log_error(), origin.explained)).collect();
        Some(ModelError::of_backtests(&errors).times(self.asked_per_day_seen / self.ahead_per_day_seen))
    }
}

//! Whether a goal is on course.

use serde::{Deserialize, Serialize};

use super::drift::Drift;
use super::readings::{reading, readings, step_days};
use super::{GoalAim, GoalMetric};
use crate::base::Base;
use crate::domain::{Day, Settings};
use crate::math::{NORMAL_975, exp, ln, logistic, logit};
use crate::planning::{Assessment, Estimate, Summary};
use crate::review::retention::expected;

/// Fewest changes between readings a forecast is made from.
pub const FEWEST_CHANGES: usize = 4;
/// Shares are kept this far from 0 and 1 where their logit is taken.
const EDGE: f64 = 1e-6;

/// What a figure was.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalReading {
    /// At the end of which day.
    pub day: Day,
    /// The figure.
    pub value: f64,
}

/// What can be said of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GoalStatus {
    /// The whole 95 % interval of the forecast is at or beyond the target.
    OnCourse,
    /// All of it falls short.
    Behind,
    /// The target lies within it.
    TooUncertain,
    /// Fewer than [`FEWEST_CHANGES`] changes are known, or the day is further away than the readings reach back.
    TooShort,
    /// The figure itself is not known.
    NotKnown,
    /// The day is over and the figure was there.
    Reached,
    /// The day is over and it was not.
    Missed,
    /// There is no day; the figure is at or beyond the line.
    Holds,
    /// There is no day; it is not.
    Short,
}

/// Where a figure is, was and goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalProgress {
    /// On course or not.
    pub status: GoalStatus,
    /// The figure now with its 95 % interval.
    pub now: Option<Estimate>,
    /// What it was at even steps, the oldest first, the last as of today. All by today's fit.
    pub readings: Vec<GoalReading>,
    /// What it was on the day of the goal, where that is over.
    pub at_due: Option<f64>,
    /// Where it goes, step by step to the day of the goal, if it goes on as it did; empty where no forecast is made.
    pub path: Vec<(Day, Estimate)>,
    /// Days to the goal's; negative when it is over.
    pub days_left: Option<i32>,
}

/// What can be said of a goal today, from a scored base and its summary.
///
/// Readings are put on the scale of their logarithm (amounts and counts) or their logit (shares). There they are taken for a
/// random walk with drift, whose forecast at the goal's day carries the spread of the changes, the uncertain drift and the
/// uncertainty of today's reading. The goal is on course or behind only where the whole 95 % interval says so.
///
/// ```
/// use shared::base::Base;
/// use shared::domain::Settings;
/// use shared::planning::{assess, summarise};
/// use shared::review::{GoalAim, GoalMetric, GoalStatus, goal_progress};
/// let (base, settings) = (Base::default(), Settings::initial("Maple & Finch"));
/// let assessment = assess(&base.customers);
/// let summary = summarise(&base.customers, &assessment, &settings);
/// let aim = GoalAim { metric: GoalMetric::Churn, period_days: 90, target: 0.0, due: None };
/// assert_eq!(goal_progress(&base, &assessment, &settings, &summary, &aim).status, GoalStatus::NotKnown);
/// ```
#[must_use]
pub fn goal_progress(
    base: &Base,
    assessment: &Assessment,
    settings: &Settings,
    summary: &Summary,
    aim: &GoalAim,
) -> GoalProgress {
    let now = now(base, assessment, summary, aim);
    let known = readings(base, assessment, settings, aim);
    let days_left = aim.due.zip(base.as_of).map(|(due, as_of)| due.0.saturating_sub(as_of.0));
    let at_due = aim
        .due
        .filter(|_| days_left.is_some_and(|days| days <= 0))
        .and_then(|due| reading(base, assessment, settings, aim, due));
    let path = match (now, days_left, base.as_of) {
        (Some(now), Some(days), Some(as_of)) if days > 0 => path(aim, &known, now, as_of, days),
        _ => Vec::new(),
    };
    let status = match (now, days_left) {
        (None, _) => GoalStatus::NotKnown,
        (Some(now), None) => {
            if is_met(aim, now.value) {
                GoalStatus::Holds
            } else {
                GoalStatus::Short
            }
        }
        (Some(_), Some(days)) if days <= 0 => match at_due {
            None => GoalStatus::NotKnown,
            Some(value) if is_met(aim, value) => GoalStatus::Reached,
            Some(_) => GoalStatus::Missed,
        },
        (Some(_), Some(_)) => path.last().map_or(GoalStatus::TooShort, |(_, end)| forecast_status(aim, end)),
    };
    let readings = known.into_iter().map(|(day, value)| GoalReading { day, value }).collect();
    GoalProgress { status, now, readings, at_due, path, days_left }
}

fn is_met(aim: &GoalAim, value: f64) -> bool {
    if aim.metric.is_less_better() { value <= aim.target } else { value >= aim.target }
}

fn forecast_status(aim: &GoalAim, forecast: &Estimate) -> GoalStatus {
    match (is_met(aim, forecast.low), is_met(aim, forecast.high)) {
        (true, true) => GoalStatus::OnCourse,
        (false, false) => GoalStatus::Behind,
        _ => GoalStatus::TooUncertain,
    }
}

/// The figure today with its interval, as the board has it.
fn now(base: &Base, assessment: &Assessment, summary: &Summary, aim: &GoalAim) -> Option<Estimate> {
    let churn = || expected(&base.customers, assessment, aim.period_days).map(|expected| expected.churn);
    match aim.metric {
        GoalMetric::Churn => churn(),
        GoalMetric::Retention => {
            churn().map(|churn| Estimate { value: 1.0 - churn.value, low: 1.0 - churn.high, high: 1.0 - churn.low })
        }
        GoalMetric::CustomerEquity => summary.customer_equity_minor,
        GoalMetric::ValueAtRisk => summary.value_at_risk_minor,
        GoalMetric::RepeatRate => summary.repeat_rate,
        GoalMetric::ActiveCustomers => summary.expected_active_customers,
    }
}

/// The forecast after every step and on the goal's day.
fn path(aim: &GoalAim, known: &[(Day, f64)], now: Estimate, as_of: Day, days: i32) -> Vec<(Day, Estimate)> {
    let step = step_days(aim) as i32;
    let reach = known.first().map_or(0, |first| as_of.0 - first.0.0);
    if known.len() <= FEWEST_CHANGES || days > reach {
        return Vec::new();
    }
    let scale = Scale { is_share: aim.metric.is_share() };
    let readings: Vec<f64> = known.iter().map(|(_, value)| scale.put(*value)).collect();
    let Some(drift) = Drift::of(&readings) else { return Vec::new() };
    let spread = (scale.put(now.high) - scale.put(now.low)) / (2.0 * NORMAL_975);
    let at = |day: i32| {
        let (value, half) = drift.after(f64::from(day) / f64::from(step), spread * spread);
        let end = Estimate { value: scale.back(value), low: scale.back(value - half), high: scale.back(value + half) };
        (Day(as_of.0 + day), end)
    };
    (1..).map(|index| index * step).take_while(|day| *day < days).chain([days]).map(at).collect()
}

/// The scale on which changes are even: logit of shares, logarithm of the rest.
#[derive(Clone, Copy)]
struct Scale {
    is_share: bool,
}

impl Scale {
    fn put(self, value: f64) -> f64 {
        if self.is_share { logit(value.clamp(EDGE, 1.0 - EDGE)) } else { ln(value.max(EDGE)) }
    }

    fn back(self, value: f64) -> f64 {
        if self.is_share { logistic(value) } else { exp(value) }
    }
}

#[cfg(test)]
mod tests {
    use super::{GoalProgress, GoalStatus, goal_progress};
    use crate::base::{Base, Customers};
    use crate::domain::{Day, Settings};
    use crate::planning::{Assessment, score, summarise};
    use crate::review::earlier::earlier;
    use crate::review::fixture::shop;
    use crate::review::{GoalAim, GoalMetric, retention};

    type Shop = (Base, Assessment, Settings);

    fn progress((base, assessment, settings): &Shop, aim: &GoalAim) -> GoalProgress {
        let summary = summarise(&base.customers, assessment, settings);
        goal_progress(base, assessment, settings, &summary, aim)
    }

    fn aim(metric: GoalMetric, target: f64, due: Option<i32>) -> GoalAim {
        GoalAim { metric, period_days: 90, target, due: due.map(Day) }
    }

    #[test]
    fn now_is_the_boards_figure_and_the_last_reading() {
        let shop = shop(91, 1_500);
        let (base, assessment, settings) = &shop;
        let summary = summarise(&base.customers, assessment, settings);
        let churn = retention(base, assessment, 90, 90).expect("orders").expected.expect("estimated").churn.value;
        for (metric, value) in [
            (GoalMetric::Churn, churn),
            (GoalMetric::Retention, 1.0 - churn),
            (GoalMetric::CustomerEquity, summary.customer_equity_minor.expect("estimated").value),
            (GoalMetric::ValueAtRisk, summary.value_at_risk_minor.expect("estimated").value),
            (GoalMetric::RepeatRate, summary.repeat_rate.expect("customers").value),
            (GoalMetric::ActiveCustomers, summary.expected_active_customers.expect("estimated").value),
        ] {
            let found = progress(&shop, &aim(metric, 0.0, None));
            let last = found.readings.last().expect("readings");
            assert_eq!(Some(last.day), base.as_of, "{metric:?}");
            assert!((last.value / value - 1.0).abs() < 1e-9, "{metric:?}: {} and {value}", last.value);
            assert!((found.now.expect("known").value / value - 1.0).abs() < 1e-9, "{metric:?}");
            assert!(found.path.is_empty() && found.days_left.is_none());
        }
    }

    #[test]
    fn earlier_readings_are_whole_scores_of_the_orders_up_to_the_day() {
        let shop = shop(92, 1_200);
        let (base, assessment, settings) = &shop;
        let equity = progress(&shop, &aim(GoalMetric::CustomerEquity, 0.0, None)).readings;
        let risk = progress(&shop, &aim(GoalMetric::ValueAtRisk, 0.0, None)).readings;
        assert!(equity.len() > 8);
        for (equity, risk) in equity.iter().zip(&risk).take(3) {
            let mut then: Customers = earlier(base, equity.day).customers;
            score(&mut then, assessment, settings);
            let sum = |column: &[f64]| column.iter().sum::<f64>();
            assert!((equity.value / sum(&then.lifetime_value_minor) - 1.0).abs() < 1e-9);
            assert!((risk.value / sum(&then.value_at_risk_minor) - 1.0).abs() < 1e-9);
        }
        let churn = progress(&shop, &aim(GoalMetric::Churn, 0.0, None)).readings;
        let gaps: Vec<i32> = churn.windows(2).map(|pair| pair[1].day.0 - pair[0].day.0).collect();
        assert!(!gaps.is_empty() && gaps.iter().all(|gap| *gap == 90), "periods do not overlap");
    }

    #[test]
    fn easy_goals_are_on_course_hard_ones_behind_and_near_ones_uncertain() {
        let shop = shop(93, 1_500);
        let as_of = shop.0.as_of.expect("orders").0;
        let free = progress(&shop, &aim(GoalMetric::ActiveCustomers, 1.0, Some(as_of + 60)));
        let (day, end) = *free.path.last().expect("a forecast");
        assert_eq!((day, free.days_left), (Day(as_of + 60), Some(60)));
        assert!(end.low < end.value && end.value < end.high);
        let status = |metric, target| progress(&shop, &aim(metric, target, Some(as_of + 60))).status;
        assert_eq!(free.status, GoalStatus::OnCourse);
        assert_eq!(status(GoalMetric::ActiveCustomers, end.high * 1.01), GoalStatus::Behind);
        assert_eq!(status(GoalMetric::ActiveCustomers, end.value), GoalStatus::TooUncertain);
        // Less is better: the same target is easy above and hard below.
        let risk = progress(&shop, &aim(GoalMetric::ValueAtRisk, 0.0, Some(as_of + 60)));
        assert_eq!(risk.status, GoalStatus::Behind);
        let high = risk.path.last().expect("a forecast").1.high;
        assert_eq!(status(GoalMetric::ValueAtRisk, high * 1.01), GoalStatus::OnCourse);
    }

    #[test]
    fn no_forecast_reaches_further_than_the_readings() {
        let shop = shop(93, 1_500);
        let as_of = shop.0.as_of.expect("orders").0;
        let far = progress(&shop, &aim(GoalMetric::ActiveCustomers, 1.0, Some(as_of + 361)));
        assert_eq!((far.status, far.path.len()), (GoalStatus::TooShort, 0));
        let year = GoalAim { period_days: 365, ..aim(GoalMetric::Churn, 0.1, Some(as_of + 30)) };
        assert_eq!(progress(&shop, &year).status, GoalStatus::TooShort, "two years hold two periods of a year");
    }

    #[test]
    fn a_day_that_is_over_is_read_and_a_line_without_one_is_compared() {
        let shop = shop(94, 1_500);
        let as_of = shop.0.as_of.expect("orders").0;
        let found = progress(&shop, &aim(GoalMetric::RepeatRate, 0.0, Some(as_of - 60)));
        let then = earlier(&shop.0, Day(as_of - 60)).customers;
        let repeated = then.frequency.iter().filter(|frequency| **frequency > 0).count() as f64 / then.len() as f64;
        assert_eq!((found.status, found.at_due), (GoalStatus::Reached, Some(repeated)));
        let missed = progress(&shop, &aim(GoalMetric::RepeatRate, repeated + 0.001, Some(as_of - 60)));
        assert_eq!(missed.status, GoalStatus::Missed);
        assert_eq!(progress(&shop, &aim(GoalMetric::Churn, 0.0, None)).status, GoalStatus::Short);
        assert_eq!(progress(&shop, &aim(GoalMetric::Churn, 1.0, None)).status, GoalStatus::Holds);
    }
}

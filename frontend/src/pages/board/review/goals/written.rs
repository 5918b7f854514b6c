//! Goals in words and numbers, and back.

use shared::domain::Day;
use shared::review::{GoalAim, GoalMetric};

use super::super::money_of;
use crate::base_loader::use_base;
use crate::formats::{self, Money};
use crate::text::goals as text;

/// A value of a figure.
pub(super) fn value(metric: GoalMetric, value: f64, money: Money) -> String {
    if metric.is_share() {
        formats::percent((value * 1_000.0).round() / 1_000.0)
    } else if metric.is_money() {
        money.rounded(value)
    } else {
        formats::whole(value)
    }
}

/// A goal in one line.
pub(super) fn name(aim: &GoalAim) -> String {
    let target = value(aim.metric, aim.target, money_of(use_base()));
    let day = aim.due.map(formats::day_medium).unwrap_or_default();
    text::name(aim.metric, aim.period_days, &target, &day)
}

/// The name of its line.
pub(super) fn line(aim: &GoalAim) -> String {
    let target = value(aim.metric, aim.target, money_of(use_base()));
    match aim.due {
        Some(day) => text::line(&target, &formats::day_medium(day)),
        None => text::line_always(&target),
    }
}

/// A target as a person types it: percent, major units or customers.
pub(super) fn typed(metric: GoalMetric, target: f64, money: Money) -> String {
    let shown = if metric.is_share() {
        (target * 1e6).round() / 1e4
    } else if metric.is_money() {
        target / money.minor_per_major()
    } else {
        target
    };
    shown.to_string()
}

/// A target from what was typed; a comma counts as a point.
pub(super) fn target(metric: GoalMetric, text: &str, money: Money) -> Option<f64> {
    let text: String = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite())?;
    Some(if metric.is_share() {
        number / 100.0
    } else if metric.is_money() {
        (number * money.minor_per_major()).round()
    } else {
        number
    })
}

/// A day from what was typed.
pub(super) fn day(text: &str) -> Option<Day> {
    text.trim().parse().ok()
}

/// The name of a metric in forms.
pub(super) fn key(metric: GoalMetric) -> &'static str {
    match metric {
        GoalMetric::Retention => "retention",
        GoalMetric::Churn => "churn",
        GoalMetric::CustomerEquity => "customer_equity",
        GoalMetric::ValueAtRisk => "value_at_risk",
        GoalMetric::RepeatRate => "repeat_rate",
        GoalMetric::ActiveCustomers => "active_customers",
    }
}

#[cfg(test)]
mod tests {
    use shared::domain::Currency;
    use shared::review::GoalMetric;

    use super::{Money, day, key, target, typed};

    #[test]
    fn a_target_is_read_in_its_unit_and_written_back() {
        let money = Money(Currency::EUR);
        assert_eq!(target(GoalMetric::Retention, " 82,5 % ", money), Some(0.825));
        assert_eq!(target(GoalMetric::CustomerEquity, "1500.5", money), Some(150_050.0));
        assert_eq!(target(GoalMetric::ActiveCustomers, "700", money), Some(700.0));
        assert_eq!([target(GoalMetric::Churn, "many", money), target(GoalMetric::Churn, "inf", money)], [None; 2]);
        for (metric, value) in [
            (GoalMetric::Retention, 0.825),
            (GoalMetric::CustomerEquity, 150_050.0),
            (GoalMetric::ActiveCustomers, 7.0),
        ] {
            assert_eq!(target(metric, &typed(metric, value, money), money), Some(value));
        }
        assert_eq!(day(" 2027-06-30 ").map(|day| day.to_string()).as_deref(), Some("2027-06-30"));
        assert_eq!(day("30.6.2027"), None);
        let mut keys = GoalMetric::ALL.map(key).to_vec();
        keys.dedup();
        assert_eq!(keys.len(), GoalMetric::ALL.len());
    }
}

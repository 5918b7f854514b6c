//! Goals of the board.

use shared::review::{GoalMetric, GoalStatus};

use super::{sentence, words};

words! {
    pending = "Looking where your goals stand…";
    add = "Set a goal";
    change = "Change";
    remove = "Remove";
    undo = "Undo";
    none_note = "A goal is a figure of this board, where it should be, and by which day. It becomes a line on the figure's chart, and every Monday this place says whether it is on course.";
    zero_name = "Zero churn: nobody leaves";
    zero_note = "The line every workspace has. Nobody reaches it; how far it is and why is worth knowing.";
    form_new = "Set a goal";
    form_change = "Change the goal";
    field_metric = "Figure";
    field_period = "Over";
    field_target = "Should be";
    field_due = "By the end of";
    field_owner = "Who answers for it";
    field_note = "Why (optional)";
    hint_target = "At least this; of churn and value at risk, at most this.";
    hint_due = "Year-month-day, for example 2027-06-30";
    percent_unit = "%";
    customers_unit = "customers";
    save = "Save";
    saving = "Saving…";
    cancel = "Cancel";
    not_a_number = "Please give a number.";
    not_a_day = "Please give a day like 2027-06-30.";
    saved = "The goal is saved.";
    chart_more = "How it has gone";
    column_day = "Day";
    column_value = "Figure";
    column_range = "95% range";
    column_kind = "What it is";
    kind_was = "measured by today's model";
    kind_forecast = "if it goes on as it did";
    today = "today";
    now = "Now";
    by_then = "By then, as things go";
    cannot_tell = "cannot tell yet";
}

/// The heading: how many goals stand how.
pub(crate) fn finding(on_course: usize, behind: usize, unknown: usize) -> String {
    if on_course + behind + unknown == 0 {
        return sentence("No goal is set yet".to_owned());
    }
    let goals = |count: usize| if count == 1 { "1 goal".to_owned() } else { format!("{count} goals") };
    let is = |count: usize| if count == 1 { "is" } else { "are" };
    let mut parts = Vec::new();
    if on_course > 0 {
        parts.push(format!("{} {} on course", goals(on_course), is(on_course)));
    }
    if behind > 0 {
        parts.push(format!("{} {} behind", goals(behind), is(behind)));
    }
    if unknown > 0 {
        parts.push(format!("{} {} too uncertain to call", goals(unknown), is(unknown)));
    }
    let mut text = parts.join(", ");
    if let Some(first) = text.get(..1).map(str::to_uppercase) {
        text.replace_range(..1, &first);
    }
    sentence(text)
}

/// A figure that can have a goal.
pub(crate) fn metric(metric: GoalMetric) -> &'static str {
    super::say(match metric {
        GoalMetric::Retention => "Retention rate, by the model",
        GoalMetric::Churn => "Churn, by the model",
        GoalMetric::CustomerEquity => "Customer equity",
        GoalMetric::ValueAtRisk => "Value at risk in 90 days",
        GoalMetric::RepeatRate => "Repeat rate",
        GoalMetric::ActiveCustomers => "Expected active customers",
    })
}

/// A goal in one line.
pub(crate) fn name(metric: GoalMetric, period_days: u32, target: &str, day: &str) -> String {
    let bound = if metric.is_less_better() { "at most" } else { "at least" };
    let period = match (metric.has_period(), period_days) {
        (false, _) => String::new(),
        (true, 365) => " over 12 months".to_owned(),
        (true, days) => format!(" over {days} days"),
    };
    let figure = match metric {
        GoalMetric::Retention => "Retention",
        GoalMetric::Churn => "Churn",
        GoalMetric::CustomerEquity => "Customer equity",
        GoalMetric::ValueAtRisk => "Value at risk",
        GoalMetric::RepeatRate => "Repeat rate",
        GoalMetric::ActiveCustomers => "Active customers",
    };
    sentence(format!("{figure}{period}: {bound} {target} by {day}"))
}

/// How it stands, in a word or two.
pub(crate) fn status(status: GoalStatus) -> &'static str {
    super::say(match status {
        GoalStatus::OnCourse => "On course",
        GoalStatus::Behind => "Behind",
        GoalStatus::TooUncertain | GoalStatus::TooShort | GoalStatus::NotKnown => "Cannot tell yet",
        GoalStatus::Reached => "Reached",
        GoalStatus::Missed => "Missed",
        GoalStatus::Holds => "Holds",
        GoalStatus::Short => "Not there",
    })
}

/// Why it stands so.
pub(crate) fn reason(status: GoalStatus) -> &'static str {
    super::say(match status {
        GoalStatus::OnCourse => "If it goes on as it did, the whole 95% range is at the goal or beyond.",
        GoalStatus::Behind => "If it goes on as it did, the whole 95% range falls short.",
        GoalStatus::TooUncertain => "The goal lies within the 95% range of where this leads.",
        GoalStatus::TooShort => {
            "Too little history: a forecast needs five readings, and reaches no further than they reach back."
        }
        GoalStatus::NotKnown => "The figure itself cannot be told from these orders.",
        GoalStatus::Reached => "On that day the figure was there.",
        GoalStatus::Missed => "On that day the figure was not there.",
        GoalStatus::Holds => "The figure is at the line.",
        GoalStatus::Short => "How much is missing stands beside it.",
    })
}

/// Days to the goal's.
pub(crate) fn days_left(days: i32) -> String {
    sentence(match days {
        0 => "the day is today".to_owned(),
        1 => "1 day left".to_owned(),
        -1 => "over since 1 day".to_owned(),
        days if days < 0 => format!("over since {} days", -days),
        days => format!("{days} days left"),
    })
}

/// Who answers for it.
pub(crate) fn owner(name: &str) -> String {
    sentence(format!("{name} answers for it"))
}

/// The line on a chart.
pub(crate) fn line(target: &str, day: &str) -> String {
    sentence(format!("Goal: {target} by {day}"))
}

/// The line without a day.
pub(crate) fn line_always(target: &str) -> String {
    sentence(format!("Goal: {target}"))
}

/// What was removed.
pub(crate) fn removed(name: &str) -> String {
    sentence(format!("Removed: {name}"))
}

/// A period of the choice.
pub(crate) fn period(days: u32) -> String {
    sentence(if days == 365 { "12 months".to_owned() } else { format!("{days} days") })
}

/// What the chart shows.
pub(crate) fn chart_measure(metric_name: &str) -> String {
    sentence(format!(
        "{metric_name}, by today's model; the band is the 95% range of where it goes if it goes on as it did"
    ))
}

/// A place of the chart.
pub(crate) fn chart_reading(day: &str, value: &str, range: Option<&str>) -> String {
    sentence(match range {
        None => format!("{day}: {value}"),
        Some(range) => format!("{day}: {value} ({range}) if it goes on as it did"),
    })
}

/// One of several goals, for the names of buttons.
pub(crate) fn action_of(action: &str, name: &str) -> String {
    sentence(format!("{action}: {name}"))
}

#[cfg(test)]
mod tests {
    use super::finding;

    #[test]
    fn goals_are_counted_in_words() {
        assert_eq!(finding(0, 0, 0), "No goal is set yet");
        assert_eq!(finding(1, 0, 0), "1 goal is on course");
        assert_eq!(finding(2, 1, 1), "2 goals are on course, 1 goal is behind, 1 goal is too uncertain to call");
        assert_eq!(finding(0, 0, 2), "2 goals are too uncertain to call");
    }
}

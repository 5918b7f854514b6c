//! The page about the model.

use shared::planning::{HoldoutProblem, ModelName};
use shared::scoring::Limit;

use super::{Basis, Term, say, sentence, words};

words! {
    title = "The model";
    checking = "Comparing the forecast with what happened…";
    no_check = "The model cannot be checked yet";
    too_short = "Six weeks of orders are needed on either side of the chosen day.";
    not_identified = "Dropout is not identified by the orders up to that day, so there is no forecast to compare.";
    not_used_title = "The model is not used for now: these data do not carry it";
    not_used = "It is not used";
    subtitle = "What the model assumes, what it was fitted to, and how what it says compares with what happened.";
    split = "Last day the check may see";
    split_usual = "The usual day";
    held_out = "held out";
    actual = "Actual";
    expected = "Expected";
    column_week = "Week to";
    column_actual_sum = "Actual, running total";
    column_expected_sum = "Expected, running total";
    weekly_measure = "repeat orders a week of the customers known on the day of the split";
    cumulative_measure = "repeat orders of the same customers, running total";
    groups_measure = "repeat orders a customer after the split, mean of ten groups by what was expected; the line is the 95% range of the mean; square-root scale";
    group_column = "Group";
    customers_column = "Customers";
    expected_mean = "Expected, mean";
    actual_mean = "Actual, mean";
    range_column = "95% range";
    least_expected = "least expected";
    most_expected = "most expected";
    frequency_measure = "customers by number of repeat orders since their first, actual and as the fitted model expects them of customers as old";
    frequency_column = "Repeat orders";
    difference_column = "Difference";
    presence_measure = "mean chance of still being a customer (P(alive)), and customers, by repeat orders and time since the last order";
    presence_plain = "Chance of still being a customer";
    presence_corner = "Repeat orders";
    silence_column = "Since the last order";
    alive_column = "Still a customer";
    customers = "customers";
    card_title = "What the model is";
    card_coming = "Measuring how sure its parameters are…";
    may_be_used = "It may be used.";
    assumes_title = "What it assumes";
    found_title = "What it found here";
    parameters_title = "Parameters";
    parameter_column = "Parameter";
    means_column = "What it says";
    estimate_column = "Estimate";
    error_column = "Standard error";
    at_limit = "at a limit";
    unbounded = "no upper end";
    models_caption = "Parameters of the fitted models";
    correlation_unknown = "How spend goes with frequency cannot be told.";
}

/// "the last 8 months", or weeks of a short time.
pub(crate) fn period(days: i32) -> String {
    if days < 90 {
        format!("the last {} weeks", (f64::from(days) / 7.0).round())
    } else {
        format!("the last {} months", (f64::from(days) / 30.4375).round())
    }
}

/// "The model was right about the last 8 months: 4,120 orders expected, 4,098 came"
pub(crate) fn finding(days: i32, expected: &str, actual: &str, held: bool) -> String {
    let period = period(days);
    sentence(if held {
        format!("The model was right about {period}: {expected} orders expected, {actual} came")
    } else {
        format!("The model was off about {period}: {expected} orders expected, {actual} came")
    })
}

/// Below the finding: what "right" means.
pub(crate) fn finding_note(split: &str, range: &str, customers: &str, held: bool) -> String {
    let end = if held { "which holds what came" } else { "which does not hold what came" };
    sentence(format!(
        "Fitted to the orders up to {split} alone and asked about the repeat orders of the {customers} customers known then. The 95% range was {range}, {end}."
    ))
}

/// Why nothing can be compared.
pub(crate) fn problem(problem: &HoldoutProblem) -> &'static str {
    match problem {
        HoldoutProblem::TooShort { .. } => too_short(),
        HoldoutProblem::NotIdentified => not_identified(),
    }
}

/// "Week by week it was 14 orders off, 12% of a usual week"
pub(crate) fn weekly_finding(error: &str, share: &str) -> String {
    sentence(format!("A held-out week was {error} orders off on average, {share} of a usual week"))
}

/// "After 8 months the running total is 0.5% below what came"
pub(crate) fn cumulative_finding(share: &str, more: bool) -> String {
    sentence(if more {
        format!("At the end the expected total is {share} above what came")
    } else {
        format!("At the end the expected total is {share} below what came")
    })
}

/// The lines in a sentence.
pub(crate) fn tracking_summary(weeks: &str, held_out: &str, expected: &str, actual: &str) -> String {
    sentence(format!(
        "{weeks} weeks, the last {held_out} held out: over all of them {expected} repeat orders were expected and {actual} came."
    ))
}

/// One week in words.
pub(crate) fn week_reading(week: &str, actual: &str, expected: &str, held_out: bool) -> String {
    let end = if held_out { ", held out" } else { "" };
    sentence(format!("Week to {week}: {actual} came, {expected} expected{end}"))
}

/// One end of a running total in words.
pub(crate) fn sum_reading(week: &str, actual: &str, expected: &str) -> String {
    sentence(format!("Up to {week}: {actual} came, {expected} expected"))
}

/// "In 9 of 10 groups customers did what was expected of them"
pub(crate) fn groups_finding(held: &str, groups: &str) -> String {
    sentence(format!("In {held} of {groups} groups customers did what was expected of them"))
}

/// The groups in a sentence.
pub(crate) fn groups_summary(first: &str, first_actual: &str, last: &str, last_actual: &str) -> String {
    sentence(format!(
        "Of the tenth least expected to order, {first} orders a customer were expected and {first_actual} came; of the tenth most expected to, {last} and {last_actual}."
    ))
}

/// One group in words.
pub(crate) fn group_reading(group: &str, customers: &str, expected: &str, actual: &str, range: &str) -> String {
    sentence(format!("Group {group}, {customers} customers: {expected} expected, {actual} came ({range})"))
}

/// "7,204 customers with a single order expected, 7,190 there"
pub(crate) fn frequency_finding(expected: &str, actual: &str) -> String {
    sentence(format!("{actual} customers have ordered once; the model expects {expected}"))
}

/// The bars in a sentence.
pub(crate) fn frequency_summary(customers: &str, off: &str) -> String {
    sentence(format!("Of {customers} customers, {off} would have to stand in another bar for both to agree."))
}

/// One bar in words.
pub(crate) fn frequency_reading(frequency: &str, actual: &str, expected: &str) -> String {
    sentence(format!("{frequency} repeat orders: {actual} customers, {expected} expected"))
}

/// The last of the bars: "7 and more"
pub(crate) fn and_more(frequency: &str) -> String {
    sentence(format!("{frequency}+"))
}

/// Columns of the table of presence.
pub(crate) fn silence(column: usize) -> &'static str {
    say(match column {
        0 => "up to 4 weeks",
        1 => "4 to 8 weeks",
        2 => "8 to 13 weeks",
        3 => "3 to 6 months",
        4 => "6 to 12 months",
        _ => "over a year",
    })
}

/// "Of customers with 0 repeat orders 62% are still there 3 to 6 months after the last order; with 7+ it is 4%"
pub(crate) fn presence_finding(silence: &str, seldom: (&str, &str), often: (&str, &str)) -> String {
    sentence(format!(
        "Of customers with {} repeat orders {} are still there {silence} after the last one; of those with {} it is {}",
        seldom.0, seldom.1, often.0, often.1
    ))
}

/// The table of presence in a sentence.
pub(crate) fn presence_summary(customers: &str, active: &str) -> String {
    sentence(format!("Each of {customers} customers stands in one cell; about {active} of them are still customers."))
}

/// What the model was fitted to.
pub(crate) fn fitted_to(customers: &str, orders: &str, first: &str, last: &str, repeat: &str) -> String {
    sentence(format!(
        "Fitted to {customers} customers with {orders} orders from {first} to {last}, up to which day everybody is watched. {repeat} of them came back; 50 are needed."
    ))
}

/// Why it may be used.
pub(crate) fn used_because(gain: &str) -> String {
    sentence(format!(
        "Enough customers came back, the fit settled, and a model in which nobody stops fits worse by more than chance. Its log-likelihood less that of BG/NBD: {gain}."
    ))
}

/// Name of a model.
pub(crate) fn model(model: ModelName) -> &'static str {
    say(match model {
        ModelName::BgNbd => "BG/NBD, the published check",
        ModelName::MbgNbd => "MBG/NBD, in use for purchases",
        ModelName::GammaGamma => "Gamma-Gamma, in use for spend",
    })
}

/// Below the name of a model.
pub(crate) fn model_note(log_likelihood: &str, customers: &str, iterations: &str) -> String {
    sentence(format!("log-likelihood {log_likelihood}, {customers} customers, {iterations} Newton steps"))
}

/// What a parameter says.
pub(crate) fn parameter(model: ModelName, name: &str) -> &'static str {
    say(match (model, name) {
        (_, "r") => "how alike customers' paces are: below 1, few order often and many seldom",
        (_, "alpha") => "with r the mean pace: r/alpha orders a week",
        (ModelName::BgNbd, "a") => "with b the chance of stopping after a repeat order: a/(a + b) on average",
        (_, "a") => "with b the chance of stopping after an order: a/(a + b) on average",
        (_, "b") => "the larger a and b together, the more alike customers are in it",
        (_, "p") => "how steady one customer's orders are: the larger, the steadier",
        (_, "q") => "how alike customers' mean orders are: the larger, the more alike",
        _ => "the scale of spend: mean order value pv/(q − 1)",
    })
}

/// What MBG/NBD and Gamma-Gamma assume.
pub(crate) fn assumptions() -> [&'static str; 5] {
    [
        "While somebody is a customer they order at random, at a pace of their own that stays the same.",
        "After every order, the first included, they may stop for good, with a chance of their own. Nobody says so: it shows only in the silence.",
        "Paces follow a Gamma distribution over customers and chances of stopping a Beta distribution, independent of each other.",
        "What an order is worth varies about a mean of the customer's own, which has nothing to do with how often they order.",
        "No season, no campaign and no trend: tomorrow is like the time it was fitted to.",
    ]
    .map(say)
}

/// "A customer who has just ordered stops for good with a chance of 37% (35% to 39%)"
pub(crate) fn stop_chance(chance: &str, range: &str, spread: &str) -> String {
    sentence(format!(
        "A customer who has just ordered stops for good with a chance of {chance} ({range}); customers differ by ±{spread} points about it."
    ))
}

/// "The average customer orders 4.9 times a year for as long as they are one (4.6 to 5.1)"
pub(crate) fn pace(orders: &str, range: &str, spread: &str) -> String {
    sentence(format!(
        "For as long as they are customers they order {orders} times a year on average ({range}); the paces' standard deviation is {spread} times that."
    ))
}

/// "An order is worth €55 on average (€54 to €56)"
pub(crate) fn order_value(value: &str, range: &str, spread: &str) -> String {
    sentence(format!(
        "An order is worth {value} on average over customers ({range}); one customer's orders vary by {spread} about their own mean."
    ))
}

/// How spend goes with frequency.
pub(crate) fn correlation(coefficient: &str, size: f64) -> String {
    let verdict = if size < 0.1 {
        "as good as none, as the spend model assumes"
    } else if size < 0.3 {
        "some, though the spend model assumes none: values of frequent customers lean a little"
    } else {
        "much, though the spend model assumes none: read values of frequent customers with care"
    };
    sentence(format!("Correlation of how often customers order and what an order is worth: {coefficient}, {verdict}."))
}

/// A limit that the fit ended at.
pub(crate) fn limit(limit: Limit) -> &'static str {
    say(match limit {
        Limit::NoDropout => "No dropout: a model in which nobody stops fits as well.",
        Limit::CommonDropout => "One chance of stopping for all: how customers differ in it cannot be told.",
        Limit::AllOrNothingDropout => "All or nothing: customers stop at the first occasion or never.",
        Limit::CommonRate => "One pace for all: how customers differ in it cannot be told.",
        Limit::NoAgeing => "No ageing: the chance of stopping does not grow with age.",
        Limit::CommonSpend => "All customers spend alike on average.",
        Limit::SteadySpend => "Each customer spends the same every time.",
        _ => "The fit ended at an edge of what the model can say.",
    })
}

/// Definitions of the page.
pub(crate) fn terms() -> Vec<Term> {
    vec![
        Term::new(
            &[Basis::Measured, Basis::Estimated],
            "Tracking",
            "The model is fitted to the orders up to the split. Weeks after it are forecasts given every customer's history up to the split; weeks before it are what the fitted model expects of customers of whom only the day of the first order is known. Customers who came after the split are not counted.",
        ),
        Term::new(
            &[Basis::Measured, Basis::Estimated],
            "Ten groups",
            "The customers known at the split, ordered by what was expected of each after it and cut into ten groups of equal size. The range of the actual mean is a 95% interval on the log scale with the variance of the counts in the group, or their mean where that is larger.",
        ),
        Term::new(
            &[Basis::Measured, Basis::Estimated],
            "Orders expected by age",
            "For every customer the chance of 0, 1, 2 … repeat orders in a time as long as from their first order to the last day of the data, by the fitted model, summed over customers. Nothing else of the customer is used.",
        ),
        Term::new(
            &[Basis::Estimated],
            "Chance of still being a customer",
            "P(alive) by MBG/NBD for each customer's own history; a cell shows the mean over the customers in it.",
        ),
        Term::new(
            &[Basis::Estimated],
            "Ranges of parameters",
            "95% by the profile of the likelihood: all values that a likelihood-ratio test would not reject. Ranges of what they mean are by the delta method on the log or logit scale.",
        ),
    ]
}

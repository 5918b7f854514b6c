//! Customers under contract: who left, and how long they stay.

use super::{sentence, words};

words! {
    title = "Contracts";
    pending = "Counting who is under contract…";
    none_title = "No contracts yet";
    none_why = "Where customers have a contract that runs until they end it (a subscription, a membership), churn is counted and not estimated. Bring a list of them: one line a contract with its number, the customer, its first day and, once it has ended, the day it ended. Why it ended and what it brings a month are read as well.";
    none_link = "Bring a list of contracts";
    back = "Back to the board";
    open = "See who stays how long";
    period = "Period";
    stayed = "stayed";
    left = "left";
    under_contract = "under contract at the start";
    counted = "Counted, so without a range.";
    column_what = "What became of them";
    of_left = "Of those who left";
    cancelled = "cancelled";
    failed = "payments failed";
    others = "Not in this sum";
    joined = "joined and were there at the end";
    came_and_went = "came and went within the period";
    at_end = "Under contract at the end";
    money = "A month";
    money_start = "their contracts brought at the start";
    money_end = "those who stayed bring at the end";
    money_unknown = "The list does not say what contracts bring a month.";
    by_definition = "By the definition";
    definition_contract = "Under contract: who was there at the start and is no longer at the end, over those there at the start. Who joined in between is in neither number.";
    definition_without = "Without a contract nobody says goodbye: there, churn is estimated from the orders.";
    without_link = "Churn without contracts, in the Monday review";
    months_none = "No whole month to tell of yet";
    months_measure = "share of the customers under contract at the start of each calendar month who left in it; counted; the line on each bar says how far such a share strays by chance alone (95%)";
    month_column = "Month";
    base_column = "At the start";
    stayed_column = "Stayed";
    left_column = "Left";
    failed_column = "Payments failed";
    joined_column = "Joined";
    churn_column = "Left, share";
    chance_column = "By chance (95%)";
    months_label = "Share who left, month by month";
    tenure_none = "Nobody has been under contract for a month yet";
    tenure_across = "Months since the contract began";
    tenure_months = "Months";
    tenure_watched = "Watched so long";
    tenure_staying = "Still under contract";
    tenure_range = "95% range";
    tenure_expected = "Expected";
    tenure_expected_range = "95% range of it";
    tenure_no_model = "No model could be fitted to them, so no projection is drawn.";
}

fn span(days: u32) -> String {
    if days == 365 { "12 months".to_owned() } else { format!("{days} days") }
}

fn customers(count: &str) -> &'static str {
    if count == "1" { "customer" } else { "customers" }
}

/// "12 of 480 customers under contract left in 90 days: 2.5%"
pub(crate) fn finding(left: &str, base: &str, days: u32, share: &str) -> String {
    sentence(format!("{left} of {base} {} under contract left in {}: {share}", customers(base), span(days)))
}

/// Where nobody left.
pub(crate) fn finding_all_stayed(base: &str, days: u32) -> String {
    sentence(match base {
        "1" => format!("The only customer under contract stayed through {}", span(days)),
        _ => format!("All {base} customers under contract stayed through {}", span(days)),
    })
}

/// Where nobody was there.
pub(crate) fn finding_nobody(start: &str) -> String {
    sentence(format!("Nobody was under contract on {start}"))
}

/// The period and what is counted.
pub(crate) fn measure(start: &str, end: &str) -> String {
    sentence(format!(
        "From the end of {start} to the end of {end}. Customers are counted, not contracts: who changes from one to another has not left."
    ))
}

/// The unit of the sum on a card.
pub(crate) fn card_sum(stayed: &str, left: &str, base: &str, failed: &str) -> String {
    sentence(format!(
        "{stayed} stayed + {left} left = {base} under contract at the start; of those who left, payments failed for {failed}."
    ))
}

/// Where few were there at the start.
pub(crate) fn few(base: &str, step: &str) -> String {
    sentence(format!(
        "Only {base} {} there at the start: one more who leaves adds {step} to the share. It says little about the next period.",
        if base == "1" { "customer was" } else { "customers were" }
    ))
}

/// Customers who never ordered.
pub(crate) fn without_orders(count: &str) -> String {
    sentence(if count == "1" {
        "1 customer under contract has never ordered. They are counted here, but in no other figure, because those begin with an order.".to_owned()
    } else {
        format!(
            "{count} customers under contract have never ordered. They are counted here, but in no other figure, because those begin with an order."
        )
    })
}

/// What share of the money stayed.
pub(crate) fn money_share(share: &str) -> String {
    sentence(format!("{share} of it stayed; changes of plan are in it."))
}

/// The finding of the months: the last one and between which the others lie.
pub(crate) fn months_finding(last: &str, month: &str, least: &str, most: &str) -> String {
    sentence(if least == most {
        format!("{last} left in {month}")
    } else {
        format!("{last} left in {month}; between {least} and {most} in the months shown")
    })
}

/// One month in words.
pub(crate) fn month_reading(month: &str, left: &str, base: &str, share: &str, range: &str) -> String {
    sentence(format!("{month}: {left} of {base} left, {share} (by chance {range})"))
}

/// The finding of the curve where half have left.
pub(crate) fn half_left(months: &str) -> String {
    sentence(format!("Half are no longer under contract after {months} months"))
}

/// The finding of the curve where more than half are there to the end.
pub(crate) fn still_there(share: &str, months: &str) -> String {
    let plural = if months == "1" { "month" } else { "months" };
    sentence(format!("{share} are still under contract after {months} {plural}"))
}

/// What the curve is of.
pub(crate) fn tenure_measure(spells: &str, ended: &str) -> String {
    let times = if spells == "1" { "time" } else { "times" };
    sentence(format!(
        "share still under contract by months since they began; {spells} {times} under contract, of which {ended} have ended; band: 95% range"
    ))
}

/// What the dashed line is.
pub(crate) fn projection(model: &str, share: &str, range: Option<&str>, months: &str) -> String {
    let range = range.map(|range| format!(" (95% range {range}, if the model holds)")).unwrap_or_default();
    sentence(format!(
        "Dashed: what the {} model expects. After {months} months {share}{range} are still under contract.",
        model_name(model)
    ))
}

fn model_name(model: &str) -> &'static str {
    match model {
        "bdw" => "beta-discrete-Weibull",
        _ => "shifted beta-geometric",
    }
}

/// Where too few have ended for a model.
pub(crate) fn too_few(ended: &str, needed: u32) -> String {
    let have = if ended == "1" { "has" } else { "have" };
    sentence(format!("Only {ended} {have} ended: a projection needs {needed}."))
}

/// One month of the curve in words.
pub(crate) fn tenure_reading(months: &str, share: &str, range: &str) -> String {
    sentence(format!("After {months} months: {share} ({range})"))
}

/// One month of the projection in words.
pub(crate) fn expected_reading(months: &str, share: &str) -> String {
    sentence(format!("After {months} months: {share} expected"))
}

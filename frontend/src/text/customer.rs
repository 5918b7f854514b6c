//! One customer.

use super::{sentence, words};

words! {
    loading = "Looking this customer up…";
    not_found = "There is no such customer";
    not_found_text = "They may have left with the sample data, or never had an order that counts.";
    back = "All customers";
    close = "Close and go back to the list";
    rhythm_title = "Rhythm";
    rhythm_legend = "A dot is an order, the band is their usual gap, the line is now.";
    alive = "Likely still a customer";
    lifetime_value = "Lifetime value";
    waiting_title = "What waiting means";
    what_if = "What if they did otherwise?";
    why_title = "Why";
    orders_title = "Orders";
    consent_given = "may be written to";
    consent_withdrawn = "must not be written to";
    consent_unknown = "consent not known, so must not be written to";
    column_day = "Day";
    column_order = "Order";
    column_units = "Units";
    column_value = "Value";
    refund = "refund";
    fact_orders = "Orders so far";
    fact_spent = "Spent so far";
    fact_spend = "Expected value of an order";
    fact_to_come = "Orders to come in a year";
    fact_at_risk = "Value at risk in 90 days";
    fact_rank = "Rank by value at risk";
    fact_gap = "Usual gap";
    fact_silent = "Days since the last order";
    fact_late = "Late by";
    fact_source = "Came from";
    cannot_tell = "Cannot tell yet: the board says why.";
    no_personal_data = "Names and orders are not part of your role.";
}

/// "14 orders since 3 Aug 2025, usually every 31±9 days, silent for 71."
pub(crate) fn history(orders: &str, one: bool, first: &str, rhythm: Option<&str>, silent: &str) -> String {
    sentence(match (one, rhythm) {
        (true, _) => format!("One order on {first}, and none in the {silent} days since."),
        (false, Some(rhythm)) => {
            format!("{orders} orders since {first}, usually every {rhythm} days, now silent for {silent}.")
        }
        (false, None) => format!("{orders} orders since {first}, now silent for {silent} days."),
    })
}

/// "12.50 of it refunded"
pub(crate) fn given_back(amount: &str) -> String {
    sentence(format!("{amount} of it refunded"))
}

/// Judgement by lateness where nothing is estimated, or by the chance of being there.
pub(crate) fn judgement(alive: Option<f64>, lateness: Option<f64>) -> &'static str {
    super::say(match (alive, lateness) {
        (Some(alive), _) if alive >= 0.8 => "Nothing points to an end.",
        (Some(alive), _) if alive >= 0.5 => "The silence begins to be long.",
        (Some(alive), _) if alive >= 0.2 => "They are slipping away.",
        (Some(_), _) => "They are nearly gone.",
        (None, Some(lateness)) if lateness > 2.0 => "That is more than twice their usual gap.",
        (None, Some(lateness)) if lateness > 1.0 => "That is longer than usual.",
        (None, Some(_)) => "That is not unusual.",
        (None, None) => "",
    })
}

/// Mean and standard deviation: "31±9"
pub(crate) fn gap(mean: &str, spread: Option<&str>) -> String {
    spread.map_or_else(|| mean.to_owned(), |spread| format!("{mean}±{spread}"))
}

/// The gap with its unit.
pub(crate) fn gap_days(gap: &str) -> String {
    sentence(format!("{gap} days"))
}

/// What waiting means.
pub(crate) fn waiting(now: &str, soon: &str, later: &str) -> String {
    sentence(format!(
        "If they stay silent, the chance that they are still a customer falls from {now} today to {soon} in four weeks and {later} in twelve."
    ))
}

/// The same for screen readers, for the picture.
pub(crate) fn waiting_picture(now: &str, year: &str) -> String {
    sentence(format!("A falling line from {now} today to {year} after 52 silent weeks."))
}

/// End of the axis.
pub(crate) fn weeks(weeks: &str) -> String {
    sentence(format!("after {weeks} silent weeks"))
}

/// Start of the axis.
pub(crate) fn today(share: &str) -> String {
    sentence(format!("{share} today"))
}

/// Below the lifetime value.
pub(crate) fn over_months(months: u16) -> String {
    sentence(format!("margin over {months} months"))
}

/// "112th of 11,872" without ordinals.
pub(crate) fn rank(rank: &str, all: &str) -> String {
    sentence(format!("{rank} of {all}"))
}

/// How often late.
pub(crate) fn times_gap(times: &str) -> String {
    sentence(format!("{times} × their own gap"))
}

/// The number in the shop.
pub(crate) fn number(number: &str) -> String {
    sentence(format!("No. {number}"))
}

/// Several units of a product.
pub(crate) fn units_of_product(units: &str, product: &str) -> String {
    sentence(format!("{units} × {product}"))
}

/// Title of the orders.
pub(crate) fn orders_count(orders: &str) -> String {
    sentence(format!("{orders} orders"))
}

/// Beside an amount that was converted.
pub(crate) fn converted_from(amounts: &str) -> String {
    sentence(format!("from {amounts}"))
}

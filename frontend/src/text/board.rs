//! The board.

use shared::planning::{Reason, RiskBand, ValueTier};

use super::{sentence, words};

words! {
    title = "Board";
    loading = "Opening your customers…";
    load_failed = "Your customers could not be loaded";
    nobody_slipping = "No customer is slipping away right now";
    open_slipping = "See who they are";
    open_late = "See who is late";
    figure_customers = "Customers";
    figure_active = "Expected active customers";
    figure_equity = "Customer equity";
    figure_at_risk = "Value at risk, 90 days";
    figure_repeat = "Repeat rate";
    cannot_tell = "Cannot tell yet";
    grid_title = "Where the value is at risk";
    grid_measure = "customers, and their value at risk in 90 days";
    grid_corner = "Value";
    grid_cell = "Value and chance";
    grid_customers = "Customers";
    grid_at_risk = "At risk, 90 days";
    cell_customers = " customers, ";
    cell_at_risk = " at risk";
    slipping_title = "Wavering or slipping, with most to lose";
    late_title = "Late against their own rhythm";
    slipping_legend = "a dot is an order, the band is their usual gap, the line is now";
    column_customer = "Customer";
    column_rhythm = "Rhythm, 12 months";
    column_words = "In words";
    column_alive = "Still a customer";
    column_at_risk = "Value at risk, 90 days";
    column_lateness = "Late by";
    nobody_to_show = "Nobody with a second order is late or slipping.";
    weekly_measure = "orders a week, first and repeat, last 52 weeks";
    weekly_first = "First orders";
    weekly_repeat = "Repeat orders";
    column_week = "Week to";
    sources_title_plain = "Where customers came from";
    sources_alike = "No source brings customers who are worth more than the others";
    sources_measure = "customers, and mean lifetime value with its 95% range";
    sources_measure_plain = "customers of each source";
    column_source = "Source";
    column_customers = "Customers";
    column_mean_value = "Mean lifetime value";
    unknown_source = "not given";
    forecast_pending = "Comparing the forecast with what happened…";
    forecast_held = "Reality keeps to the forecast";
    forecast_impossible = "The forecast cannot be checked yet";
    forecast_too_short = "Six weeks of orders are needed on either side of the chosen day.";
    forecast_not_identified = "Dropout is not identified by the orders up to that day, so there is no forecast to compare.";
    forecast_actual = "Actual";
    forecast_expected = "Expected";
    forecast_stretch = "held out";
    forecast_split = "Last day the forecast may see";
    forecast_model = "Look at the model behind it";
    verdict_title = "These figures would be guesses, so they are not shown.";
    keep_orders_coming = "It can change as more orders come in; Holdfast looks again with every import.";
}

/// The finding of the board.
pub(crate) fn slipping(customers: &str, worth: &str) -> String {
    sentence(format!("{customers} customers worth {worth} are slipping away"))
}

/// One of them.
pub(crate) fn slipping_one(worth: &str) -> String {
    sentence(format!("One customer worth {worth} is slipping away"))
}

/// What the finding means.
pub(crate) fn slipping_note(months: u16, at_risk: &str) -> String {
    sentence(format!(
        "Worth is what they are expected to bring over {months} months as things stand. Of all customers, {at_risk} is at risk in the next 90 days."
    ))
}

/// The finding where only lateness is known.
pub(crate) fn late(customers: &str) -> String {
    sentence(format!("{customers} customers are late against their own rhythm"))
}

/// What late means.
pub(crate) fn late_note() -> String {
    sentence("They have been silent for more than twice their own usual gap.".to_owned())
}

/// Below the number of customers.
pub(crate) fn came_back(customers: &str) -> String {
    sentence(format!("{customers} came back at least once"))
}

/// Below the active customers.
pub(crate) fn of_all(customers: &str) -> String {
    sentence(format!("of {customers} who ever bought"))
}

/// Below the customer equity: what it assumes.
pub(crate) fn assumptions(months: u16, discount: &str, margin: &str) -> String {
    sentence(format!("{months} months, {discount} a year, margin {margin}"))
}

/// Below the value at risk.
pub(crate) fn share_of_equity(share: &str) -> String {
    sentence(format!("{share} of customer equity"))
}

/// Below the repeat rate.
pub(crate) fn since_first_order() -> String {
    sentence("of customers, since their first order".to_owned())
}

/// Name of a risk band.
pub(crate) fn risk(band: RiskBand) -> &'static str {
    super::say(match band {
        RiskBand::Safe => "Safe",
        RiskBand::Wavering => "Wavering",
        RiskBand::Slipping => "Slipping",
        RiskBand::NearlyGone => "Nearly gone",
    })
}

/// Name of a value tier.
pub(crate) fn tier(tier: ValueTier) -> &'static str {
    super::say(match tier {
        ValueTier::Best => "Best 10%",
        ValueTier::Next => "Next 20%",
        ValueTier::Middle => "Middle 40%",
        ValueTier::Lowest => "Lowest 30%",
    })
}

/// A cell of the grid in its table.
pub(crate) fn grid_name(tier: &str, risk: &str) -> String {
    format!("{tier}, {risk}")
}

/// Which cell of the grid, for screen readers.
pub(crate) fn cell(tier: &str, risk: &str) -> String {
    sentence(format!("{tier}, {risk}: "))
}

/// The grid's finding: where most of the value at risk is.
pub(crate) fn grid_finding(share: &str, tier: &str) -> String {
    sentence(format!("{share} of the value at risk is with the {tier}"))
}

/// A customer's rhythm: "every 29±7 days, now 71".
pub(crate) fn rhythm(mean: &str, spread: Option<&str>, silent: &str) -> String {
    sentence(match spread {
        Some(spread) => format!("every {mean}±{spread} days, now {silent}"),
        None if mean == "1" => format!("about every day, now {silent} days silent"),
        None => format!("about every {mean} days, now {silent}"),
    })
}

/// A customer with one order.
pub(crate) fn silent(days: &str) -> String {
    sentence(format!("one order, {days} days ago"))
}

/// Lateness in words: "2.4 times their gap".
pub(crate) fn times_late(times: &str) -> String {
    sentence(format!("{times} × their gap"))
}

/// The weekly chart's finding.
pub(crate) fn weekly_finding(share: &str) -> String {
    sentence(format!("{share} of orders come from customers who return"))
}

/// One week of the chart.
pub(crate) fn week_reading(week: &str, first: &str, repeat: &str) -> String {
    sentence(format!("Week to {week}: {repeat} repeat, {first} first"))
}

/// The chart in a sentence.
pub(crate) fn weekly_summary(weeks: &str, first: &str, repeat: &str) -> String {
    sentence(format!("Over {weeks} weeks there were {repeat} repeat orders and {first} first orders."))
}

/// The sources' finding.
pub(crate) fn sources_finding(source: &str) -> String {
    sentence(format!("Customers from {source} are worth more than the others"))
}

/// The forecast's finding where the interval does not hold the truth.
pub(crate) fn forecast_missed(more: bool) -> &'static str {
    super::say(if more { "Customers came back more than forecast" } else { "Customers came back less than forecast" })
}

/// What the forecast counts.
pub(crate) fn forecast_measure(customers: &str) -> String {
    sentence(format!("repeat orders a week of the {customers} customers known then"))
}

/// The comparison in a sentence.
pub(crate) fn forecast_summary(split: &str, expected: &str, range: &str, actual: &str) -> String {
    sentence(format!(
        "From the orders up to {split} alone, {expected} repeat orders were expected afterwards ({range}); {actual} came."
    ))
}

/// Why nothing is estimated.
pub(crate) fn reason(reason: &Reason, have: &str, need: &str, missing: &str) -> String {
    sentence(match reason {
        Reason::Empty => "There is no customer yet.".to_owned(),
        Reason::TooFewRepeatCustomers { .. } => format!(
            "Too few customers came back: {have}, and {need} are needed to tell a pause from an end. {missing} more will do. Until then customers are ranked by how late they are against their own rhythm."
        ),
        Reason::OneDate => "All first orders and the last day of the data are one date, so nobody could have come back yet.".to_owned(),
        Reason::DropoutNotIdentified => "Dropout is not identified by these data: a model in which nobody ever stops fits them as well. So customers are ranked by how late they are against their own rhythm.".to_owned(),
        Reason::NotConverged => "The model did not settle on these data. So customers are ranked by how late they are against their own rhythm.".to_owned(),
    })
}

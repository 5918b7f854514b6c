//! The Monday review.

use shared::review::{BridgeProblem, Cause};

use super::{sentence, words};

words! {
    period_label = "Period of the review";
    nothing_yet = "";
    save_page = "Save this page";
    print_page = "Print or save as PDF";
    page_picture = "PNG of the page";
    column_customers = "Customers";
    column_range = "95% range";
    bridge_pending = "Comparing customer equity with what it was…";
    bridge_unknown = "The change of customer equity cannot be told yet";
    bridge_column_step = "Step";
    bridge_column_change = "Customer equity";
    stayed_pending = "Counting who stayed…";
    stayed_nobody = "Nobody was a customer at the start of this period";
    stayed_by_model = "Retention rate, by the model";
    stayed_by_rule = "Retention rate, by a rule of days";
    stayed_no_model = "Cannot tell yet: the model finds no way to say who has left. The rule needs no model.";
    stayed_model_note = "Of those likely still customers at the start, the share who likely still are at the end. Churn is the rest.";
    inactive_label = "Gone after";
    inactive_unit = "days without an order";
    cohorts_pending = "Counting who came back, month by month…";
    cohorts_unknown = "Which new customers come back shows once a month after the first is over";
    cohorts_measure = "share of new customers who ordered in the months since their first order, by calendar month of that order; * is a month not over yet";
    cohorts_corner = "First order in";
    cohorts_all = "All of these";
    cohorts_column_month = "First order in";
    cohorts_column_since = "Months since";
    cohorts_column_ordered = "Ordered";
    cohorts_column_share = "Share";
    partial_mark = "*";
    profit_pending = "Adding up who brings the profit…";
    profit_plain = "Profit by customer";
    profit_nobody = "There are no customers yet";
    profit_measure = "profit so far of the most profitable customers together, as a share of the profit of all";
    profit_across = "customers, the most profitable first; dashed: if all brought the same";
    profit_column_best = "Most profitable";
    profit_column_profit = "Profit together";
    profit_column_share = "Of all profit";
    profit_peak = "All who bring profit";
    profit_row_losers = "All who cost more than they bring";
    cost_label = "Cost to serve an order";
    again_pending = "Counting the days to the next order…";
    again_nobody = "Nobody has ordered that often yet";
    again_across = "days since that order; the band is the 95% range at each day";
    again_column_days = "Days";
    again_column_watched = "Still watched";
    again_column_not_yet = "Not ordered again";
    order_label = "Counted from order number";
    order_unit = "to the next";
    proposals_pending = "Looking for what is worth doing this week…";
    proposals_none_note = "No list is large enough, or has enough at stake for sure, to be worth your week. That is a result too: write to nobody and look again next Monday.";
    at_stake = "at risk in 90 days";
    per_customer = "a customer, on average";
    open_list = "Open the list";
    median_not_reached = "Half is not reached within the time that has been watched, so there is no median.";
}

/// The finding of the proposals.
pub(crate) fn proposals_finding(count: usize) -> String {
    sentence(match count {
        0 => "Nothing worth doing this week beats doing nothing".to_owned(),
        1 => "One thing is worth doing this week".to_owned(),
        2 => "Two things are worth doing this week".to_owned(),
        _ => "Three things are worth doing this week".to_owned(),
    })
}

/// Write to those who slip away.
pub(crate) fn propose_slipping(customers: &str) -> String {
    sentence(format!("Ask {customers} late customers back before they are gone"))
}

/// Hold the best.
pub(crate) fn propose_wavering(customers: &str) -> String {
    sentence(format!("Look after {customers} of the best customers who waver"))
}

/// Find more like these.
pub(crate) fn propose_source(name: &str) -> String {
    sentence(format!("Look for more customers where {name} brings them from"))
}

/// What happens to a list without action.
pub(crate) fn evidence_list(orders: &str) -> String {
    sentence(format!(
        "Left alone they are expected to order about {orders} times in 90 days: only what comes on top is an effect."
    ))
}

/// Why a source is named.
pub(crate) fn evidence_source(customers: &str) -> String {
    sentence(format!("Its {customers} customers are worth more than all others', and chance rarely shows such a lead."))
}

/// Heading of the review.
pub(crate) fn title(days: u32) -> String {
    sentence(format!("The last {}", span(days)))
}

/// Name of a period.
pub(crate) fn period(days: u32) -> String {
    sentence(span(days))
}

fn span(days: u32) -> String {
    if days == 365 { "12 months".to_owned() } else { format!("{days} days") }
}

/// What happened to customer equity: `sign` tells which way, `main` what moved it most in that direction.
pub(crate) fn bridge_finding(amount: &str, sign: i64, days: u32, main: Option<Cause>) -> String {
    let verb = match sign {
        0 => return sentence(format!("Customer equity is what it was {} ago", span(days))),
        1 => "grew",
        _ => "fell",
    };
    let reason = match main {
        Some(Cause::ModelRefit) => ", mostly because the model learned from newer orders",
        Some(Cause::New) => ", mostly through new customers",
        Some(Cause::Grown) => ", mostly through customers who became worth more",
        Some(Cause::Shrunk) => ", mostly because customers became worth less",
        Some(Cause::Lost) => ", mostly through lost customers",
        _ => "",
    };
    sentence(format!("Customer equity {verb} by {amount} in {}{reason}", span(days)))
}

/// What the bridge shows.
pub(crate) fn bridge_measure(start: &str, end: &str) -> String {
    sentence(format!("customer equity from {start} to {end}, and what changed it"))
}

/// Why there is no bridge.
pub(crate) fn bridge_reason(problem: BridgeProblem) -> String {
    sentence(
        match problem {
            BridgeProblem::NotKnownNow => {
                "Lifetime values cannot be told from today's orders, so there is nothing to compare."
            }
            BridgeProblem::NotKnownThen => {
                "The orders up to the start of this period do not tell lifetime values. A shorter period may."
            }
        }
        .to_owned(),
    )
}

/// Name of a total.
pub(crate) fn bridge_on(day: &str) -> String {
    sentence(format!("On {day}"))
}

/// Name of a cause.
pub(crate) fn cause(cause: Cause) -> &'static str {
    super::say(match cause {
        Cause::ModelRefit => "Model refit",
        Cause::ChangedAssumptions => "Changed assumptions",
        Cause::New => "New",
        Cause::Grown => "Grown",
        Cause::Kept => "Kept",
        Cause::Shrunk => "Shrunk",
        Cause::Lost => "Lost",
    })
}

/// So many customers.
pub(crate) fn customers(count: &str) -> String {
    sentence(if count == "1" { "1 customer".to_owned() } else { format!("{count} customers") })
}

/// The finding of retention.
pub(crate) fn stayed_finding(share: &str, days: u32) -> String {
    sentence(format!("{share} of the customers of {} ago are likely still customers", span(days)))
}

/// The finding of retention without a model.
pub(crate) fn stayed_finding_by_rule(share: &str, days: u32) -> String {
    sentence(format!("{share} of those active {} ago are active now", span(days)))
}

/// From when to when.
pub(crate) fn stayed_measure(start: &str, end: &str) -> String {
    sentence(format!("customers of {start} who still were on {end}; who joined since is not counted"))
}

/// Churn with its interval.
pub(crate) fn churn_of(churn: &str, range: &str) -> String {
    sentence(format!("Churn {churn} ({range})"))
}

/// Churn as counted.
pub(crate) fn churn_plain(churn: &str) -> String {
    sentence(format!("Churn {churn}"))
}

/// The base and its parts.
pub(crate) fn stayed_sum(base: &str, retained: &str, churned: &str) -> String {
    sentence(format!("{base} at the start = {retained} stayed + {churned} left"))
}

/// The rule in words.
pub(crate) fn stayed_rule_note(days: u32) -> String {
    let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    sentence(format!(
        "Of those who had ordered in the {days} up to the start, the share who had ordered in the {days} up to the end. Churn is the rest."
    ))
}

/// The finding of the triangle.
pub(crate) fn cohorts_finding(first: &str, sixth: &str) -> String {
    sentence(format!("{first} of new customers order in the month after their first, {sixth} in the sixth month"))
}

/// The finding of a young shop.
pub(crate) fn cohorts_finding_short(first: &str) -> String {
    sentence(format!("{first} of new customers order in the month after their first"))
}

/// The finding of the whale curve.
pub(crate) fn profit_finding(best: &str, share: &str) -> String {
    sentence(format!("The most profitable {best} of customers bring {share} of all profit"))
}

/// Total, and who costs how much.
pub(crate) fn profit_losers(total: &str, losers: &str, losses: &str, is_one: bool) -> String {
    let who = if is_one { "One customer costs".to_owned() } else { format!("{losers} customers cost") };
    sentence(format!("All together brought {total}. {who} more than they bring: {losses} together."))
}

/// Total where nobody costs more.
pub(crate) fn profit_no_losers(total: &str) -> String {
    sentence(format!("All together brought {total}. Nobody costs more than they bring."))
}

/// One point of the whale curve.
pub(crate) fn profit_reading(share: &str, customers: &str, profit: &str) -> String {
    sentence(format!("The best {share} ({customers}) bring {profit}"))
}

/// The finding of the repurchase curve.
pub(crate) fn again_finding(days: &str, order: u32) -> String {
    sentence(format!("Half of customers order again within {days} days of their {} order", ordinal(order)))
}

/// The finding where fewer than half order again.
pub(crate) fn again_not_half(share: &str, days: &str, order: u32) -> String {
    sentence(format!("{share} of customers order again within {days} days of their {} order", ordinal(order)))
}

/// Who is counted.
pub(crate) fn again_measure(order: u32, customers: &str, again: &str) -> String {
    sentence(format!(
        "share who have not ordered again, by days since their {} order; {customers} customers, {again} of whom have",
        ordinal(order)
    ))
}

/// The interval of the median.
pub(crate) fn median_between(range: &str) -> String {
    sentence(format!("The 95% range of the median is {range} days."))
}

/// The interval of the median where its upper end is not reached.
pub(crate) fn median_from(low: &str) -> String {
    sentence(format!(
        "The 95% range of the median begins at {low} days; its end is not reached within the time watched."
    ))
}

/// One point of the repurchase curve.
pub(crate) fn again_reading(days: &str, not_yet: &str, range: &str) -> String {
    sentence(format!("After {days} days {not_yet} have not ordered again ({range})"))
}

fn ordinal(order: u32) -> String {
    match order {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        _ => {
            let ending = match (order % 10, order % 100) {
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            format!("{order}{ending}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ordinal;

    #[test]
    fn orders_are_counted_in_words() {
        let words = [1, 4, 11, 21, 22, 33, 112].map(ordinal);
        assert_eq!(words, ["first", "4th", "11th", "21st", "22nd", "33rd", "112th"]);
    }
}

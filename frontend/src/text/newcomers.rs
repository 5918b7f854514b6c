//! Customers to come, in the studio.

use super::{say, sentence};

/// Finding where new customers cost nothing yet.
pub(crate) fn bring(amount: &str, months: &str) -> String {
    sentence(format!("Customers to come would bring {amount} over {months}"))
}

/// Finding where they pay back what they cost.
pub(crate) fn pay(net: &str, months: &str, payback: &str) -> String {
    sentence(format!("Customers to come would leave {net} over {months}; one has paid back {payback}"))
}

/// Finding where they do not.
pub(crate) fn do_not_pay(cost: &str, margin: &str, months: &str) -> String {
    sentence(format!("A new customer costs {cost} and brings {margin} over {months}: less than they cost"))
}

/// What the card counts.
pub(crate) fn measure(per_month: &str) -> String {
    sentence(format!(
        "not in customer equity; {per_month} a month came in the last twelve months, and as many come times the lever; discounted"
    ))
}

/// Finding of a what-if about nobody else.
pub(crate) fn leave(net: &str, months: &str) -> String {
    sentence(format!("Customers to come would leave {net} after acquisition over {months}"))
}

/// Row of how many come.
pub(crate) fn new_customers(months: &str) -> String {
    sentence(format!("New customers over {months}"))
}

/// Row of what one brings.
pub(crate) fn margin_each(months: &str) -> String {
    sentence(format!("Margin of one over {months}"))
}

/// Row of what all bring.
pub(crate) fn margin_of_all() -> &'static str {
    say("Margin of all")
}

/// Row of what they cost.
pub(crate) fn acquisition_cost() -> &'static str {
    say("Acquisition")
}

/// Row of what remains.
pub(crate) fn left_after_acquisition() -> &'static str {
    say("Left after acquisition")
}

/// Row of when one has paid back.
pub(crate) fn pays_back() -> &'static str {
    say("Paid back")
}

/// At once.
pub(crate) fn with_the_first_order() -> &'static str {
    say("with the first order")
}

/// "after 7 months"
pub(crate) fn after_months(months: &str) -> String {
    sentence(format!("after {months}"))
}

/// Never, as far as one looks.
pub(crate) fn not_within_horizon() -> &'static str {
    say("not within the horizon")
}

/// What the ranges of the card are.
pub(crate) fn note() -> &'static str {
    say(
        "Ranges (95 %) carry the fitted parameters and the mean first order, not how many come. \"As it is\" has the same cost for a new customer.",
    )
}

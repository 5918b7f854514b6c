//! When a cost pays, in the studio.

use super::{Basis, Term, sentence, words};

words! {
    title = "When does it pay?";
    cost = "What would it cost?";
    cost_hint = "Once, now: a campaign, a better delivery, a discount for all.";
    cost_wrong = "Please give an amount above zero, in digits.";
    coming = "Looking for where it comes back…";
    none = "Give a cost to see which change would bring it back.";
    alone = "It comes back if one of these happens and the rest stays as it is now";
    limits = "The scenario set here brings it back";
    lever = "Lever";
    now = "Now";
    set_here = "Set here";
    pays = "Pays (95% range)";
    never = "does not pay";
    always = "wherever it stands";
}

/// How a change of a factor reads: "3.1% less"
pub(crate) fn by(share: &str, more: bool) -> String {
    let direction = if more { "more" } else { "less" };
    sentence(format!("{share} {direction}"))
}

/// "at least 42%", "at most €2.10"
pub(crate) fn from(value: &str, at_most: bool) -> String {
    let bound = if at_most { "at most" } else { "at least" };
    sentence(format!("{bound} {value}"))
}

/// Where no value pays: "not even 75% less"
pub(crate) fn not_even(value: &str) -> String {
    sentence(format!("not even {value}"))
}

/// "This scenario earns €5,300 more than it costs (€5,100 to €5,500)"
pub(crate) fn net_of_cost(amount: &str, range: &str, gain: bool) -> String {
    let verb = if gain { "earns" } else { "falls short by" };
    let end = if gain { " more than it costs" } else { "" };
    sentence(format!("The scenario set here {verb} {amount}{end} ({range})."))
}

/// The card's definition.
pub(crate) fn term() -> Term {
    Term::new(
        &[Basis::Estimated, Basis::Assumed],
        "When does it pay?",
        "The least change of one lever that gains the cost, with customers otherwise as they are and counted as set here: in customer equity, or in what customers to come leave within the horizon. For the horizon, the discount rate and how long customers buy more often: the value from which on the whole scenario gains the cost. The range is that of the fitted parameters (95 %). The cost is taken as paid today.",
    )
}

//! Why customers left.

use shared::review::{DefectionKind, LeftRule};

use super::{sentence, words};

words! {
    pending = "Looking who left and why…";
    nobody_there = "Nobody was a customer at the start of this period";
    nobody_left = "Nobody left in this period";
    measure_model = "customers likely still there at the start (P(alive) at least 20%) who are likely gone at the end (below 20%), by why they left";
    column_kind = "Why they left";
    column_avoidable = "Could be helped";
    column_customers = "Customers";
    column_worth = "Worth at the start";
    column_range = "95% range";
    avoidable = "avoidable";
    unavoidable = "not avoidable";
    not_known = "nobody has said";
    all = "All who left";
    open_all = "See who left, and say why";
    page_title = "Who left, and why";
    filter_label = "Why they left";
    everyone = "All";
    customer_column = "Customer";
    silent_column = "Days silent";
    orders_column = "Orders";
    spent_column = "Spent so far";
    reason_column = "Why they left";
    choose = "Say why…";
    list_empty = "Nobody of this kind left in this period.";
    more = "Show more";
    back = "Back to the board";
    recorded = "Written down.";
    undo = "Undo";
    table_title = "Which reasons could be helped";
    table_note = "What counts as avoidable splits the gap to zero churn. Everybody in the workspace sees the same split.";
    table_saved = "The split is saved.";
    section = "Why they left";
    section_if_left = "If this customer has left: why";
    section_none = "Nobody has said why this customer left, or whether they did.";
    note_label = "What is known of it (optional)";
    save = "Write it down";
    saving = "Saving…";
    remove = "Take it back";
    period = "Period";
}

/// The finding of the card.
pub(crate) fn finding(left: &str, day: &str, unknown: &str) -> String {
    let customers = if left == "1" { "customer" } else { "customers" };
    sentence(format!("{left} {customers} left since {day}; of {unknown} nobody has said why"))
}

/// The finding where every reason is known.
pub(crate) fn finding_known(left: &str, day: &str) -> String {
    let customers = if left == "1" { "customer" } else { "customers" };
    sentence(format!("{left} {customers} left since {day}, all for a known reason"))
}

/// The measure by a rule of days.
pub(crate) fn measure_days(days: u32) -> String {
    sentence(format!(
        "customers who had ordered in the {days} days up to the start and not in the {days} days up to the end, by why they left"
    ))
}

/// To what a customer was lost.
pub(crate) fn kind(kind: DefectionKind) -> &'static str {
    super::say(match kind {
        DefectionKind::Competitor => "A competitor",
        DefectionKind::Price => "Price",
        DefectionKind::Quality => "Quality",
        DefectionKind::Service => "Service",
        DefectionKind::LifeEvent => "A life event",
        DefectionKind::NonUse => "Buys nothing of the kind any more",
        DefectionKind::Involuntary => "Did not mean to (card failed, moved)",
        DefectionKind::Unknown => "Nobody has said",
    })
}

/// The gap to zero churn and its parts.
pub(crate) fn gap(left: &str, avoidable: &str, unavoidable: &str, unknown: &str) -> String {
    sentence(format!(
        "Gap to zero churn: {left} customers = {avoidable} avoidable + {unavoidable} not avoidable + {unknown} unknown"
    ))
}

/// What can be said of the avoidable share whatever the unknown are.
pub(crate) fn bounds(low: &str, high: &str) -> String {
    sentence(format!("Whatever the unknown turn out to be, from {low} to {high} of the gap could be helped."))
}

/// The avoidable share of those known.
pub(crate) fn of_known(share: &str, range: &str) -> String {
    sentence(format!(
        "Of those whose reason is known it is {share} ({range}). That holds for all only if the others left for the same reasons, which nobody knows."
    ))
}

/// What they were worth.
pub(crate) fn worth(amount: &str) -> String {
    sentence(format!("At the start of the period they were worth {amount} together."))
}

/// Reasons of customers who are not counted.
pub(crate) fn others(count: &str) -> String {
    let (customers, are) = if count == "1" { ("customer", "is") } else { ("customers", "are") };
    sentence(format!(
        "{count} {customers} with a reason on record {are} not counted: still here, or left at another time."
    ))
}

/// Who wrote it down.
pub(crate) fn by(who: &str, when: &str) -> String {
    sentence(format!("Written down by {who}, {when}"))
}

/// The finding of the page.
pub(crate) fn page_finding(shown: &str, reason: Option<DefectionKind>) -> String {
    let customers = if shown == "1" { "customer" } else { "customers" };
    sentence(match reason {
        None => format!("{shown} {customers} left"),
        Some(DefectionKind::Unknown) => format!("{shown} {customers} left, and nobody has said why"),
        Some(reason) => format!("{shown} {customers} left: {}", kind_lower(reason)),
    })
}

fn kind_lower(kind: DefectionKind) -> &'static str {
    match kind {
        DefectionKind::Competitor => "a competitor",
        DefectionKind::Price => "price",
        DefectionKind::Quality => "quality",
        DefectionKind::Service => "service",
        DefectionKind::LifeEvent => "a life event",
        DefectionKind::NonUse => "they buy nothing of the kind any more",
        DefectionKind::Involuntary => "they did not mean to",
        DefectionKind::Unknown => "nobody has said why",
    }
}

/// The period and the rule below it.
pub(crate) fn page_measure(start: &str, end: &str, rule: LeftRule) -> String {
    sentence(match rule {
        LeftRule::ByModel => format!("{start} to {end}; gone is who has a chance below 20% of still being a customer"),
        LeftRule::ByDays { inactive_days } => {
            format!("{start} to {end}; gone is who has not ordered for {inactive_days} days")
        }
    })
}

/// A kind and how many.
pub(crate) fn counted(name: &str, count: &str) -> String {
    sentence(format!("{name} ({count})"))
}

/// The choice beside a customer, for screen readers.
pub(crate) fn reason_of(name: &str) -> String {
    sentence(format!("Why {name} left"))
}

/// What was written about whom.
pub(crate) fn said(name: &str, reason: &str) -> String {
    sentence(format!("{name}: {reason}."))
}

/// The name of a kind in addresses.
pub(crate) fn key(kind: DefectionKind) -> &'static str {
    match kind {
        DefectionKind::Competitor => "competitor",
        DefectionKind::Price => "price",
        DefectionKind::Quality => "quality",
        DefectionKind::Service => "service",
        DefectionKind::LifeEvent => "life_event",
        DefectionKind::NonUse => "non_use",
        DefectionKind::Involuntary => "involuntary",
        DefectionKind::Unknown => "unknown",
    }
}

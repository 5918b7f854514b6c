//! API keys.

use shared::api::Right;

use crate::text::{say, sentence, words};

words! {
    title = "API keys";
    note = "For programs that read customers or bring orders in. Each has 120 requests a minute.";
    empty_title = "No key yet";
    empty_why = "A till, a shop or a script calls the interface with a key of its own. Make one and give it only the rights it needs.";
    make = "Make a key";
    name = "What it is for";
    rights = "What it may do";
    no_rights = "Choose at least one right.";
    validity = "Valid for";
    endless = "Until it is revoked";
    works_until_revoked = "valid until it is revoked";
    secret = "The key";
    next = "Programs send it in the header Authorization: Bearer.";
    prefix = "Begins with";
    revoke = "Revoke";
    revoke_why = "The next request with it is refused. This cannot be taken back.";
    never_used = "not used yet";
    docs = "Addresses and examples are in the interface's document at";
}

/// A right of a key.
pub(crate) fn right(right: Right) -> &'static str {
    say(match right {
        Right::ViewPersonalData => "Read customers, with names, addresses and orders",
        Right::ImportOrders => "Bring orders in",
        Right::ExportCustomers => "Export customers",
        _ => "Read figures",
    })
}

/// Question before a key is revoked.
pub(crate) fn revoke_really(name: &str) -> String {
    sentence(format!("Revoke \"{name}\"?"))
}

/// When it was last used.
pub(crate) fn last_used(day: &str) -> String {
    sentence(format!("last used {day}"))
}

/// A length of validity to choose.
pub(crate) fn valid_for(days: &str) -> String {
    sentence(format!("{days} days"))
}

/// Until when a key works.
pub(crate) fn valid_until(day: &str) -> String {
    sentence(format!("valid until {day}"))
}

/// A key that ends within days.
pub(crate) fn ends_soon(days: &str, day: &str, one: bool) -> String {
    let days = if one { format!("{days} day") } else { format!("{days} days") };
    sentence(format!("Ends in {days}, on {day}. Make another one and use it before then."))
}

/// A key that works no more.
pub(crate) fn has_ended(day: &str) -> String {
    sentence(format!("Ended on {day}: requests with it are refused. Make another one, then revoke this one."))
}

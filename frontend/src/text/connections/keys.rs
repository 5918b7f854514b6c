//! API keys.

use shared::api::Right;

use crate::text::{say, sentence, words};

words! {
    title = "API keys";
    note = "For programs that read customers or bring orders in. Each has 120 requests a minute. A key does not expire: it works until it is revoked.";
    empty_title = "No key yet";
    empty_why = "A till, a shop or a script calls the interface with a key of its own. Make one and give it only the rights it needs.";
    make = "Make a key";
    name = "What it is for";
    rights = "What it may do";
    no_rights = "Choose at least one right.";
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

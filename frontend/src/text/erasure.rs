//! Words about erasing a customer.

use super::{say, sentence, words};

words! {
    open = "Erase this customer…";
    gone_title = "This customer was erased";
    looking = "Looking what would go…";
    goes = "What goes, for good";
    stays = "What stays, and why";
    backups = "Backups of the tables keep the old state for at most 35 days and are never read in daily work. Log lines hold no personal data.";
    files = "Files on people's computers, such as exports and the original of an import, are out of our reach: remove them there.";
    type_label = "To erase, type the customer's number";
    number_is = "The number is";
    type_wrong = "That is not the number shown above.";
    cancel = "Keep the customer";
    close = "Close";
    working_title = "Being erased";
    working = "Records, reasons and uploaded files are being removed. You may close this; it goes on.";
    rebuilding = "Everything is removed. The scores are being made anew, and the ones before, which still hold the name, go with them. You may close this; it goes on.";
    done_title = "Nothing is left that names this customer";
    not_possible_title = "This customer cannot be erased";
    no_longer_sums = "Their products, their source and their consents are no longer counted; model estimates may move by a hair.";
}

/// "Erase Ann Maple for good?"
pub(crate) fn title(name: &str) -> String {
    sentence(format!("Erase {name} for good?"))
}

/// The button with its count.
pub(crate) fn confirm(records: u64, count: &str) -> String {
    sentence(if records == 1 { "Erase for good".to_owned() } else { format!("Erase {count} records for good") })
}

/// Several records are one person.
pub(crate) fn records(count: &str) -> String {
    sentence(format!("{count} records go together, because they were merged or have the same address:"))
}

/// Who they are.
pub(crate) fn identity() -> &'static str {
    say("Name, e-mail address, number and where they came from")
}

/// What is removed, as a line of the list.
pub(crate) fn orders(count: &str) -> String {
    sentence(format!("Numbers and products of their orders: {count}"))
}

/// Refunds and costs.
pub(crate) fn refunds_and_costs(refunds: &str, costs: &str) -> String {
    sentence(format!("Numbers of refunds: {refunds}; costs to serve: {costs}"))
}

/// Contracts.
pub(crate) fn contracts(count: &str) -> String {
    sentence(format!("Numbers of contracts: {count}"))
}

/// Contracts that stay.
pub(crate) fn kept_contracts(count: &str) -> String {
    sentence(format!("Days, monthly amount and reason of the end of {count} contracts, likewise without a name."))
}

/// Events and consents.
pub(crate) fn events_and_consents(events: &str, consents: &str) -> String {
    sentence(format!("Conversations and other events: {events}; consents: {consents}"))
}

/// Reasons of leaving.
pub(crate) fn reasons(count: &str) -> String {
    sentence(format!("Reasons of leaving with their notes: {count}"))
}

/// What is kept for undo.
pub(crate) fn earlier(count: &str) -> String {
    sentence(format!("Earlier values kept so that imports can be taken back: {count}"))
}

/// Uploads and generations.
pub(crate) fn objects(uploads: &str, generations: &str) -> String {
    sentence(format!("Uploaded files that are still here: {uploads}; earlier scores with names: {generations}"))
}

/// Orders that stay.
pub(crate) fn kept_orders(count: &str, money: &str) -> String {
    sentence(format!(
        "Day, value and units of {count} orders ({money} after refunds), under a random number, so that past sales and customer counts stay what they were. Nothing leads from them to the person."
    ))
}

/// Nothing was ordered.
pub(crate) fn kept_no_orders() -> &'static str {
    say("No order: there is none to count.")
}

/// Hashes that stay.
pub(crate) fn kept_hashes(count: &str) -> String {
    sentence(format!(
        "{count} one-way hashes of numbers and address, so that no later file brings them back. Such lines are counted and not stored."
    ))
}

/// The record of the erasure.
pub(crate) fn kept_record() -> &'static str {
    say("That somebody was erased: when, by whom and the hash, as proof. Not who it was.")
}

/// "Asked for by Robin Maple, 22 Nov 2026, 14:05."
pub(crate) fn asked(by: &str, at: &str) -> String {
    sentence(format!("Asked for by {by}, {at}."))
}

/// Lines of erased customers in an import.
pub(crate) fn lines_of_erased(count: &str) -> String {
    sentence(format!("Lines of customers who were erased and are therefore not stored: {count}."))
}

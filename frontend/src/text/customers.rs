//! The list of customers.

use super::{sentence, words};

words! {
    title = "Customers";
    loading = "Sorting your customers…";
    find_label = "Find by number, e-mail address or beginning of a name";
    find_placeholder = "Number, e-mail or name";
    find_nothing = "Nobody found by these words.";
    find_more = "There are more than the 20 shown; type a little more.";
    filters = "Filters";
    filter_risk = "Risk";
    filter_value = "Value";
    filter_source = "Source";
    any = "Any";
    repeat_only = "Came back";
    late_only = "Late";
    clear_filters = "Clear all";
    exporting = "Preparing the file…";
    density_compact = "Closer rows";
    density_comfortable = "Wider rows";
    list_label = "Customers, one a row. Arrow keys move, Enter opens.";
    nobody = "Nobody passes these filters";
    nobody_hint = "Remove a filter to see more.";
    column_customer = "Customer";
    column_at_risk = "At risk, 90 days";
    column_alive = "Still a customer";
    column_value = "Lifetime value";
    column_orders_to_come = "Orders to come, a year";
    column_transactions = "Orders";
    column_net = "Spent";
    column_silent = "Days silent";
    column_lateness = "Late by";
    export_generation = "The figures have been renewed meanwhile. Try again.";
    export_file = "holdfast-customers.csv";
}

/// The finding: how many, and what is at risk.
pub(crate) fn finding(customers: &str, at_risk: Option<&str>, one: bool) -> String {
    let noun = if one { "customer" } else { "customers" };
    sentence(match at_risk {
        Some(at_risk) => format!("{customers} {noun}, {at_risk} at risk in 90 days"),
        None => format!("{customers} {noun}"),
    })
}

/// A customer whose name may not be shown or is not here yet.
pub(crate) fn nameless(id: &str) -> String {
    let end: String = id.chars().take(8).collect();
    sentence(format!("Customer {end}"))
}

/// "2.4 ×"
pub(crate) fn times(times: &str) -> String {
    format!("{times} ×")
}

/// "3 orders, 71 days silent" on a phone.
pub(crate) fn second_line(orders: &str, silent: &str) -> String {
    sentence(format!("{orders} orders, {silent} days silent"))
}

/// The finding of a search.
pub(crate) fn found(customers: &str, words: &str) -> String {
    sentence(format!("{customers} found for “{words}”"))
}

/// Chip of a source.
pub(crate) fn from_source(source: &str) -> String {
    sentence(format!("from {source}"))
}

/// Chip of a search.
pub(crate) fn search_chip(words: &str) -> String {
    sentence(format!("“{words}”"))
}

/// Button of the export, with its count.
pub(crate) fn export_count(customers: &str) -> String {
    sentence(format!("Export {customers} as CSV"))
}

//! Small parts used by several pages.

use super::{Basis, sentence, words};

words! {
    how_computed = "How is this computed?";
    chart_menu = "See or save";
    save_csv = "Save the numbers (CSV)";
    save_picture = "Save the picture (PNG)";
    chart_saved = "Saved.";
    chart_not_saved = "This could not be saved. Please try again.";
    reading_keys = "Arrow keys read one value after the other.";
    dismiss = "Dismiss";
    retry = "Try again";
    not_fetched = "This part could not be fetched. Check the connection, then try again.";
    sample_mark = "sample";
}

/// An interval: "€31,900 to €44,700".
pub(crate) fn range(low: &str, high: &str) -> String {
    sentence(format!("{low} to {high}"))
}

/// What the marks beside terms mean: "measured: counted or computed from your own data".
pub(crate) fn basis_key(used: &[Basis]) -> String {
    used.iter().map(|basis| format!("{}: {}", basis.mark(), basis.meaning())).collect::<Vec<_>>().join("; ")
}

/// Of how many customers, up to when and computed when.
pub(crate) fn data_behind(customers: &str, as_of: &str, built_at: &str) -> String {
    sentence(format!("From the orders of {customers} customers up to {as_of}; scored {built_at}."))
}

/// An interval for screen readers.
pub(crate) fn range_label(low: &str, high: &str) -> String {
    sentence(format!("95 % interval from {low} to {high}"))
}

/// Label of the button that removes a filter chip.
pub(crate) fn remove_filter(name: &str) -> String {
    sentence(format!("Remove filter {name}"))
}

/// A value with its name, part of what a chart says of a place: "Orders 12".
pub(crate) fn named_value(name: &str, value: &str) -> String {
    format!("{name} {value}")
}

/// What a chart says of a place: "20 Nov 2026: Orders 12".
pub(crate) fn reading(place: &str, values: &str) -> String {
    sentence(format!("{place}: {values}"))
}

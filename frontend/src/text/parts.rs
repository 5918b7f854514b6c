//! Small parts used by several pages.

use super::{sentence, words};

words! {
    how_computed = "How is this computed?";
    as_table = "As a table";
    dismiss = "Dismiss";
    retry = "Try again";
    not_fetched = "This page could not be fetched. Check the connection, then try again.";
    sample_mark = "sample";
}

/// An interval: "€31,900 to €44,700".
pub(crate) fn range(low: &str, high: &str) -> String {
    sentence(format!("{low} to {high}"))
}

/// An interval for screen readers.
pub(crate) fn range_label(low: &str, high: &str) -> String {
    sentence(format!("95 % interval from {low} to {high}"))
}

/// Label of the button that removes a filter chip.
pub(crate) fn remove_filter(name: &str) -> String {
    sentence(format!("Remove filter {name}"))
}

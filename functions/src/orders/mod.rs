//! Orders that come one by one or in small batches, from programs: through the same merge as files, written at once.

mod batch_import;
mod read;
pub mod routes;
mod write;

pub use write::{Outcome, take};

use shared::api::{OrderInput, ProblemField};
use shared::domain::{ERASED_SOURCE, ReportingCurrency, SAMPLE_SOURCE};

/// Why an order's value cannot be counted in the workspace's currency, if so.
#[must_use]
pub fn value_fault(order: &OrderInput, reporting: &ReportingCurrency) -> Option<String> {
    read::net(order, reporting).err()
}

/// What is wrong with the name of a data source, if anything.
#[must_use]
pub fn source_fault(source: &str) -> Option<ProblemField> {
    let plain = source.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let message = if !plain || !(1..=40).contains(&source.len()) {
        "a data source has 1 to 40 lower-case letters, digits and hyphens"
    } else if source == SAMPLE_SOURCE {
        "\"sample\" is the sample shop's: choose another name, for example \"shop\""
    } else if source == ERASED_SOURCE {
        "\"erased\" is kept for orders of customers who were erased: choose another name"
    } else {
        return None;
    };
    Some(ProblemField { field: "data_source".to_owned(), message: message.to_owned() })
}

//! What may stand under the data sources that no file but Holdfast's own may use. A file only says that it is one, so every line is
//! held against what an export can have written there: nothing that names a real person.

use super::super::{Fact, FactRow, OrderRow, Row};
use crate::domain::{ConsentStatus, ERASED_SOURCE, Refund, SAMPLE_SOURCE};

/// Whether a line can have been exported from this data source; of a data source that anybody may name, every line can.
///
/// ```
/// use shared::ingest::{Fact, FactRow, Placed, Row, exact};
/// let email = Some("ann@maple.shop".to_owned());
/// let (name, acquisition_source, email_consent) = (None, None, Default::default());
/// let fact = Fact::Identity { email, name, acquisition_source, email_consent };
/// let row = Row::from(FactRow { customer_number: "S-000001".into(), at: Placed::UNDATED, fact, original: None });
/// assert!(exact::may_come_from("shop", &row));
/// assert!(!exact::may_come_from("sample", &row) && !exact::may_come_from("erased", &row));
/// ```
#[must_use]
pub fn may_come_from(data_source: &str, row: &Row) -> bool {
    match data_source {
        SAMPLE_SOURCE => is_of_the_sample(row),
        ERASED_SOURCE => is_nameless(row),
        _ => true,
    }
}

/// Orders, identity and consents of an invented customer, whose address nobody can have.
fn is_of_the_sample(row: &Row) -> bool {
    let invented = |email: &Option<String>| email.as_ref().is_none_or(|email| email.ends_with("@example.com"));
    let number = row.customer_number();
    let is_known =
        number.strip_prefix("S-").is_some_and(|digits| digits.len() >= 6 && is_of(digits, u8::is_ascii_digit));
    is_known
        && match row {
            Row::Order(OrderRow { order_id, email, .. }) => {
                invented(email) && order_id.strip_prefix(number).is_some_and(|rest| rest.starts_with('-'))
            }
            Row::Fact(FactRow { fact: Fact::Identity { email, .. }, .. }) => invented(email),
            Row::Fact(FactRow { fact: Fact::Consent { source, wording, .. }, .. }) => {
                source.as_deref() == Some(SAMPLE_SOURCE) && wording.is_none()
            }
            Row::Fact(_) => false,
        }
}

/// Days and amounts under random names: what [`crate::domain::nameless`] leaves.
fn is_nameless(row: &Row) -> bool {
    let is_known = row.customer_number().strip_prefix("erased-").is_some_and(is_random);
    is_known
        && match row {
            Row::Order(OrderRow { order_id, product, email, name, acquisition_source, email_consent, .. }) => {
                let texts = [product, email, name, acquisition_source];
                is_random(order_id)
                    && texts.iter().all(|text| text.is_none())
                    && *email_consent == ConsentStatus::Unknown
            }
            Row::Fact(FactRow { fact, .. }) => match fact {
                Fact::Identity { email, name, acquisition_source, email_consent } => {
                    let texts = [email, name, acquisition_source];
                    texts.iter().all(|text| text.is_none()) && *email_consent == ConsentStatus::Unknown
                }
                Fact::Refund { id, order_id, .. } => {
                    (is_random(id) || id == Refund::ALL_OF_ORDER) && is_random(order_id)
                }
                Fact::Contract { id, .. } => is_random(id),
                Fact::Consent { .. } | Fact::Cost { .. } | Fact::Event { .. } | Fact::Merge { .. } => false,
            },
        }
}

/// Whether an id is one that an erasure has made: 32 hexadecimal digits.
fn is_random(id: &str) -> bool {
    id.len() == 32 && is_of(id, |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_of(text: &str, allowed: impl Fn(&u8) -> bool) -> bool {
    text.as_bytes().iter().all(allowed)
}

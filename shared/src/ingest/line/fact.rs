//! A line of anything but orders.

use super::super::{Fact, FactRow, Field, ImportKind, Placed, RowErrorKind, RowOutcome};
use super::values::Values;
use super::{Fault, without_sign, words};
use crate::domain::{Channel, ConsentStatus, Converted, CustomerKey, Day, EndReason, Purpose};

/// Reads a line of a file of this kind.
pub(super) fn read(kind: ImportKind, values: &Values<'_>) -> Result<RowOutcome, Fault> {
    let (at, day) = if values.is_mapped(Field::PlacedAt) && (is_dated(kind) || values.get(Field::PlacedAt).is_some()) {
        let read = values.date()?;
        (read.placed, Day::from_date(read.written))
    } else {
        (Placed::UNDATED, Day(0))
    };
    let net = match kind {
        ImportKind::Refunds | ImportKind::Costs => values.net(day)?,
        ImportKind::Contracts => values.net_if_any(day)?,
        _ => Converted { milli_minor: 0, original: None },
    };
    let net = if kind == ImportKind::Refunds { without_sign(net) } else { net };
    let email = values.email();
    let fact = fact(kind, values, at, net.milli_minor, email.as_deref())?;
    let Some(customer_number) = values.customer_number(email.as_deref()) else {
        return Ok(RowOutcome::WithoutCustomer { net_milli_minor: 0, original: None });
    };
    Ok(RowOutcome::Row(FactRow { customer_number, at, fact, original: net.original }.into()))
}

/// Whether nothing can be said without knowing when.
fn is_dated(kind: ImportKind) -> bool {
    !matches!(kind, ImportKind::Customers | ImportKind::Suppressions | ImportKind::Merges)
}

fn fact(
    kind: ImportKind,
    values: &Values<'_>,
    at: Placed,
    milli_minor: i64,
    email: Option<&str>,
) -> Result<Fact, Fault> {
    let second = at.seconds();
    let id = |otherwise: String| values.text(Field::RecordId).unwrap_or(otherwise);
    Ok(match kind {
        ImportKind::Orders | ImportKind::Customers => Fact::Identity {
            email: email.map(str::to_owned),
            name: values.full_name(),
            acquisition_source: values.text(Field::AcquisitionSource),
            email_consent: values.get(Field::EmailConsent).map_or(ConsentStatus::Unknown, words::consent),
        },
        ImportKind::Refunds => {
            let order_id = values.needed(Field::OrderId)?.to_owned();
            Fact::Refund { id: id(format!("at:{second}")), order_id, milli_minor }
        }
        ImportKind::Costs => {
            let kind = values.text(Field::EventKind).unwrap_or_default();
            Fact::Cost { id: id(format!("at:{second} {kind}")), kind, milli_minor }
        }
        ImportKind::Events => {
            let kind = words::event_kind(values.needed(Field::EventKind)?);
            Fact::Event {
                id: id(format!("at:{second} {kind:?}")),
                kind,
                channel: values.text(Field::Channel),
                staff: values.text(Field::Staff),
                value: values.whole_number(Field::Value)?,
                text: values.text(Field::Text),
            }
        }
        ImportKind::Consents => Fact::Consent {
            purpose: known(values, Field::Purpose, words::purpose)?.unwrap_or(Purpose::Marketing),
            channel: known(values, Field::Channel, words::channel)?.unwrap_or(Channel::Email),
            status: match words::consent(values.needed(Field::Status)?) {
                ConsentStatus::Unknown => return Err(unknown(Field::Status)),
                status => status,
            },
            source: None,
            wording: values.text(Field::Wording),
        },
        ImportKind::Suppressions => match email {
            None => return Err(Fault { field: Some(Field::Email), kind: RowErrorKind::Missing }),
            Some(_) => Fact::Consent {
                purpose: Purpose::Marketing,
                channel: Channel::Email,
                status: ConsentStatus::Withdrawn,
                source: None,
                wording: None,
            },
        },
        ImportKind::Merges => {
            let data_source = values.needed(Field::SurvivorSource)?.to_owned();
            let number = values.needed(Field::SurvivorNumber)?.to_owned();
            Fact::Merge { into: CustomerKey { data_source, number } }
        }
        ImportKind::Contracts => {
            let end = values.date_of(Field::EndedAt)?;
            if end.is_some_and(|end| is_before(end, at)) {
                return Err(Fault { field: Some(Field::EndedAt), kind: RowErrorKind::EndsBeforeItBegins });
            }
            // Why it ended says nothing as long as it runs.
            let reason = end.and_then(|_| values.get(Field::EndReason)).map_or(EndReason::Cancelled, words::end_reason);
            Fact::Contract { id: id(format!("at:{second}")), end, reason, milli_minor }
        }
    })
}

/// Whether something was surely earlier: a day and an instant of it may stand either way round.
fn is_before(one: Placed, other: Placed) -> bool {
    let slack = match (one, other) {
        (Placed::Local(_), Placed::Local(_)) | (Placed::Instant(_), Placed::Instant(_)) => 0,
        _ => 2 * 86_400,
    };
    one.seconds() + slack < other.seconds()
}

fn known<T>(values: &Values<'_>, field: Field, read: fn(&str) -> Option<T>) -> Result<Option<T>, Fault> {
    values.get(field).map(|text| read(text).ok_or(unknown(field))).transpose()
}

fn unknown(field: Field) -> Fault {
    Fault { field: Some(field), kind: RowErrorKind::Unknown }
}

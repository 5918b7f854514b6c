//! From a record to a row, by the mapping.

mod fact;
mod own;
mod values;
mod words;

use std::sync::Arc;

pub(super) use own::OwnLineParser;
use values::Values;

use super::record::Record;
use super::{Dialect, Field, ImportKind, Mapping, OrderRow, Placed, RowError, RowErrorKind, RowOutcome, is_in_utc};
use crate::domain::{CivilDate, ConsentStatus, Converted, Day, Original, ReportingCurrency};

/// Longest part of a value that an error shows, in characters.
const SHOWN_CHARACTERS: usize = 100;

/// Turns records into rows. It remembers the line before, because some exports state customer, date and amount of an
/// order of several items on its first line only.
#[derive(Debug)]
pub(super) struct LineParser {
    kind: ImportKind,
    dialect: Dialect,
    currency: Arc<ReportingCurrency>,
    header: Vec<String>,
    columns: Vec<(usize, Field)>,
    /// Fields whose column says that its times are in UTC.
    in_utc: Arc<[Field]>,
    last: Option<LastLine>,
}

#[derive(Debug)]
struct LastLine {
    order_id: String,
    customer_number: Option<String>,
    email: Option<String>,
    placed: Placed,
    is_unpaid: bool,
}

/// What is wrong with which value.
struct Fault {
    field: Option<Field>,
    kind: RowErrorKind,
}

impl From<RowErrorKind> for Fault {
    fn from(kind: RowErrorKind) -> Self {
        Self { field: None, kind }
    }
}

impl LineParser {
    pub(super) fn new(
        dialect: Dialect,
        mapping: &Mapping,
        currency: Arc<ReportingCurrency>,
        header: Vec<String>,
    ) -> Self {
        let columns = mapping.columns.iter().take(header.len()).enumerate();
        let columns: Vec<(usize, Field)> =
            columns.filter_map(|(position, field)| field.map(|field| (position, field))).collect();
        let in_utc = columns.iter().filter(|(position, _)| is_in_utc(&header[*position])).map(|(_, field)| *field);
        let in_utc = in_utc.collect();
        Self { kind: mapping.kind, dialect, currency, header, columns, in_utc, last: None }
    }

    pub(super) fn parse(&mut self, line: u64, record: Record<'_>) -> RowOutcome {
        self.read(record).unwrap_or_else(|fault| RowOutcome::Rejected(self.error(line, record, fault)))
    }

    fn read(&mut self, record: Record<'_>) -> Result<RowOutcome, Fault> {
        if record.is_open {
            return Err(RowErrorKind::OpenQuote.into());
        }
        if record.len() != self.header.len() {
            let (expected, found) = (self.header.len() as u32, record.len() as u32);
            return Err(RowErrorKind::Values { expected, found }.into());
        }
        let values = self.values(record)?;
        if self.kind == ImportKind::Orders { self.read_order(&values) } else { fact::read(self.kind, &values) }
    }

    fn read_order(&mut self, values: &Values<'_>) -> Result<RowOutcome, Fault> {
        let given_order_id = if values.is_mapped(Field::OrderId) { Some(values.needed(Field::OrderId)?) } else { None };
        let further_item = self.last.as_ref().filter(|last| {
            given_order_id == Some(last.order_id.as_str())
                && values.is_mapped(Field::Amount)
                && values.get(Field::Amount).is_none()
        });
        let is_unpaid = match values.get(Field::PaymentState) {
            Some(state) => words::is_unpaid(state),
            None => further_item.is_some_and(|last| last.is_unpaid),
        };
        let read_date = match (values.get(Field::PlacedAt), further_item) {
            (None, Some(last)) => Err(last.placed),
            _ => Ok(values.date()?),
        };
        let net = match (further_item, &read_date) {
            (None, Ok(read)) => values.net(Day::from_date(read.written))?,
            _ => Converted { milli_minor: 0, original: None },
        };
        let refunded = values.refunded(read_date.as_ref().map_or_else(
            |placed| Day(placed.seconds().div_euclid(86_400) as i32),
            |read| Day::from_date(read.written),
        ))?;
        let units = values.units()?;
        let email = values.email().or_else(|| further_item.and_then(|last| last.email.clone()));
        let customer_number = values
            .customer_number(email.as_deref())
            .or_else(|| further_item.and_then(|last| last.customer_number.clone()));
        let placed = read_date.as_ref().map_or_else(|placed| *placed, |read| read.placed);
        let order_id = match (given_order_id, &read_date) {
            (Some(given), _) => given.to_owned(),
            (None, Ok(read)) => order_id_of_day(read.written),
            (None, Err(_)) => return Err(Fault { field: Some(Field::OrderId), kind: RowErrorKind::Missing }),
        };
        let row = customer_number.clone().map(|customer_number| OrderRow {
            customer_number,
            order_id: order_id.clone(),
            placed,
            net_milli_minor: net.milli_minor,
            original: net.original,
            units,
            product: values.text(Field::Product),
            email: email.clone(),
            name: values.full_name(),
            acquisition_source: values.get(Field::AcquisitionSource).map(str::to_owned),
            email_consent: values.get(Field::EmailConsent).map_or(ConsentStatus::Unknown, words::consent),
            refunded,
        });
        self.last = Some(LastLine { order_id, customer_number, email, placed, is_unpaid });
        if is_unpaid {
            return Err(Fault { field: Some(Field::PaymentState), kind: RowErrorKind::NotPaid });
        }
        Ok(row
            .map_or(RowOutcome::WithoutCustomer { net_milli_minor: net.milli_minor, original: net.original }, |row| {
                RowOutcome::Row(row.into())
            }))
    }

    fn values<'a>(&self, record: Record<'a>) -> Result<Values<'a>, Fault> {
        let read = |(position, field): &(usize, Field)| match std::str::from_utf8(record.bytes(*position)) {
            Ok(text) if !text.contains('\0') => Ok((*field, text.trim())),
            _ => Err(Fault { field: Some(*field), kind: RowErrorKind::Encoding }),
        };
        let texts = self.columns.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Values { dialect: self.dialect, currency: self.currency.clone(), in_utc: self.in_utc.clone(), texts })
    }

    fn error(&self, line: u64, record: Record<'_>, fault: Fault) -> RowError {
        let position = self.columns.iter().find(|column| Some(column.1) == fault.field).map(|column| column.0);
        let value = position.filter(|position| *position < record.len()).map(|position| record.bytes(position));
        RowError {
            line,
            column: position.map(|position| self.header[position].trim().to_owned()),
            field: fault.field,
            value: String::from_utf8_lossy(value.unwrap_or_default()).chars().take(SHOWN_CHARACTERS).collect(),
            kind: fault.kind,
        }
    }
}

/// Some exports write what was given back as a negative number.
fn without_sign(net: Converted) -> Converted {
    let positive = |original: Original| Original { milli_minor: original.milli_minor.saturating_abs(), ..original };
    Converted { milli_minor: net.milli_minor.saturating_abs(), original: net.original.map(positive) }
}

/// All lines of a customer on one day are one order where the file has no order numbers.
fn order_id_of_day(written: CivilDate) -> String {
    format!("day:{written}")
}

//! From a record to a row, by the mapping.

use super::amount::{amount, units};
use super::date::{ReadDate, date};
use super::record::Record;
use super::{Dialect, Field, Mapping, OrderRow, Placed, RowError, RowErrorKind, RowOutcome};
use crate::domain::{CivilDate, ConsentStatus, Currency};

/// Longest part of a value that an error shows, in characters.
const SHOWN_CHARACTERS: usize = 100;

/// What programs write where they have no value.
const NO_VALUE: &[&str] = &["NULL", "null", "Null", "None", "none", "NaN", "nan", "N/A", "n/a", "#N/A", "\\N"];

const YES: &[&str] = &["yes", "y", "true", "t", "1", "ja", "j", "oui", "sí", "si", "given", "subscribed", "opt-in"];
const NO: &[&str] =
    &["no", "n", "false", "f", "0", "nein", "non", "withdrawn", "refused", "unsubscribed", "not subscribed", "opt-out"];

/// Turns records into rows. It remembers the line before, because some exports state customer, date and amount of an
/// order of several items on its first line only.
#[derive(Debug)]
pub(super) struct LineParser {
    dialect: Dialect,
    currency: Currency,
    header: Vec<String>,
    columns: Vec<(usize, Field)>,
    last: Option<LastLine>,
}

#[derive(Debug)]
struct LastLine {
    order_id: String,
    customer_number: Option<String>,
    email: Option<String>,
    placed: Placed,
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

/// The values of the mapped columns as trimmed text.
struct Values<'a>(Vec<(Field, &'a str)>);

impl<'a> Values<'a> {
    fn is_mapped(&self, field: Field) -> bool {
        self.0.iter().any(|value| value.0 == field)
    }

    /// Nothing for an empty value.
    fn get(&self, field: Field) -> Option<&'a str> {
        self.0.iter().find(|value| value.0 == field).map(|value| value.1).filter(|value| !value.is_empty())
    }

    /// Nothing for what programs write where they have no value, either.
    fn identifier(&self, field: Field) -> Option<&'a str> {
        self.get(field).filter(|value| !NO_VALUE.contains(value))
    }

    fn needed(&self, field: Field) -> Result<&'a str, Fault> {
        self.get(field).ok_or(Fault { field: Some(field), kind: RowErrorKind::Missing })
    }
}

impl LineParser {
    pub(super) fn new(dialect: Dialect, mapping: &Mapping, currency: Currency, header: Vec<String>) -> Self {
        let columns = mapping.columns.iter().take(header.len()).enumerate();
        let columns = columns.filter_map(|(position, field)| field.map(|field| (position, field))).collect();
        Self { dialect, currency, header, columns, last: None }
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
        let given_order_id = if values.is_mapped(Field::OrderId) { Some(values.needed(Field::OrderId)?) } else { None };
        let further_item = self.last.as_ref().filter(|last| {
            given_order_id == Some(last.order_id.as_str())
                && values.is_mapped(Field::Amount)
                && values.get(Field::Amount).is_none()
        });
        let read_date = match (values.get(Field::PlacedAt), further_item) {
            (None, Some(last)) => Err(last.placed),
            _ => Ok(self.date(&values)?),
        };
        let net_milli_minor = if further_item.is_some() { 0 } else { self.net(&values)? };
        let units = self.units(&values)?;
        self.check_currency(&values)?;
        let email = values.identifier(Field::Email).filter(|email| email.contains('@')).map(str::to_owned);
        let email = email.or_else(|| further_item.and_then(|last| last.email.clone()));
        let customer_number = customer_number(&values, email.as_deref())
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
            net_milli_minor,
            units,
            product: values.identifier(Field::Product).map(str::to_owned),
            email: email.clone(),
            name: full_name(&values),
            acquisition_source: values.get(Field::AcquisitionSource).map(str::to_owned),
            email_consent: values.get(Field::EmailConsent).map_or(ConsentStatus::Unknown, consent),
        });
        self.last = Some(LastLine { order_id, customer_number, email, placed });
        Ok(row.map_or(RowOutcome::WithoutCustomer { net_milli_minor }, RowOutcome::Row))
    }

    fn values<'a>(&self, record: Record<'a>) -> Result<Values<'a>, Fault> {
        let read = |(position, field): &(usize, Field)| match std::str::from_utf8(record.bytes(*position)) {
            Ok(text) if !text.contains('\0') => Ok((*field, text.trim())),
            _ => Err(Fault { field: Some(*field), kind: RowErrorKind::Encoding }),
        };
        self.columns.iter().map(read).collect::<Result<_, _>>().map(Values)
    }

    fn date(&self, values: &Values<'_>) -> Result<ReadDate, Fault> {
        let at_fault = |kind| Fault { field: Some(Field::PlacedAt), kind };
        date(values.needed(Field::PlacedAt)?, self.dialect.date_order).map_err(at_fault)
    }

    fn net(&self, values: &Values<'_>) -> Result<i64, Fault> {
        let (field, units) = if values.is_mapped(Field::Amount) {
            (Field::Amount, 1)
        } else {
            values.needed(Field::Quantity)?;
            (Field::UnitPrice, self.units(values)?)
        };
        let at_fault = |kind| Fault { field: Some(field), kind };
        let number = amount(values.needed(field)?, self.dialect.decimal_mark, self.currency).map_err(at_fault)?;
        number.milli_minor(units, self.currency).map_err(at_fault)
    }

    /// One where no number is given.
    fn units(&self, values: &Values<'_>) -> Result<i64, Fault> {
        let at_fault = |kind| Fault { field: Some(Field::Quantity), kind };
        values.get(Field::Quantity).map_or(Ok(1), |text| units(text, self.dialect.decimal_mark).map_err(at_fault))
    }

    fn check_currency(&self, values: &Values<'_>) -> Result<(), Fault> {
        match values.get(Field::Currency) {
            Some(code) if !code.eq_ignore_ascii_case(self.currency.code()) => {
                let kind = RowErrorKind::Currency { expected: self.currency.to_string() };
                Err(Fault { field: Some(Field::Currency), kind })
            }
            _ => Ok(()),
        }
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

/// The number, or the e-mail address in lower case. A shop's guests often all have the number 0: where they have an
/// address, that is who they are.
fn customer_number(values: &Values<'_>, email: Option<&str>) -> Option<String> {
    let number = values.identifier(Field::CustomerNumber).filter(|number| email.is_none() || *number != "0");
    number.map(str::to_owned).or_else(|| email.map(str::to_lowercase))
}

/// All lines of a customer on one day are one order where the file has no order numbers.
fn order_id_of_day(written: CivilDate) -> String {
    format!("day:{written}")
}

fn full_name(values: &Values<'_>) -> Option<String> {
    if let Some(name) = values.identifier(Field::Name) {
        return Some(name.to_owned());
    }
    let parts = [values.identifier(Field::FirstName), values.identifier(Field::LastName)];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

fn consent(text: &str) -> ConsentStatus {
    let text = text.to_lowercase();
    if YES.contains(&text.as_str()) {
        ConsentStatus::Given
    } else if NO.contains(&text.as_str()) {
        ConsentStatus::Withdrawn
    } else {
        ConsentStatus::Unknown
    }
}

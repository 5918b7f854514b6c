//! The values of one line.

use super::super::amount::{amount, units};
use super::super::date::{ReadDate, date, date_in_utc};
use super::super::{Dialect, Field, Placed, Refunded, RowErrorKind};
use super::{Fault, without_sign};
use std::sync::Arc;

use crate::domain::{ConversionError, Converted, Currency, Day, ReportingCurrency};

/// What programs write where they have no value.
const NO_VALUE: &[&str] = &["NULL", "null", "Null", "None", "none", "NaN", "nan", "N/A", "n/a", "#N/A", "\\N"];

/// The values of the mapped columns as trimmed text, and how they are written.
pub(super) struct Values<'a> {
    pub(super) dialect: Dialect,
    pub(super) currency: Arc<ReportingCurrency>,
    /// Fields whose times are in UTC.
    pub(super) in_utc: Arc<[Field]>,
    pub(super) texts: Vec<(Field, &'a str)>,
}

impl<'a> Values<'a> {
    pub(super) fn is_mapped(&self, field: Field) -> bool {
        self.texts.iter().any(|value| value.0 == field)
    }

    /// Nothing for an empty value.
    pub(super) fn get(&self, field: Field) -> Option<&'a str> {
        self.texts.iter().find(|value| value.0 == field).map(|value| value.1).filter(|value| !value.is_empty())
    }

    /// Nothing for what programs write where they have no value, either.
    pub(super) fn identifier(&self, field: Field) -> Option<&'a str> {
        self.get(field).filter(|value| !NO_VALUE.contains(value))
    }

    /// [`Self::identifier`] as text of its own.
    pub(super) fn text(&self, field: Field) -> Option<String> {
        self.identifier(field).map(str::to_owned)
    }

    pub(super) fn needed(&self, field: Field) -> Result<&'a str, Fault> {
        self.get(field).ok_or(Fault { field: Some(field), kind: RowErrorKind::Missing })
    }

    pub(super) fn date(&self) -> Result<ReadDate, Fault> {
        self.read_date(Field::PlacedAt, self.needed(Field::PlacedAt)?)
    }

    /// A date that may be missing.
    pub(super) fn date_of(&self, field: Field) -> Result<Option<Placed>, Fault> {
        self.identifier(field).map(|text| self.read_date(field, text).map(|read| read.placed)).transpose()
    }

    fn read_date(&self, field: Field, text: &str) -> Result<ReadDate, Fault> {
        let read = if self.in_utc.contains(&field) { date_in_utc } else { date };
        read(text, self.dialect.date_order).map_err(|kind| Fault { field: Some(field), kind })
    }

    /// [`Self::net`], or nothing where neither an amount nor a price is given.
    pub(super) fn net_if_any(&self, day: Day) -> Result<Converted, Fault> {
        let is_given = self.identifier(Field::Amount).is_some() || self.identifier(Field::UnitPrice).is_some();
        if is_given { self.net(day) } else { Ok(Converted { milli_minor: 0, original: None }) }
    }

    /// The amount by the rate of a day: the one that is written, whatever the time zone.
    pub(super) fn net(&self, day: Day) -> Result<Converted, Fault> {
        let (field, units) = if self.is_mapped(Field::Amount) {
            (Field::Amount, 1)
        } else {
            self.needed(Field::Quantity)?;
            (Field::UnitPrice, self.units()?)
        };
        self.converted(field, units, day)
    }

    /// What was given back for the order so far, by the rate of the order's day, so that one given back altogether comes to
    /// nothing. An empty value says nothing.
    pub(super) fn refunded(&self, day: Day) -> Result<Option<Refunded>, Fault> {
        if self.identifier(Field::Refunded).is_none() {
            return Ok(None);
        }
        let Converted { milli_minor, original } = without_sign(self.converted(Field::Refunded, 1, day)?);
        let at = if milli_minor == 0 { None } else { self.date_of(Field::RefundedAt)? };
        Ok(Some(Refunded { milli_minor, original, at }))
    }

    fn converted(&self, field: Field, units: i64, day: Day) -> Result<Converted, Fault> {
        let at_fault = |kind| Fault { field: Some(field), kind };
        let stated = self.stated_currency()?;
        let text = self.needed(field)?;
        let own = self.currency.currency;
        let (price, currency) = amount(text, self.dialect.decimal_mark, stated, own).map_err(at_fault)?;
        self.currency.convert(price, units, currency, day).map_err(|error| match error {
            ConversionError::TooLarge => at_fault(RowErrorKind::TooLarge),
            ConversionError::NoRate { currency, day } => Fault {
                field: Some(if stated.is_some() { Field::Currency } else { field }),
                kind: RowErrorKind::NoRate { currency: currency.to_string(), day: day.to_string() },
            },
        })
    }

    /// One where no number is given.
    pub(super) fn units(&self) -> Result<i64, Fault> {
        self.whole_number(Field::Quantity).map(|units| units.unwrap_or(1))
    }

    pub(super) fn whole_number(&self, field: Field) -> Result<Option<i64>, Fault> {
        let at_fault = |kind| Fault { field: Some(field), kind };
        self.get(field).map(|text| units(text, self.dialect.decimal_mark).map_err(at_fault)).transpose()
    }

    /// What the column of currencies says; nothing where it is empty or there is none.
    fn stated_currency(&self) -> Result<Option<Currency>, Fault> {
        let Some(code) = self.identifier(Field::Currency) else { return Ok(None) };
        code.to_ascii_uppercase().parse().map(Some).map_err(|_| {
            let kind = RowErrorKind::Currency { expected: self.currency.currency.to_string() };
            Fault { field: Some(Field::Currency), kind }
        })
    }

    pub(super) fn email(&self) -> Option<String> {
        self.identifier(Field::Email).filter(|email| email.contains('@')).map(str::to_owned)
    }

    /// The number, or the e-mail address in lower case. A shop's guests often all have the number 0: where they have
    /// an address, that is who they are.
    pub(super) fn customer_number(&self, email: Option<&str>) -> Option<String> {
        let number = self.identifier(Field::CustomerNumber).filter(|number| email.is_none() || *number != "0");
        number.map(str::to_owned).or_else(|| email.map(str::to_lowercase))
    }

    pub(super) fn full_name(&self) -> Option<String> {
        if let Some(name) = self.identifier(Field::Name) {
            return Some(name.to_owned());
        }
        let parts = [self.identifier(Field::FirstName), self.identifier(Field::LastName)];
        let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        (!name.is_empty()).then_some(name)
    }
}

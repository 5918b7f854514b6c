//! A line as a row, to the letter.

use super::super::{Fact, FactRow, ImportKind, OrderRow, Placed, Row, RowErrorKind};
use super::cell::{Word, read_amount, read_day, read_instant, read_text};
use super::columns::columns;
use crate::domain::{Channel, ConsentStatus, Currency, CustomerKey, Original, Purpose};

/// What is wrong with the value of which column.
pub(in crate::ingest) type Fault = (usize, RowErrorKind);

/// Reads the values of a line, as many as the file has columns, in a workspace of this currency.
pub(in crate::ingest) fn read(kind: ImportKind, values: &[&str], own: Currency) -> Result<Row, Fault> {
    let cells = Cells { kind, values, own };
    if kind == ImportKind::Suppressions {
        let email = cells.text("email")?;
        let fact = Fact::Consent {
            purpose: Purpose::Marketing,
            channel: Channel::Email,
            status: ConsentStatus::Withdrawn,
            source: None,
            wording: None,
        };
        let at = Placed::Instant(cells.instant("date")?);
        return Ok(FactRow { customer_number: email.to_lowercase(), at, fact, original: None }.into());
    }
    let customer_number = cells.text("customer_number")?;
    if kind == ImportKind::Orders {
        let (net_milli_minor, original) = cells.amounts("net_amount")?;
        return Ok(OrderRow {
            customer_number,
            order_id: cells.text("order_id")?,
            placed: cells.day("order_date")?,
            net_milli_minor,
            original,
            units: cells.whole("quantity")?.ok_or_else(|| cells.fault("quantity", RowErrorKind::Missing))?,
            product: cells.text_if_any("product"),
            email: None,
            name: None,
            acquisition_source: None,
            email_consent: ConsentStatus::Unknown,
            refunded: None,
        }
        .into());
    }
    let (at, fact, original) = match kind {
        ImportKind::Refunds => {
            let (milli_minor, original) = cells.amounts("amount")?;
            let fact = Fact::Refund { id: cells.text("refund_id")?, order_id: cells.text("order_id")?, milli_minor };
            (cells.day("refund_date")?, fact, original)
        }
        ImportKind::Costs => {
            let (milli_minor, original) = cells.amounts("amount")?;
            let fact = Fact::Cost { id: cells.text("cost_id")?, kind: cells.text("cost_kind")?, milli_minor };
            (cells.day("date")?, fact, original)
        }
        ImportKind::Events => {
            let fact = Fact::Event {
                id: cells.text("event_id")?,
                kind: cells.word("event_kind")?,
                channel: cells.text_if_any("contact_channel"),
                staff: cells.text_if_any("staff"),
                value: cells.whole("score")?,
                text: cells.text_if_any("text"),
            };
            (Placed::Instant(cells.instant("occurred_at")?), fact, None)
        }
        ImportKind::Consents => {
            let fact = Fact::Consent {
                purpose: cells.word("purpose")?,
                channel: cells.word("consent_channel")?,
                status: cells.word("consent_status")?,
                source: Some(cells.text("stated_in")?),
                wording: cells.text_if_any("wording"),
            };
            (Placed::Instant(cells.instant("consent_at")?), fact, None)
        }
        ImportKind::Contracts => {
            let (milli_minor, original) = cells.amounts("amount")?;
            let start = cells.day("contract_start")?;
            let end = if cells.get("contract_end").is_empty() { None } else { Some(cells.day("contract_end")?) };
            if end.is_some_and(|end| end.seconds() < start.seconds()) {
                return Err(cells.fault("contract_end", RowErrorKind::EndsBeforeItBegins));
            }
            let fact =
                Fact::Contract { id: cells.text("contract_id")?, end, reason: cells.word("end_reason")?, milli_minor };
            (start, fact, original)
        }
        ImportKind::Merges => {
            let data_source = cells.text("merged_into_data_source")?;
            let into = CustomerKey { data_source, number: cells.text("merged_into_customer_number")? };
            (Placed::UNDATED, Fact::Merge { into }, None)
        }
        ImportKind::Customers | ImportKind::Orders | ImportKind::Suppressions => {
            let fact = Fact::Identity {
                email: cells.text_if_any("email"),
                name: cells.text_if_any("name"),
                acquisition_source: cells.text_if_any("acquisition_source"),
                email_consent: ConsentStatus::Unknown,
            };
            let is_undated = cells.get("updated_at").is_empty();
            let at = if is_undated { Placed::UNDATED } else { Placed::Instant(cells.instant("updated_at")?) };
            (at, fact, None)
        }
    };
    Ok(FactRow { customer_number, at, fact, original }.into())
}

struct Cells<'a> {
    kind: ImportKind,
    values: &'a [&'a str],
    own: Currency,
}

impl<'a> Cells<'a> {
    fn position(&self, column: &str) -> usize {
        columns(self.kind).iter().position(|name| *name == column).expect("a column of this kind of file")
    }

    fn get(&self, column: &str) -> &'a str {
        self.values[self.position(column)]
    }

    fn fault(&self, column: &str, kind: RowErrorKind) -> Fault {
        (self.position(column), kind)
    }

    fn text_if_any(&self, column: &str) -> Option<String> {
        read_text(self.get(column)).map(str::to_owned)
    }

    fn text(&self, column: &str) -> Result<String, Fault> {
        self.text_if_any(column).ok_or_else(|| self.fault(column, RowErrorKind::Missing))
    }

    fn word<T: Word>(&self, column: &str) -> Result<T, Fault> {
        T::of(self.get(column)).ok_or_else(|| self.fault(column, RowErrorKind::Unknown))
    }

    fn day(&self, column: &str) -> Result<Placed, Fault> {
        let day = read_day(self.get(column)).ok_or_else(|| self.fault(column, RowErrorKind::Date))?;
        Ok(Placed::Local(day.0))
    }

    fn instant(&self, column: &str) -> Result<i64, Fault> {
        read_instant(self.get(column)).ok_or_else(|| self.fault(column, RowErrorKind::Date))
    }

    fn whole(&self, column: &str) -> Result<Option<i64>, Fault> {
        let cell = self.get(column);
        if cell.is_empty() {
            return Ok(None);
        }
        cell.parse().map(Some).map_err(|_| self.fault(column, RowErrorKind::Quantity))
    }

    /// Thousandths of the workspace's minor unit, and what it was in another currency.
    fn amounts(&self, column: &str) -> Result<(i64, Option<Original>), Fault> {
        if self.get("currency") != self.own.code() {
            let expected = self.own.to_string();
            return Err(self.fault("currency", RowErrorKind::Currency { expected }));
        }
        let at_fault = |column| self.fault(column, RowErrorKind::Amount);
        let milli_minor = read_amount(self.get(column), self.own).ok_or_else(|| at_fault(column))?;
        let (amount, code) = (self.get("original_amount"), self.get("original_currency"));
        if amount.is_empty() && code.is_empty() {
            return Ok((milli_minor, None));
        }
        let currency: Currency = code.parse().map_err(|_| self.fault("original_currency", RowErrorKind::Unknown))?;
        let original = read_amount(amount, currency).ok_or_else(|| at_fault("original_amount"))?;
        Ok((milli_minor, Some(Original { currency, milli_minor: original })))
    }
}

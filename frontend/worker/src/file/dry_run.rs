//! Reading the whole file without storing anything.

use std::collections::HashMap;

use shared::domain::{Currency, Day};
use shared::ingest::{Dialect, DryRunReport, FileProblem, Mapping, OrderRow, Placed, Reader, RowOutcome};

use super::rejected::Rejected;
use crate::decimal::exact;

/// Counts and sums of all lines of a file. Grows with distinct customers and orders only.
#[derive(Debug)]
pub struct DryRun {
    reader: Reader,
    tally: Tally,
}

impl DryRun {
    /// A dry run over a file of this dialect and checked mapping in a workspace of this currency.
    #[must_use]
    pub fn new(dialect: Dialect, mapping: Mapping, currency: Currency) -> Self {
        Self { reader: Reader::new(dialect, mapping, currency), tally: Tally::new(currency) }
    }

    /// Reads the next slice.
    ///
    /// # Errors
    /// When the file as a whole cannot be read on.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), FileProblem> {
        self.reader.push(bytes, &mut |_, outcome| self.tally.add(outcome))
    }

    /// Lines read so far.
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.tally.lines()
    }

    /// The report, and all rejected rows as CSV.
    ///
    /// # Errors
    /// When the file as a whole cannot be read.
    pub fn finish(mut self) -> Result<(DryRunReport, Vec<u8>), FileProblem> {
        self.reader.finish(&mut |_, outcome| self.tally.add(outcome))?;
        Ok(self.tally.finish())
    }
}

#[derive(Debug)]
struct Tally {
    currency: Currency,
    accepted: u64,
    accepted_milli: i128,
    without_customer: u64,
    without_customer_milli: i128,
    negative: u64,
    negative_milli: i128,
    rejected_lines: u64,
    rejected: Rejected,
    /// Number of each customer, by customer number.
    customers: HashMap<Box<str>, u32>,
    /// Orders by customer and id, as the import job tells them apart.
    orders: std::collections::HashSet<(u32, Box<str>)>,
    days: Option<(Day, Day)>,
}

impl Tally {
    fn new(currency: Currency) -> Self {
        Self {
            currency,
            accepted: 0,
            accepted_milli: 0,
            without_customer: 0,
            without_customer_milli: 0,
            negative: 0,
            negative_milli: 0,
            rejected_lines: 0,
            rejected: Rejected::new(),
            customers: HashMap::new(),
            orders: std::collections::HashSet::new(),
            days: None,
        }
    }

    fn lines(&self) -> u64 {
        self.accepted + self.without_customer + self.rejected_lines
    }

    fn add(&mut self, outcome: RowOutcome) {
        match outcome {
            RowOutcome::Row(row) => self.accept(row),
            RowOutcome::WithoutCustomer { net_milli_minor } => {
                self.without_customer += 1;
                self.without_customer_milli += i128::from(net_milli_minor);
            }
            RowOutcome::Rejected(error) => {
                self.rejected_lines += 1;
                self.rejected.push(error);
            }
        }
    }

    fn accept(&mut self, row: OrderRow) {
        self.accepted += 1;
        self.accepted_milli += i128::from(row.net_milli_minor);
        if row.net_milli_minor < 0 {
            self.negative += 1;
            self.negative_milli += i128::from(row.net_milli_minor);
        }
        let day = day_of(row.placed);
        self.days = Some(self.days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
        let next = self.customers.len() as u32;
        let customer = *self.customers.entry(row.customer_number.into_boxed_str()).or_insert(next);
        self.orders.insert((customer, row.order_id.into_boxed_str()));
    }

    fn finish(self) -> (DryRunReport, Vec<u8>) {
        let digits = self.currency.minor_digits();
        let amount = |milli: i128| exact(milli, digits + 3, digits);
        let lines = self.lines();
        let (errors, csv) = self.rejected.finish();
        let report = DryRunReport {
            lines,
            accepted: self.accepted,
            without_customer: self.without_customer,
            rejected: self.rejected_lines,
            accepted_total: amount(self.accepted_milli),
            without_customer_total: amount(self.without_customer_milli),
            negative: self.negative,
            negative_total: amount(self.negative_milli),
            customers: self.customers.len() as u64,
            orders: self.orders.len() as u64,
            first_day: self.days.map(|(first, _)| first.to_string()),
            last_day: self.days.map(|(_, last)| last.to_string()),
            errors,
        };
        (report, csv)
    }
}

/// The calendar day of an order's text; that of UTC where it names an instant.
fn day_of(placed: Placed) -> Day {
    match placed {
        Placed::Local(day) => Day(day),
        Placed::Instant(seconds) => Day(i32::try_from(seconds.div_euclid(86_400)).unwrap_or(i32::MAX)),
    }
}

//! Adds up what a pass over the file finds.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::distinct::Distinct;
use super::{CurrencyTotals, DryRunReport, Placed, Refunded, Row, RowErrorKind, RowOutcome};
use crate::domain::{Currency, Day, Original};

/// Most rejected rows a report shows.
const ERRORS_SHOWN: usize = 1_000;

/// Adds up the outcomes of a [`super::Reader`] in constant memory. Sums are exact, and so are the numbers of different
/// customers and records up to a million.
#[derive(Debug)]
pub struct DryRun {
    currency: Currency,
    report: DryRunReport,
    accepted: i128,
    without_customer: i128,
    negative: i128,
    refunded: i128,
    /// What the lines so far say of the order of the last one.
    last_refunded: Refunded,
    days: Option<(Day, Day)>,
    currencies: BTreeMap<Currency, Sums>,
    customers: Distinct,
    records: Distinct,
    last: (String, String),
}

/// Sums of one currency, in thousandths of minor units.
#[derive(Debug, Default)]
struct Sums {
    accepted: u64,
    accepted_total: i128,
    converted_total: i128,
    without_customer: u64,
    without_customer_total: i128,
    without_rate: u64,
}

impl DryRun {
    /// Nothing read yet, in a workspace of this currency.
    #[must_use]
    pub fn new(currency: Currency) -> Self {
        Self {
            currency,
            report: DryRunReport::default(),
            accepted: 0,
            without_customer: 0,
            negative: 0,
            refunded: 0,
            last_refunded: Refunded::NOTHING,
            days: None,
            currencies: BTreeMap::new(),
            customers: Distinct::default(),
            records: Distinct::default(),
            last: (String::new(), String::new()),
        }
    }

    /// Adds what became of one line.
    pub fn add(&mut self, outcome: &RowOutcome) {
        self.report.lines += 1;
        match outcome {
            RowOutcome::Row(row) => self.add_row(row),
            RowOutcome::WithoutCustomer { net_milli_minor, original } => {
                self.report.without_customer += 1;
                let (currency, in_it) = self.as_written(*net_milli_minor, *original);
                let sums = self.currencies.entry(currency).or_default();
                sums.without_customer += 1;
                sums.without_customer_total += i128::from(in_it);
                self.without_customer += i128::from(*net_milli_minor);
            }
            RowOutcome::Rejected(error) => {
                self.report.rejected += 1;
                if let RowErrorKind::NoRate { currency, .. } = &error.kind
                    && let Ok(currency) = currency.parse()
                {
                    self.currencies.entry(currency).or_default().without_rate += 1;
                }
                if self.report.errors.len() < ERRORS_SHOWN {
                    self.report.errors.push(error.clone());
                }
            }
        }
    }

    fn add_row(&mut self, row: &Row) {
        self.report.accepted += 1;
        let milli_minor = row.milli_minor();
        self.accepted += i128::from(milli_minor);
        let (currency, in_it) = self.as_written(milli_minor, row.original());
        let sums = self.currencies.entry(currency).or_default();
        sums.accepted += 1;
        sums.accepted_total += i128::from(in_it);
        sums.converted_total += i128::from(milli_minor);
        if milli_minor < 0 {
            self.report.negative += 1;
            self.negative += i128::from(milli_minor);
        }
        let day = match row.at() {
            Placed::Local(day) => Some(Day(day)),
            Placed::UNDATED => None,
            Placed::Instant(seconds) => Some(Day(seconds.div_euclid(86_400) as i32)),
        };
        if let Some(day) = day {
            self.days = Some(self.days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
        }
        // Lines of one order usually follow each other.
        let record_id = row.record_id();
        if self.last.0 != row.customer_number() || self.last.1 != *record_id {
            self.customers.add(hash(row.customer_number(), ""));
            self.records.add(hash(row.customer_number(), &record_id));
            row.customer_number().clone_into(&mut self.last.0);
            self.last.1 = record_id.into_owned();
            self.last_refunded = Refunded::NOTHING;
        }
        if let Row::Order(row) = row
            && let Some(refunded) = row.refunded
        {
            self.add_refunded(refunded);
        }
    }

    /// Lines of an order repeat what was given back for all of it: the greatest counts.
    fn add_refunded(&mut self, refunded: Refunded) {
        let counted = self.last_refunded;
        if refunded <= counted {
            return;
        }
        let is_undated = |one: Refunded| u64::from(one.milli_minor > 0 && one.at.is_none());
        self.report.refunded += u64::from(counted.milli_minor == 0);
        self.report.refunded_undated += is_undated(refunded);
        self.report.refunded_undated -= is_undated(counted);
        self.refunded += i128::from(refunded.milli_minor - counted.milli_minor);
        self.last_refunded = refunded;
    }

    /// The currency a line is in and its amount there.
    fn as_written(&self, milli_minor: i64, original: Option<Original>) -> (Currency, i64) {
        original.map_or((self.currency, milli_minor), |original| (original.currency, original.milli_minor))
    }

    /// The report of all lines added.
    #[must_use]
    pub fn finish(self) -> DryRunReport {
        let in_currency = |currency: Currency, milli_minor| {
            let minor_digits = currency.minor_digits();
            decimal(milli_minor, minor_digits + 3, minor_digits)
        };
        let total = |milli_minor| in_currency(self.currency, milli_minor);
        let own = self.currency;
        let mut currencies: Vec<CurrencyTotals> = Vec::new();
        if self.currencies.keys().any(|currency| *currency != own) {
            let mut sorted: Vec<(&Currency, &Sums)> = self.currencies.iter().collect();
            sorted.sort_by_key(|(currency, _)| (**currency != own, **currency));
            currencies.extend(sorted.into_iter().map(|(currency, sums)| CurrencyTotals {
                currency: currency.to_string(),
                accepted: sums.accepted,
                accepted_total: in_currency(*currency, sums.accepted_total),
                converted_total: total(sums.converted_total),
                without_customer: sums.without_customer,
                without_customer_total: in_currency(*currency, sums.without_customer_total),
                without_rate: sums.without_rate,
            }));
        }
        DryRunReport {
            currencies,
            accepted_total: total(self.accepted),
            without_customer_total: total(self.without_customer),
            negative_total: total(self.negative),
            refunded_total: total(self.refunded),
            customers: self.customers.count(),
            records: self.records.count(),
            first_day: self.days.map(|days| days.0.to_string()),
            last_day: self.days.map(|days| days.1.to_string()),
            ..self.report
        }
    }
}

fn hash(customer_number: &str, record_id: &str) -> u64 {
    let mut hash = Sha256::new();
    hash.update((customer_number.len() as u64).to_le_bytes());
    hash.update(customer_number);
    hash.update(record_id);
    let digest = hash.finalize();
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// `number` times ten to the power of −`scale`, written out with at least `least_decimals` decimals and without
/// needless zeros behind those.
pub(super) fn decimal(number: i128, scale: u32, least_decimals: u32) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", number.unsigned_abs(), width = scale as usize + 1);
    let (whole, decimals) = digits.split_at(digits.len() - scale as usize);
    let needed = decimals.trim_end_matches('0').len().max(least_decimals as usize);
    let mark = if needed > 0 { "." } else { "" };
    format!("{sign}{whole}{mark}{}", &decimals[..needed])
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn decimals_are_exact_and_as_short_as_the_currency_allows() {
        for (number, scale, least, text) in [
            (974_774_793_400, 5, 2, "9747747.934"),
            (0, 5, 2, "0.00"),
            (-5, 5, 2, "-0.00005"),
            (-1_250_000, 5, 2, "-12.50"),
            (12_000, 3, 0, "12"),
            (12_001, 3, 0, "12.001"),
        ] {
            assert_eq!(decimal(number, scale, least), text);
        }
    }
}

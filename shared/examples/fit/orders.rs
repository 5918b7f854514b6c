//! The file of orders.

use std::io::Read;
use std::path::Path;

use shared::domain::Day;
use shared::ingest::{Detection, ImportKind, Mapping, OrderRow, Placed, Reader, Row, RowError, RowOutcome, detect};
use shared::math::ln;
use shared::scoring::preparation::{CalibrationHoldout, OrderLog, PurchaseLog, PurchaseNumbers, TimeUnit};

use super::options::OrderOptions;
use super::table::{After, Calendar, Table};
use super::{Failure, source};

/// Bytes that the dialect and the columns are found out from.
const HEAD_BYTES: u64 = 1 << 18;
const SECONDS_PER_DAY: i64 = 86_400;

/// Reads the file and counts each customer's transactions.
pub(super) fn read(path: &Path, options: &OrderOptions, time_unit: TimeUnit) -> Result<Table, Failure> {
    let log = Lines::read(path, options)?.into_purchases(path, options)?;
    let last_order = log.last_order().ok_or_else(|| format!("{} has no order", path.display()))?;
    let Some(calibration_end) = options.calibration_end else {
        let numbers: Vec<PurchaseNumbers> = (0..log.len()).map(|row| log.numbers(row)).collect();
        let mut table = table(log.keys().to_vec(), &numbers, last_order, time_unit, options);
        table.calendar = Some(Calendar::until(last_order, log.rows().map(|(days, _)| days)));
        if options.seasonal {
            table.put_on_season(&log.rows().map(|(days, _)| days).collect::<Vec<_>>(), last_order);
        }
        return Ok(table);
    };
    let split = CalibrationHoldout::of(log.rows(), calibration_end, last_order).map_err(|error| error.to_string())?;
    if split.is_empty() {
        return Err(format!("{} has no purchase up to {calibration_end}", path.display()));
    }
    let keys = split.row.iter().map(|row| log.keys()[*row as usize].clone()).collect();
    let mut table = table(keys, &split.numbers, calibration_end, time_unit, options);
    let days: Vec<&[Day]> = split.row.iter().map(|row| log.of(*row as usize).0).collect();
    table.calendar = Some(Calendar::until(calibration_end, days.iter().copied()));
    if options.seasonal {
        table.put_on_season(&days, calibration_end);
    }
    table.after = Some(After {
        calibration_end,
        holdout_end: split.holdout_end,
        spend: split.spend.iter().map(|sum| *sum as f64 / milli_minor_per_major(options)).collect(),
        purchases: split.transactions,
        log,
    });
    Ok(table)
}

/// What became of the lines of the file. Amounts are in thousandths of a minor unit.
#[derive(Default)]
struct Lines {
    log: OrderLog<String>,
    without_customer: u64,
    rejected: u64,
    first_rejected: Option<RowError>,
}

impl Lines {
    fn read(path: &Path, options: &OrderOptions) -> Result<Self, Failure> {
        let failed = |error: &dyn std::fmt::Display| format!("cannot read {}: {error}", path.display());
        let mut file = source::open(path)?;
        let mut bytes = Vec::new();
        file.by_ref().take(HEAD_BYTES).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        let is_whole_file = (bytes.len() as u64) < HEAD_BYTES;
        let Detection { dialect, columns, doubts, .. } =
            detect(&bytes, is_whole_file).map_err(|error| failed(&error))?;
        let names: Vec<String> = columns.into_iter().map(|column| column.name).collect();
        let mapping = Mapping::suggest(ImportKind::Orders, &names);
        if let Err(problems) = mapping.check() {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            return Err(format!("{}: {}", path.display(), problems.join("; ")));
        }
        for doubt in doubts {
            eprintln!("fit: {doubt}");
        }
        let mut lines = Self::default();
        let mut reader = Reader::new(dialect, mapping, options.currency);
        while !bytes.is_empty() {
            reader.push(&bytes, &mut |_, outcome| lines.take(outcome)).map_err(|error| failed(&error))?;
            bytes.clear();
            file.by_ref().take(HEAD_BYTES).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        }
        reader.finish(&mut |_, outcome| lines.take(outcome)).map_err(|error| failed(&error))?;
        Ok(lines)
    }

    fn take(&mut self, outcome: RowOutcome) {
        match outcome {
            RowOutcome::Row(Row::Order(OrderRow { customer_number, placed, net_milli_minor, .. })) => {
                let day = match placed {
                    Placed::Local(day) => day,
                    Placed::Instant(seconds) => seconds.div_euclid(SECONDS_PER_DAY) as i32,
                };
                self.log.push(customer_number.as_str(), Day(day), net_milli_minor);
            }
            RowOutcome::Row(Row::Fact(_)) => {}
            RowOutcome::WithoutCustomer { .. } => self.without_customer += 1,
            RowOutcome::Rejected(error) => {
                self.rejected += 1;
                self.first_rejected.get_or_insert(error);
            }
        }
    }

    /// Says on standard error what is left out.
    fn into_purchases(self, path: &Path, options: &OrderOptions) -> Result<PurchaseLog<String>, Failure> {
        let shown = path.display();
        if let Some(error) = &self.first_rejected {
            let column = error.column.as_deref().unwrap_or_default();
            eprintln!(
                "fit: {} lines of {shown} are left out, the first being line {}: {column} {:?} {}",
                self.rejected, error.line, error.value, error.kind
            );
        }
        if self.without_customer > 0 {
            eprintln!("fit: {} lines of {shown} name no customer and are left out", self.without_customer);
        }
        let log = self.log.finish_with(options.free);
        if log.without_purchase() > 0 {
            eprintln!(
                "fit: {} customers have no day whose orders come to more than zero and are left out",
                log.without_purchase()
            );
        }
        if log.is_empty() { Err(format!("{shown} has no purchase of a known customer")) } else { Ok(log) }
    }
}

fn table(
    keys: Vec<String>,
    numbers: &[PurchaseNumbers],
    as_of: Day,
    time_unit: TimeUnit,
    options: &OrderOptions,
) -> Table {
    let times = |days: &dyn Fn(&PurchaseNumbers) -> u32| {
        Some(numbers.iter().map(|numbers| time_unit.of_days(f64::from(days(numbers)))).collect())
    };
    let day = ln(time_unit.of_days(1.0));
    let in_unit = |numbers: &PurchaseNumbers| numbers.log_gaps + f64::from(numbers.frequency) * day;
    Table {
        time_unit,
        in_given_order: false,
        id: Some(("customer_id".to_owned(), keys)),
        frequency: numbers.iter().map(|numbers| numbers.frequency).collect(),
        recency: times(&PurchaseNumbers::recency_days),
        age: times(&|numbers| numbers.age_days(as_of)),
        log_gaps: Some(numbers.iter().map(in_unit).collect()),
        mean_spend: Some(numbers.iter().map(|numbers| numbers.spend().mean / milli_minor_per_major(options)).collect()),
        seen_days: numbers.iter().map(|numbers| numbers.age_days(as_of)).max().map_or(0, |oldest| oldest + 1),
        calendar: None,
        season: None,
        after: None,
    }
}

fn milli_minor_per_major(options: &OrderOptions) -> f64 {
    1_000.0 * options.currency.minor_per_major() as f64
}

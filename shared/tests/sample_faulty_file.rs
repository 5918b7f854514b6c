//! The faulty file: its truth against a second, naive reading, and the import's reading against its truth.

use std::collections::BTreeSet;

use jiff::civil::Date;
use shared::domain::Currency;
use shared::ingest::{DateOrder, DecimalMark, Dialect, DryRun, Encoding, Reader, Separator, detect};
use shared::sample::{FaultyFile, FaultyFileTruth, faulty_file};

const FILE: FaultyFile = FaultyFile {
    seed: 1,
    lines: 400,
    encoding: Encoding::Utf8,
    separator: Separator::Comma,
    decimal_mark: DecimalMark::Point,
    date_order: DateOrder::YearMonthDay,
};

/// One file of every dialect.
fn every_file() -> Vec<FaultyFile> {
    let mut files = Vec::new();
    for (index, encoding) in
        [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252].into_iter().enumerate()
    {
        for separator in [Separator::Comma, Separator::Semicolon, Separator::Tab, Separator::Pipe] {
            for decimal_mark in [DecimalMark::Point, DecimalMark::Comma] {
                for date_order in [DateOrder::YearMonthDay, DateOrder::DayMonthYear, DateOrder::MonthDayYear] {
                    let seed = files.len() as u64 + index as u64;
                    files.push(FaultyFile { seed, encoding, separator, decimal_mark, date_order, ..FILE });
                }
            }
        }
    }
    files
}

#[test]
fn the_import_finds_in_every_dialect_what_was_written() {
    for file in every_file() {
        let (bytes, truth) = faulty_file(file);
        let detection = detect(&bytes[..bytes.len() / 2], false).expect("is a table");
        let FaultyFile { encoding, separator, decimal_mark, date_order, .. } = file;
        assert_eq!(detection.dialect, Dialect { encoding, separator, decimal_mark, date_order }, "{file:?}");
        assert_eq!(detection.mapping.check(), Ok(()));
        let mut reader = Reader::new(detection.dialect, detection.mapping, Currency::EUR);
        let mut dry_run = DryRun::new(Currency::EUR);
        for slice in bytes.chunks(977) {
            reader.push(slice, &mut |_, outcome| dry_run.add(&outcome)).expect("can be read on");
        }
        reader.finish(&mut |_, outcome| dry_run.add(&outcome)).expect("has rows");
        let report = dry_run.finish();
        assert_eq!(report.lines, truth.lines, "{file:?}");
        assert_eq!(report.rejected, truth.rejected, "{file:?} {:#?}", report.errors);
        assert_eq!((report.accepted, report.without_customer), (truth.accepted, truth.without_customer), "{file:?}");
        assert_eq!(milli_minor(&report.accepted_total), truth.accepted_milli_minor, "{file:?}");
        assert_eq!(milli_minor(&report.without_customer_total), truth.without_customer_milli_minor, "{file:?}");
        assert_eq!((report.customers.count, report.records.count), (truth.customers, truth.orders), "{file:?}");
    }
}

#[test]
fn every_fault_is_in_a_small_file() {
    let (bytes, truth) = faulty_file(FILE);
    let text = String::from_utf8(bytes).expect("is UTF-8");
    let detection = detect(text.as_bytes(), true).expect("is a table");
    let mut reader = Reader::new(detection.dialect, detection.mapping, Currency::EUR);
    let mut kinds = BTreeSet::new();
    let mut each = |_, outcome| {
        if let shared::ingest::RowOutcome::Rejected(error) = outcome {
            kinds.insert(format!("{:?}", error.kind).split(' ').next().unwrap_or_default().to_owned());
        }
    };
    reader.push(text.as_bytes(), &mut each).expect("can be read on");
    reader.finish(&mut each).expect("has rows");
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        ["Amount", "Date", "DateOutOfRange", "Missing", "Quantity", "Values"]
    );
    for sign in
        ["\r\n\r\n", "\"Candle, large\"", "\"Frame 5\"\" x 7\"\"\"", "\"Two-line\nlabel\"", "\r\nC5", ",-", "NULL"]
    {
        assert!(text.contains(sign), "{sign}");
    }
    assert!(truth.rejected >= 18 && truth.without_customer > 40 && truth.accepted > 250, "{truth:?}");
}

#[test]
fn the_truth_is_what_a_second_reading_finds() {
    for file in every_file() {
        let (bytes, truth) = faulty_file(file);
        assert_eq!(second_reading(file, &bytes), truth, "{file:?}");
    }
}

fn milli_minor(total: &str) -> i64 {
    let (whole, decimals) = total.split_once('.').expect("has decimals");
    format!("{whole}{decimals:0<5}").parse().expect("is a number")
}

/// Reads the file with the `csv` crate and the simplest code that knows the file's dialect.
fn second_reading(file: FaultyFile, bytes: &[u8]) -> FaultyFileTruth {
    let text = decoded(file.encoding, bytes);
    let delimiter = match file.separator {
        Separator::Comma => b',',
        Separator::Semicolon => b';',
        Separator::Tab => b'\t',
        Separator::Pipe => b'|',
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut truth = FaultyFileTruth::default();
    let (mut customers, mut orders) = (BTreeSet::new(), BTreeSet::new());
    for record in reader.records() {
        let record = record.expect("is UTF-8");
        truth.lines += 1;
        let Some((order, customer, net)) = second_row(file, &record) else {
            truth.rejected += 1;
            continue;
        };
        match customer {
            None => {
                truth.without_customer += 1;
                truth.without_customer_milli_minor += net;
            }
            Some(customer) => {
                truth.accepted += 1;
                truth.accepted_milli_minor += net;
                orders.insert((customer.clone(), order));
                customers.insert(customer);
            }
        }
    }
    (truth.customers, truth.orders) = (customers.len() as u64, orders.len() as u64);
    truth
}

fn second_row(file: FaultyFile, record: &csv::StringRecord) -> Option<(String, Option<String>, i64)> {
    if record.len() != 10 || record[0].is_empty() {
        return None;
    }
    let date = record[4].split(' ').next()?;
    let own_format = match file.date_order {
        DateOrder::YearMonthDay => "%Y-%m-%d",
        DateOrder::DayMonthYear => "%d/%m/%Y",
        DateOrder::MonthDayYear => "%m/%d/%Y",
    };
    let formats = [own_format, "%Y-%m-%d", "%d.%m.%Y"];
    let read = formats.iter().find_map(|format| Date::strptime(format, date).ok())?;
    if read.year() < 1970 {
        return None;
    }
    let units: i64 = record[6].parse().ok()?;
    let price = match file.decimal_mark {
        DecimalMark::Point => record[7].replace(',', ""),
        DecimalMark::Comma => record[7].replace('.', "").replace(',', "."),
    };
    let (whole, decimals) = price.split_once('.')?;
    let price: i64 = format!("{whole}{decimals:0<5}").parse().ok().filter(|price| *price >= 0)?;
    let customer = match (&record[1], &record[2]) {
        ("" | "NULL", "") => None,
        ("" | "NULL", email) => Some(email.to_lowercase()),
        (number, _) => Some(number.to_owned()),
    };
    Some((record[0].to_owned(), customer, price * units))
}

fn decoded(encoding: Encoding, bytes: &[u8]) -> String {
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).expect("is UTF-16")
    };
    let text = match encoding {
        Encoding::Utf8 => String::from_utf8(bytes.to_vec()).expect("is UTF-8"),
        Encoding::Utf16Le => utf16(u16::from_le_bytes),
        Encoding::Utf16Be => utf16(u16::from_be_bytes),
        Encoding::Windows1252 => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    text.trim_start_matches('\u{feff}').to_owned()
}

//! What a file is, from its first bytes.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::decode::Decoder;
use super::file_signature::{is_binary, signature};
use super::guess_encoding::guess_encoding;
use super::guess_values::{guess_date_order, guess_decimal_mark};
use super::record::{Record, RecordReader};
use super::{DateOrder, DecimalMark, Dialect, Encoding, Field, ImportKind, Mapping, Separator, exact};

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FileProblem {
    /// No byte.
    #[error("the file is empty")]
    Empty,
    /// A header and nothing below it.
    #[error("the file has column names but no rows")]
    HeaderOnly,
    /// Bytes that no text has.
    #[error("this is not a text file but {looks_like}: export the orders as CSV")]
    NotText {
        /// What its first bytes say, for example `a PNG image`, `an Excel workbook`, `a ZIP archive`.
        looks_like: String,
    },
    /// One record longer than [`super::MAX_RECORD_BYTES`].
    #[error("line {line} is longer than {limit} bytes: is a quotation mark left open?")]
    RecordTooLong {
        /// Line on which the record begins, the header being 1.
        line: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Only one column.
    #[error("only one column was found: is the separator unusual?")]
    OneColumn,
}

/// One column as found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSample {
    /// Its name in the header.
    pub name: String,
    /// Up to five different values that are not empty.
    pub samples: Vec<String>,
}

/// What was found in the first bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detection {
    /// How values are written.
    pub dialect: Dialect,
    /// The columns.
    pub columns: Vec<ColumnSample>,
    /// A first mapping.
    pub mapping: Mapping,
    /// Up to 20 records as the file has them.
    pub preview: Vec<Vec<String>>,
    /// Doubts for the person to settle, in words, for example that dates read either way.
    pub doubts: Vec<String>,
    /// SHA-256 of the first 64 KiB, 64 hexadecimal digits: tells the file from others when an upload goes on.
    pub head_hash: String,
    /// Of one of Holdfast's own files, which are read to the letter: the data source of its customers, which may be empty.
    #[serde(default)]
    pub own_source: Option<String>,
}

/// Values of a column that are looked at to find out how they are written.
const SAMPLES: usize = 5;

/// Records of the preview.
const PREVIEW: usize = 20;

/// Bytes that tell a file from others.
const HASHED_BYTES: usize = 1 << 16;

/// Bytes that are looked at; of more, the first.
const HEAD_BYTES: usize = 1 << 18;

/// How Holdfast's own files are written.
const OWN: Dialect = Dialect {
    encoding: Encoding::Utf8,
    separator: Separator::Comma,
    decimal_mark: DecimalMark::Point,
    date_order: DateOrder::YearMonthDay,
};

/// Detects the dialect and the columns from the first bytes (256 KiB are plenty) of a file.
///
/// # Errors
/// When no order can be read from such a file.
pub fn detect(head: &[u8], is_whole_file: bool) -> Result<Detection, FileProblem> {
    if let Some(kind) = exact::kind_at(head) {
        return describe_own(kind, head, is_whole_file);
    }
    let encoding = guess_encoding(head);
    let text = text_of(head, encoding, is_whole_file)?;
    let (separator, records) = guess_separator(&text, is_whole_file)?;
    describe(encoding, separator, head, records, is_whole_file)
}

/// Describes the first bytes of a file, read as a person has said.
///
/// # Errors
/// When no order can be read from such a file in this dialect.
pub fn detect_as(dialect: Dialect, head: &[u8], is_whole_file: bool) -> Result<Detection, FileProblem> {
    if let Some(kind) = exact::kind_at(head).filter(|_| dialect == OWN) {
        return describe_own(kind, head, is_whole_file);
    }
    let text = text_of(head, dialect.encoding, is_whole_file)?;
    let (records, _) = records_of(&text, dialect.separator, is_whole_file)?;
    let described = describe(dialect.encoding, dialect.separator, head, records, is_whole_file)?;
    Ok(Detection { dialect, ..described })
}

/// One of Holdfast's own files leaves nothing to guess.
fn describe_own(kind: ImportKind, head: &[u8], is_whole_file: bool) -> Result<Detection, FileProblem> {
    let is_whole_file = is_whole_file && head.len() <= HEAD_BYTES;
    let mut text = Vec::new();
    Decoder::new(Encoding::Utf8).push(&head[..head.len().min(HEAD_BYTES)], &mut text);
    let (records, _) = records_of(&text, Separator::Comma, is_whole_file)?;
    let source = records.get(1).and_then(|record| record.get(exact::source_column(kind)));
    let own_source = Some(source.cloned().unwrap_or_default());
    let described = describe(Encoding::Utf8, Separator::Comma, head, records, is_whole_file)?;
    let names: Vec<String> = described.columns.iter().map(|column| column.name.clone()).collect();
    Ok(Detection { dialect: OWN, mapping: Mapping::suggest(kind, &names), doubts: Vec::new(), own_source, ..described })
}

/// The bytes in UTF-8.
fn text_of(head: &[u8], encoding: Encoding, is_whole_file: bool) -> Result<Vec<u8>, FileProblem> {
    let is_whole_file = is_whole_file && head.len() <= HEAD_BYTES;
    let head = &head[..head.len().min(HEAD_BYTES)];
    if let Some(looks_like) = signature(head) {
        return Err(FileProblem::NotText { looks_like: looks_like.to_owned() });
    }
    if matches!(encoding, Encoding::Utf8 | Encoding::Windows1252) && is_binary(head) {
        return Err(FileProblem::NotText { looks_like: "a file of another kind".to_owned() });
    }
    let mut text = Vec::new();
    let mut decoder = Decoder::new(encoding);
    decoder.push(head, &mut text);
    if is_whole_file {
        decoder.finish(&mut text);
    }
    if text.trim_ascii().is_empty() { Err(FileProblem::Empty) } else { Ok(text) }
}

/// The separator under which most records have as many values as the header and the header has most, and the records.
/// A first line such as `sep=;` settles it.
fn guess_separator(text: &[u8], is_whole_file: bool) -> Result<(Separator, Vec<Vec<String>>), FileProblem> {
    let mut best = (-1.0, Separator::Comma, Vec::new());
    for separator in [Separator::Comma, Separator::Semicolon, Separator::Tab, Separator::Pipe] {
        let (records, is_told) = records_of(text, separator, is_whole_file)?;
        let score = if is_told { f64::INFINITY } else { regularity(&records) };
        if score > best.0 {
            best = (score, separator, records);
        }
    }
    Ok((best.1, best.2))
}

/// The records under a separator, and whether a first line such as `sep=;` tells that it is the one. A record that the
/// end of the head may have cut is left out.
fn records_of(text: &[u8], separator: Separator, is_whole_file: bool) -> Result<(Vec<Vec<String>>, bool), FileProblem> {
    let mut records = Vec::new();
    let mut is_told = false;
    let mut each = |_: u64, record: Record<'_>| {
        if records.is_empty() && record.is_separator_hint() {
            is_told = record.len() == 2;
        } else {
            records.push(record.texts());
        }
    };
    let mut reader = RecordReader::new(separator);
    reader.push(text, &mut each)?;
    if is_whole_file {
        reader.finish(&mut each);
    }
    Ok((records, is_told))
}

fn regularity(records: &[Vec<String>]) -> f64 {
    let Some((header, rows)) = records.split_first() else { return 0.0 };
    let alike = rows.iter().filter(|row| row.len() == header.len()).count();
    let share = (alike + 1) as f64 / (rows.len() + 1) as f64;
    share * (header.len() - 1) as f64
}

fn describe(
    encoding: Encoding,
    separator: Separator,
    head: &[u8],
    mut records: Vec<Vec<String>>,
    is_whole_file: bool,
) -> Result<Detection, FileProblem> {
    if records.is_empty() {
        // Not even the header ends within these bytes.
        return Err(FileProblem::RecordTooLong { line: 1, limit: head.len() as u64 });
    }
    let header = records.remove(0);
    if header.len() < 2 {
        return Err(FileProblem::OneColumn);
    }
    if records.is_empty() && is_whole_file {
        return Err(FileProblem::HeaderOnly);
    }
    let names: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
    let mapping = Mapping::suggest(ImportKind::guess(&names), &names);
    let is_orders = mapping.kind == ImportKind::Orders;
    let column =
        |position: usize| records.iter().filter_map(move |record| record.get(position)).map(|value| value.trim());
    let values_of = |field| -> Vec<&str> { mapping.position(field).map(|at| column(at).collect()).unwrap_or_default() };
    let amounts = [values_of(Field::Amount), values_of(Field::UnitPrice)].concat();
    let dates = values_of(Field::PlacedAt);
    let decimal_mark = guess_decimal_mark(&amounts, separator);
    let date_order = guess_date_order(&dates);
    let doubts = [
        looks_like_data(&names)
            .then(|| "The first line looks like data: it must hold the names of the columns.".to_owned()),
        (encoding == Encoding::Windows1252).then(|| {
            "The file is not in UTF-8 and is read as Windows-1252: check that letters with accents are right."
                .to_owned()
        }),
        decimal_mark.doubt,
        date_order.doubt,
        (is_orders && mapping.position(Field::OrderId).is_none()).then(|| {
            "No column holds an order number: all lines of a customer on one day are taken for one order.".to_owned()
        }),
        repeated_totals(&values_of(Field::OrderId), &values_of(Field::Amount)),
    ];
    let samples = (0..names.len()).map(|position| distinct(column(position)));
    Ok(Detection {
        dialect: Dialect { encoding, separator, decimal_mark: decimal_mark.value, date_order: date_order.value },
        columns: names
            .iter()
            .zip(samples)
            .map(|(name, samples)| ColumnSample { name: name.clone(), samples })
            .collect(),
        preview: records.iter().take(PREVIEW).cloned().collect(),
        doubts: doubts.into_iter().flatten().collect(),
        head_hash: head_hash(head),
        own_source: None,
        mapping,
    })
}

fn head_hash(head: &[u8]) -> String {
    let digest = Sha256::digest(&head[..head.len().min(HASHED_BYTES)]);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn distinct<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for value in values.filter(|value| !value.is_empty()) {
        if found.len() < SAMPLES && !found.iter().any(|present| present == value) {
            found.push(value.to_owned());
        }
    }
    found
}

/// Names of columns are words.
fn looks_like_data(names: &[String]) -> bool {
    names.iter().any(|name| name.starts_with(|first: char| first.is_ascii_digit()) || name.contains('@'))
}

/// Some exports repeat the total of an order on each of its lines; summing the lines would count it several times.
fn repeated_totals(order_ids: &[&str], amounts: &[&str]) -> Option<String> {
    let lines: Vec<(&str, &str)> = order_ids.iter().copied().zip(amounts.iter().copied()).collect();
    let orders = lines.chunk_by(|a, b| a.0 == b.0).filter(|order| order.len() > 1 && !order[0].0.is_empty());
    let (mut repeated, mut others) = (None, false);
    for order in orders {
        let is_repeated = !order[0].1.is_empty() && order.iter().all(|line| line.1 == order[0].1);
        others |= !is_repeated;
        repeated = repeated.or(is_repeated.then_some(order[0].0));
    }
    repeated.filter(|_| !others).map(|order_id| {
        format!(
            "Order {order_id} and others have the same amount on each of their lines. The lines are summed: choose a column with the amount of the line."
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{FileProblem, detect, detect_as};
    use crate::ingest::{Dialect, Separator};

    const FILE: &[u8] = b"order;customer;date;amount\n1;a,b;2026-01-02;1,50\n2;c,d;2026-01-03;2,50\n";

    #[test]
    fn a_file_read_as_detected_is_described_alike() {
        let detected = detect(FILE, true).expect("an order file");
        assert_eq!(detect_as(detected.dialect, FILE, true), Ok(detected));
    }

    #[test]
    fn another_separator_gives_other_columns_and_none_is_refused_by_name() {
        let dialect = detect(FILE, true).expect("an order file").dialect;
        let as_tabs = Dialect { separator: Separator::Tab, ..dialect };
        assert_eq!(detect_as(as_tabs, FILE, true), Err(FileProblem::OneColumn));
        let semicolons_in_a_comma_file = b"order,customer;date\n1,a;b\n";
        let chosen = Dialect { separator: Separator::Semicolon, ..dialect };
        let described = detect_as(chosen, semicolons_in_a_comma_file, true).expect("two columns");
        let names: Vec<_> = described.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!((names, described.dialect), (vec!["order,customer", "date"], chosen));
    }
}

//! The file of rejected rows.

use shared::ingest::{RowError, error_csv_line, errors_csv_header};

use crate::csv_line::CsvLine;
use crate::text;

/// Longest file written, in bytes. A file with more rejected rows is read with the wrong settings.
const MAX_BYTES: usize = 64 << 20;

/// All rejected rows as CSV.
#[derive(Debug)]
pub(crate) struct Rejected {
    csv: String,
    unlisted: u64,
}

impl Rejected {
    /// An empty list.
    pub(crate) fn new() -> Self {
        Self { csv: errors_csv_header(), unlisted: 0 }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, error: &RowError) {
        if self.csv.len() < MAX_BYTES {
            self.csv.push_str(&error_csv_line(error));
        } else {
            self.unlisted += 1;
        }
    }

    /// The file.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        if self.unlisted > 0 {
            CsvLine::new(&mut self.csv).text("").text("").text(&text::more_rejected(self.unlisted)).text("").end();
        }
        self.csv.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use shared::ingest::{Field, RowError, RowErrorKind};

    use super::{MAX_BYTES, Rejected};

    fn error(line: u64, value: &str) -> RowError {
        let column = Some("Invoice, date".to_owned());
        RowError { line, column, field: Some(Field::PlacedAt), value: value.into(), kind: RowErrorKind::Date }
    }

    fn records(bytes: &[u8]) -> Vec<csv::StringRecord> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
        csv::Reader::from_reader(bytes).records().collect::<Result<_, _>>().expect("well-formed")
    }

    #[test]
    fn all_rows_are_in_the_file_and_none_is_a_formula() {
        let mut rejected = Rejected::new();
        (2..2_502).for_each(|line| rejected.push(&error(line, "=HYPERLINK(\"x\")\n")));
        let records = records(&rejected.finish());
        assert_eq!(records.len(), 2_500);
        assert_eq!((&records[2_499][0], &records[2_499][1]), ("2501", "Invoice, date"));
        assert!(records.iter().flatten().all(|value| !value.starts_with('=')));
    }

    #[test]
    fn a_list_without_end_is_cut_and_says_so() {
        let mut rejected = Rejected::new();
        let value = "x".repeat(100_000);
        (0..(MAX_BYTES / 100_000 + 50) as u64).for_each(|line| rejected.push(&error(line, &value)));
        let csv = rejected.finish();
        assert!(csv.len() < MAX_BYTES + 200_000);
        let records = records(&csv);
        assert!(records.last().expect("lines").iter().any(|value| value.contains("more rejected rows")));
    }
}

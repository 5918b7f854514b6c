//! The list of rejected rows.

use shared::ingest::RowError;

use crate::csv_line::{BYTE_ORDER_MARK, CsvLine};
use crate::text;

/// Rejected rows in the report itself.
const SHOWN: usize = 1_000;

/// Longest list written, in bytes. A file with more rejected rows is read with the wrong settings.
const MAX_LIST_BYTES: usize = 64 << 20;

/// The first rejected rows for the screen, and all of them as CSV.
#[derive(Debug)]
pub(crate) struct Rejected {
    shown: Vec<RowError>,
    csv: String,
    unlisted: u64,
}

impl Rejected {
    /// An empty list.
    pub(crate) fn new() -> Self {
        let mut csv = String::from(BYTE_ORDER_MARK);
        text::REJECTED_HEADER.iter().fold(CsvLine::new(&mut csv), |line, name| line.text(name)).end();
        Self { shown: Vec::new(), csv, unlisted: 0 }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, error: RowError) {
        if self.csv.len() < MAX_LIST_BYTES {
            CsvLine::new(&mut self.csv)
                .number(error.line)
                .text(error.column.as_deref().unwrap_or_default())
                .text(&error.value)
                .text(&error.kind.to_string())
                .end();
        } else {
            self.unlisted += 1;
        }
        if self.shown.len() < SHOWN {
            self.shown.push(error);
        }
    }

    /// The first rows, and the file of all.
    pub(crate) fn finish(mut self) -> (Vec<RowError>, Vec<u8>) {
        if self.unlisted > 0 {
            CsvLine::new(&mut self.csv).text("").text("").text("").text(&text::more_rejected(self.unlisted)).end();
        }
        (self.shown, self.csv.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use shared::ingest::{Field, RowError, RowErrorKind};

    use super::{MAX_LIST_BYTES, Rejected};

    fn error(line: u64, value: &str) -> RowError {
        let column = Some("Invoice, date".to_owned());
        RowError { line, column, field: Some(Field::PlacedAt), value: value.into(), kind: RowErrorKind::Date }
    }

    fn records(bytes: &[u8]) -> Vec<csv::StringRecord> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
        csv::Reader::from_reader(bytes).records().collect::<Result<_, _>>().expect("well-formed")
    }

    #[test]
    fn all_rows_are_in_the_download_and_the_first_thousand_on_screen() {
        let mut rejected = Rejected::new();
        for line in 2..2_502 {
            rejected.push(error(line, "=HYPERLINK(\"x\")\n"));
        }
        let (shown, csv) = rejected.finish();
        assert_eq!((shown.len(), shown[0].line), (1_000, 2));
        let records = records(&csv);
        assert_eq!(records.len(), 2_500);
        assert_eq!((&records[2_499][0], &records[2_499][1]), ("2501", "Invoice, date"));
        assert!(!records[0][2].starts_with('='));
        assert_eq!(&records[0][3], "is not a date");
    }

    #[test]
    fn a_list_without_end_is_cut_and_says_so() {
        let mut rejected = Rejected::new();
        let value = "x".repeat(100_000);
        for line in 0..(MAX_LIST_BYTES / 100_000 + 50) as u64 {
            rejected.push(error(line, &value));
        }
        let (_, csv) = rejected.finish();
        assert!(csv.len() < MAX_LIST_BYTES + 200_000);
        let records = records(&csv);
        assert!(records.last().expect("lines").get(3).expect("four values").contains("more rejected rows"));
    }
}

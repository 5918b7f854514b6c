//! The file of rejected rows, in parts: what waits here stays as small for a gigabyte as for a megabyte.

use shared::ingest::{RowError, error_csv_line, errors_csv_header};

/// Bytes from which a part is handed out.
const PART_BYTES: usize = 1 << 20;

/// The end of the CSV that was not handed out yet.
#[derive(Debug)]
pub(crate) struct Rejected {
    waiting: String,
    is_empty: bool,
}

impl Rejected {
    /// An empty list.
    pub(crate) fn new() -> Self {
        Self { waiting: errors_csv_header(), is_empty: true }
    }

    /// Adds a row, and the part that is full with it.
    pub(crate) fn push(&mut self, error: &RowError, full: &mut Vec<Vec<u8>>) {
        self.is_empty = false;
        self.waiting.push_str(&error_csv_line(error));
        if self.waiting.len() >= PART_BYTES {
            full.push(std::mem::take(&mut self.waiting).into_bytes());
        }
    }

    /// The last part; none where no row was added.
    pub(crate) fn finish(self, full: &mut Vec<Vec<u8>>) {
        if !self.is_empty && !self.waiting.is_empty() {
            full.push(self.waiting.into_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::ingest::{Field, RowError, RowErrorKind};

    use super::{PART_BYTES, Rejected};

    fn error(line: u64, value: &str) -> RowError {
        let column = Some("Invoice, date".to_owned());
        RowError { line, column, field: Some(Field::PlacedAt), value: value.into(), kind: RowErrorKind::Date }
    }

    fn records(parts: &[Vec<u8>]) -> Vec<csv::StringRecord> {
        let bytes = parts.concat();
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
        csv::Reader::from_reader(bytes).records().collect::<Result<_, _>>().expect("well-formed")
    }

    #[test]
    fn all_rows_are_in_the_parts_and_none_is_a_formula() {
        let (mut rejected, mut parts) = (Rejected::new(), Vec::new());
        (2..60_002).for_each(|line| rejected.push(&error(line, "=HYPERLINK(\"x\")\n"), &mut parts));
        rejected.finish(&mut parts);
        assert!(parts.len() > 2, "{}", parts.len());
        let records = records(&parts);
        assert_eq!(records.len(), 60_000);
        assert_eq!((&records[59_999][0], &records[59_999][1]), ("60001", "Invoice, date"));
        assert!(records.iter().flatten().all(|value| !value.starts_with('=')));
    }

    #[test]
    fn what_waits_is_never_more_than_a_part() {
        let (mut rejected, mut parts) = (Rejected::new(), Vec::new());
        let value = "x".repeat(100);
        for line in 0..200_000 {
            rejected.push(&error(line, &value), &mut parts);
            assert!(rejected.waiting.capacity() <= 2 * PART_BYTES, "line {line}");
        }
        assert!(parts.iter().all(|part| (PART_BYTES..PART_BYTES + 1_000).contains(&part.len())));
    }

    #[test]
    fn without_a_rejected_row_there_is_no_file() {
        let mut parts = Vec::new();
        Rejected::new().finish(&mut parts);
        assert!(parts.is_empty());
    }
}

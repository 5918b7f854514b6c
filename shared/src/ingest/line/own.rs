//! From a record of one of Holdfast's own files to a row.

use super::super::record::Record;
use super::super::{ImportKind, RowError, RowErrorKind, RowOutcome, exact};
use super::SHOWN_CHARACTERS;
use crate::domain::Currency;

/// Turns records into rows, to the letter. All lines belong to the data source of the first.
#[derive(Debug)]
pub(in crate::ingest) struct OwnLineParser {
    kind: ImportKind,
    currency: Currency,
    header: Vec<String>,
    data_source: Option<String>,
}

impl OwnLineParser {
    pub(in crate::ingest) fn new(kind: ImportKind, currency: Currency, header: Vec<String>) -> Self {
        Self { kind, currency, header, data_source: None }
    }

    pub(in crate::ingest) fn parse(&mut self, line: u64, record: Record<'_>) -> RowOutcome {
        self.read(record).unwrap_or_else(|(position, kind)| {
            let value = position.filter(|position| *position < record.len()).map(|position| record.bytes(position));
            RowOutcome::Rejected(RowError {
                line,
                column: position.map(|position| self.header[position].clone()),
                field: None,
                value: String::from_utf8_lossy(value.unwrap_or_default()).chars().take(SHOWN_CHARACTERS).collect(),
                kind,
            })
        })
    }

    fn read(&mut self, record: Record<'_>) -> Result<RowOutcome, (Option<usize>, RowErrorKind)> {
        if record.is_open {
            return Err((None, RowErrorKind::OpenQuote));
        }
        if record.len() != self.header.len() {
            let (expected, found) = (self.header.len() as u32, record.len() as u32);
            return Err((None, RowErrorKind::Values { expected, found }));
        }
        let value = |position| {
            std::str::from_utf8(record.bytes(position)).map_err(|_| (Some(position), RowErrorKind::Encoding))
        };
        let values: Vec<&str> = (0..record.len()).map(value).collect::<Result<_, _>>()?;
        let at = exact::source_column(self.kind);
        if self.data_source.get_or_insert_with(|| values[at].to_owned()) != values[at] {
            return Err((Some(at), RowErrorKind::OtherSource));
        }
        let row = exact::read(self.kind, &values, self.currency);
        row.map(RowOutcome::Row).map_err(|(position, kind)| (Some(position), kind))
    }
}

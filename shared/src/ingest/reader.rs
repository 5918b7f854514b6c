//! The streaming reader: pushed bytes become rows and row errors.

use super::decode::Decoder;
use super::exact;
use super::line::{LineParser, OwnLineParser};
use super::record::{Record, RecordReader};
use super::{Dialect, FileProblem, Mapping, Row, RowError};
use std::sync::Arc;

use crate::domain::{Original, ReportingCurrency};

/// Longest record that is read, in bytes. A longer one means a quotation mark was left open.
pub const MAX_RECORD_BYTES: usize = 1 << 20;

/// Bytes decoded at a time, so that a slice of any size needs the same memory.
const BYTES_AT_A_TIME: usize = 1 << 16;

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowOutcome {
    /// Accepted.
    Row(Row),
    /// In order, but no customer is named.
    WithoutCustomer {
        /// Net amount in thousandths of a minor unit.
        net_milli_minor: i64,
        /// What it was before it was converted, if it was.
        original: Option<Original>,
    },
    /// Rejected.
    Rejected(RowError),
}

/// Reads a file in slices of any size, in constant memory.
#[derive(Debug)]
pub struct Reader {
    decoder: Decoder,
    decoded: Vec<u8>,
    records: RecordReader,
    lines: Lines,
}

#[derive(Debug)]
struct Lines {
    dialect: Dialect,
    mapping: Mapping,
    currency: Arc<ReportingCurrency>,
    /// Set by the header.
    parser: Option<Parser>,
    has_rows: bool,
}

#[derive(Debug)]
enum Parser {
    /// Of Holdfast's own files, as long as nobody has given their columns another meaning.
    Own(OwnLineParser),
    Ordinary(LineParser),
}

impl Parser {
    fn parse(&mut self, line: u64, record: Record<'_>) -> RowOutcome {
        match self {
            Self::Own(parser) => parser.parse(line, record),
            Self::Ordinary(parser) => parser.parse(line, record),
        }
    }
}

impl Reader {
    /// A reader for a file of this dialect and mapping (which has been checked) in a workspace of this currency and these rates.
    #[must_use]
    pub fn new(dialect: Dialect, mapping: Mapping, currency: impl Into<ReportingCurrency>) -> Self {
        let currency = Arc::new(currency.into());
        Self {
            decoder: Decoder::new(dialect.encoding),
            decoded: Vec::new(),
            records: RecordReader::new(dialect.separator),
            lines: Lines { dialect, mapping, currency, parser: None, has_rows: false },
        }
    }

    /// Reads the next slice and hands each finished line on, with its line number.
    ///
    /// # Errors
    /// When the file as a whole cannot be read on.
    pub fn push(&mut self, bytes: &[u8], each: &mut dyn FnMut(u64, RowOutcome)) -> Result<(), FileProblem> {
        for part in bytes.chunks(BYTES_AT_A_TIME) {
            self.decoded.clear();
            self.decoder.push(part, &mut self.decoded);
            self.records.push(&self.decoded, &mut |line, record| self.lines.take(line, record, each))?;
        }
        Ok(())
    }

    /// Reads what is left after the last slice.
    ///
    /// # Errors
    /// When the file as a whole cannot be read.
    pub fn finish(self, each: &mut dyn FnMut(u64, RowOutcome)) -> Result<(), FileProblem> {
        let Self { mut decoder, mut decoded, mut records, mut lines } = self;
        decoded.clear();
        decoder.finish(&mut decoded);
        records.push(&decoded, &mut |line, record| lines.take(line, record, each))?;
        records.finish(&mut |line, record| lines.take(line, record, each));
        match (lines.parser, lines.has_rows) {
            (None, _) => Err(FileProblem::Empty),
            (Some(_), false) => Err(FileProblem::HeaderOnly),
            (Some(_), true) => Ok(()),
        }
    }
}

impl Lines {
    fn parser_for(&self, header: Vec<String>) -> Parser {
        let is_own = exact::kind_of(&header) == Some(self.mapping.kind)
            && Mapping::suggest(self.mapping.kind, &header) == self.mapping;
        if is_own {
            Parser::Own(OwnLineParser::new(self.mapping.kind, self.currency.currency, header))
        } else {
            Parser::Ordinary(LineParser::new(self.dialect, &self.mapping, self.currency.clone(), header))
        }
    }

    fn take(&mut self, line: u64, record: Record<'_>, each: &mut dyn FnMut(u64, RowOutcome)) {
        let Some(parser) = &mut self.parser else {
            if !record.is_separator_hint() {
                self.parser = Some(self.parser_for(record.texts()));
            }
            return;
        };
        self.has_rows = true;
        each(line, parser.parse(line, record));
    }
}

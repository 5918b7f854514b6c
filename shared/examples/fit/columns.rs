//! CSV files with a header.

use std::io::Read;
use std::path::Path;

use super::{Failure, source};

/// A file whose header has been read.
pub(super) struct Columns {
    shown: String,
    header: csv::StringRecord,
    csv: csv::Reader<Box<dyn Read>>,
    record: csv::StringRecord,
}

impl Columns {
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let shown = path.display().to_string();
        let mut csv = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(source::open(path)?);
        let header = csv.headers().map_err(|error| format!("cannot read {shown}: {error}"))?;
        let header = header.iter().map(|name| name.trim_start_matches('\u{feff}')).collect();
        Ok(Self { shown, header, csv, record: csv::StringRecord::new() })
    }

    /// The column with one of these names, in any case.
    pub(super) fn find(&self, names: &[&str]) -> Option<usize> {
        self.header.iter().position(|column| names.iter().any(|name| column.eq_ignore_ascii_case(name)))
    }

    /// The same, or a failure that calls it `said`.
    pub(super) fn require(&self, names: &[&str], said: &str) -> Result<usize, Failure> {
        self.find(names).ok_or_else(|| {
            let found = self.header.iter().collect::<Vec<_>>().join(", ");
            format!("{} has no column {said}; its columns are: {found}", self.shown)
        })
    }

    /// The name of a column as the file has it.
    pub(super) fn name(&self, column: usize) -> &str {
        &self.header[column]
    }

    /// The file as messages show it.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// Goes to the next line; false at the end.
    pub(super) fn next_line(&mut self) -> Result<bool, Failure> {
        self.csv.read_record(&mut self.record).map_err(|error| format!("cannot read {}: {error}", self.shown))
    }

    /// A failure in the current line.
    pub(super) fn failure(&self, what: &str) -> Failure {
        let line = self.record.position().map_or(0, csv::Position::line);
        format!("{}, line {line}: {what}", self.shown)
    }

    /// The text of a column in the current line.
    pub(super) fn text(&self, column: usize) -> &str {
        &self.record[column]
    }

    /// The number of a column in the current line.
    pub(super) fn number(&self, column: usize) -> Result<f64, Failure> {
        let text = self.text(column);
        text.parse().map_err(|_| self.failure(&format!("{} is not a number: {text:?}", self.name(column))))
    }

    /// The count of a column in the current line, called `said`.
    pub(super) fn count(&self, column: usize, said: &str) -> Result<u32, Failure> {
        let number = self.number(column)?;
        if !(0.0..=f64::from(u32::MAX)).contains(&number) || number.fract() != 0.0 {
            return Err(self.failure(&format!("{said} must be a whole number, but is {number}")));
        }
        Ok(number as u32)
    }
}

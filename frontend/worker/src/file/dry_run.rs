//! Reading the whole file without storing anything.

use shared::domain::Currency;
use shared::ingest::{self, Dialect, DryRunReport, FileProblem, Mapping, Reader, RowOutcome};

use super::rejected::Rejected;

/// Counts, sums and rejected rows of a file. Grows with distinct customers and orders only.
#[derive(Debug)]
pub struct DryRun {
    reader: Reader,
    tally: Tally,
}

impl DryRun {
    /// A dry run over a file of this dialect and checked mapping in a workspace of this currency.
    #[must_use]
    pub fn new(dialect: Dialect, mapping: Mapping, currency: Currency) -> Self {
        let tally = Tally { totals: ingest::DryRun::new(currency), rejected: Rejected::new(), lines: 0 };
        Self { reader: Reader::new(dialect, mapping, currency), tally }
    }

    /// Reads the next slice.
    ///
    /// # Errors
    /// When the file as a whole cannot be read on.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), FileProblem> {
        self.reader.push(bytes, &mut |_, outcome| self.tally.add(&outcome))
    }

    /// Lines read so far.
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.tally.lines
    }

    /// The report, and all rejected rows as CSV.
    ///
    /// # Errors
    /// When the file as a whole cannot be read.
    pub fn finish(mut self) -> Result<(DryRunReport, Vec<u8>), FileProblem> {
        self.reader.finish(&mut |_, outcome| self.tally.add(&outcome))?;
        Ok((self.tally.totals.finish(), self.tally.rejected.finish()))
    }
}

#[derive(Debug)]
struct Tally {
    totals: ingest::DryRun,
    rejected: Rejected,
    lines: u64,
}

impl Tally {
    fn add(&mut self, outcome: &RowOutcome) {
        self.lines += 1;
        self.totals.add(outcome);
        if let RowOutcome::Rejected(error) = outcome {
            self.rejected.push(error);
        }
    }
}

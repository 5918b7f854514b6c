//! Reading the whole file without storing anything.

use shared::domain::ReportingCurrency;
use shared::ingest::{self, Dialect, DryRunReport, FileProblem, Mapping, Reader, RowOutcome};

use super::rejected::Rejected;

/// Counts, sums and rejected rows of a file, in constant memory.
#[derive(Debug)]
pub struct DryRun {
    reader: Reader,
    tally: Tally,
}

impl DryRun {
    /// A dry run over a file of this dialect and checked mapping in a workspace of this currency and these rates.
    #[must_use]
    pub fn new(dialect: Dialect, mapping: Mapping, currency: impl Into<ReportingCurrency>) -> Self {
        let currency = currency.into();
        let tally = Tally { totals: ingest::DryRun::new(currency.currency), rejected: Rejected::new(), lines: 0 };
        Self { reader: Reader::new(dialect, mapping, currency), tally }
    }

    /// Reads the next slice. Parts of the CSV of rejected rows are added to `full` as they fill.
    ///
    /// # Errors
    /// When the file as a whole cannot be read on.
    pub fn push(&mut self, bytes: &[u8], full: &mut Vec<Vec<u8>>) -> Result<(), FileProblem> {
        self.reader.push(bytes, &mut |_, outcome| self.tally.add(&outcome, full))
    }

    /// Lines read so far.
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.tally.lines
    }

    /// The report. The last part of the CSV of rejected rows is added to `full`.
    ///
    /// # Errors
    /// When the file as a whole cannot be read.
    pub fn finish(mut self, full: &mut Vec<Vec<u8>>) -> Result<DryRunReport, FileProblem> {
        self.reader.finish(&mut |_, outcome| self.tally.add(&outcome, full))?;
        self.tally.rejected.finish(full);
        Ok(self.tally.totals.finish())
    }
}

#[derive(Debug)]
struct Tally {
    totals: ingest::DryRun,
    rejected: Rejected,
    lines: u64,
}

impl Tally {
    fn add(&mut self, outcome: &RowOutcome, full: &mut Vec<Vec<u8>>) {
        self.lines += 1;
        self.totals.add(outcome);
        if let RowOutcome::Rejected(error) = outcome {
            self.rejected.push(error, full);
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::domain::Currency;
    use shared::ingest::{DateOrder, DecimalMark, Detection, Encoding, Separator, decode_rows, detect};
    use shared::sample::{FaultyFile, faulty_file};

    use super::DryRun;
    use crate::file::{Chunk, Cutter};

    /// An export with orders of several lines, a return, a row without customer and a date that is none.
    fn file() -> (String, i64) {
        let mut text = String::from("Order ID,Customer ID,Order date,Unit price,Quantity,E-mail\n");
        let mut cents = 0;
        for line in 0..9_000_i64 {
            let (price, quantity) = (100 + line % 900, if line % 50 == 7 { -1 } else { 1 + line % 3 });
            let customer = if line % 40 == 3 { String::new() } else { (line % 700).to_string() };
            let date =
                if line % 1_000 == 5 { "soon".to_owned() } else { format!("2026-0{}-1{}", 1 + line % 9, line % 10) };
            if !customer.is_empty() && date != "soon" {
                cents += price * quantity;
            }
            let euros = format!("{}.{:02}", price / 100, price % 100);
            text += &format!("A{},{customer},{date},{euros},{quantity},\n", line / 2);
        }
        (text, cents)
    }

    fn detected(text: &str) -> Detection {
        detect(text.as_bytes(), true).expect("an order file")
    }

    #[test]
    fn the_totals_are_those_of_the_file_whatever_the_slices() {
        let (text, cents) = file();
        let Detection { dialect, mapping, .. } = detected(&text);
        for slice in [17, 4_096, 1 << 20] {
            let mut run = DryRun::new(dialect, mapping.clone(), Currency::EUR);
            let mut rejected = Vec::new();
            text.as_bytes().chunks(slice).for_each(|bytes| run.push(bytes, &mut rejected).expect("readable"));
            let report = run.finish(&mut rejected).expect("readable");
            assert_eq!((report.lines, report.without_customer, report.rejected), (9_000, 225, 9));
            assert_eq!(report.accepted, 9_000 - 225 - 9);
            assert_eq!(report.accepted_total, format!("{}.{:02}", cents / 100, cents % 100));
            let listed = csv::Reader::from_reader(&rejected.concat()[3..]).records().count();
            assert_eq!(listed, 9);
        }
    }

    #[test]
    fn the_chunks_hold_every_line_the_dry_run_accepted() {
        let (text, cents) = file();
        let Detection { dialect, mapping, .. } = detected(&text);
        let mut cutter = Cutter::new(dialect, mapping, Currency::EUR, "shop".into(), 4);
        let mut chunks: Vec<Chunk> = Vec::new();
        text.as_bytes().chunks(10_000).for_each(|bytes| cutter.push(bytes, &mut chunks).expect("readable"));
        assert_eq!(cutter.finish(&mut chunks).expect("readable").len(), 4);
        let rows: Vec<_> = chunks.iter().flat_map(|chunk| decode_rows(&chunk.bytes).expect("ours")).collect();
        assert_eq!(rows.len(), 9_000 - 225 - 9);
        assert_eq!(rows.iter().map(|row| row.milli_minor()).sum::<i64>(), cents * 1_000);
    }

    #[test]
    fn a_faulty_export_comes_to_its_known_truth_and_loses_no_line() {
        let (bytes, truth) = faulty_file(FaultyFile {
            seed: 8,
            lines: 5_000,
            encoding: Encoding::Utf16Le,
            separator: Separator::Semicolon,
            decimal_mark: DecimalMark::Comma,
            date_order: DateOrder::DayMonthYear,
        });
        let Detection { dialect, mapping, .. } = detect(&bytes[..bytes.len().min(262_144)], false).expect("orders");
        let mut run = DryRun::new(dialect, mapping.clone(), Currency::EUR);
        let mut cutter = Cutter::new(dialect, mapping, Currency::EUR, "shop".into(), 16);
        let (mut chunks, mut rejected): (Vec<Chunk>, _) = (Vec::new(), Vec::new());
        for slice in bytes.chunks(65_537) {
            run.push(slice, &mut rejected).expect("readable");
            cutter.push(slice, &mut chunks).expect("readable");
        }
        cutter.finish(&mut chunks).expect("readable");
        let report = run.finish(&mut rejected).expect("readable");
        assert_eq!(
            (
                report.lines,
                report.accepted,
                report.without_customer,
                report.rejected,
                report.customers.count,
                report.records.count
            ),
            (truth.lines, truth.accepted, truth.without_customer, truth.rejected, truth.customers, truth.orders),
        );
        assert_eq!(csv::Reader::from_reader(&rejected.concat()[3..]).records().count() as u64, truth.rejected);
        let rows: Vec<_> = chunks.iter().flat_map(|chunk| decode_rows(&chunk.bytes).expect("ours")).collect();
        assert_eq!(rows.len() as u64, truth.accepted);
        assert_eq!(rows.iter().map(|row| row.milli_minor()).sum::<i64>(), truth.accepted_milli_minor);
    }
}

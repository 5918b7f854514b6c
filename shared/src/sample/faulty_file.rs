//! An order file with the faults of real exports, and what an honest import makes of it.

use crate::ingest::{DateOrder, DecimalMark, Encoding, Separator};

/// What to generate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultyFile {
    /// Seed of all randomness.
    pub seed: u64,
    /// Number of order lines about.
    pub lines: u32,
    /// Encoding to write.
    pub encoding: Encoding,
    /// Separator to write.
    pub separator: Separator,
    /// Decimal mark to write.
    pub decimal_mark: DecimalMark,
    /// Date order to write.
    pub date_order: DateOrder,
}

/// What the file holds, counted while writing it. Amounts in thousandths of a minor unit of a two-digit currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaultyFileTruth {
    /// Lines below the header.
    pub lines: u64,
    /// Lines in order, with a customer.
    pub accepted: u64,
    /// Lines in order without a customer.
    pub without_customer: u64,
    /// Lines that must be rejected.
    pub rejected: u64,
    /// Sum of accepted lines.
    pub accepted_milli_minor: i64,
    /// Sum of the lines without customer.
    pub without_customer_milli_minor: i64,
    /// Different customers among accepted lines.
    pub customers: u64,
    /// Different orders among accepted lines.
    pub orders: u64,
}

/// Writes the file: several lines an order, negative quantities, cancellations (`C…`), missing customers, unit prices
/// with three decimals, quoted separators and line breaks, doubled quotes, blank lines, mixed dates, unreadable
/// amounts, dates in 1899, rows too short and too long.
#[must_use]
pub fn faulty_file(_file: FaultyFile) -> (Vec<u8>, FaultyFileTruth) {
    todo!()
}

//! The streaming reader: pushed bytes become rows and row errors.

use super::{Dialect, FileProblem, Mapping, OrderRow, RowError};
use crate::domain::Currency;

/// Longest record that is read, in bytes. A longer one means a quotation mark was left open.
pub const MAX_RECORD_BYTES: usize = 1 << 20;

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowOutcome {
    /// Accepted.
    Row(OrderRow),
    /// In order, but no customer is named.
    WithoutCustomer {
        /// Net amount in thousandths of a minor unit.
        net_milli_minor: i64,
    },
    /// Rejected.
    Rejected(RowError),
}

/// Reads a file in slices of any size, in constant memory.
#[derive(Debug)]
pub struct Reader {
    _private: (),
}

impl Reader {
    /// A reader for a file of this dialect and mapping (which has been checked) in a workspace of this currency.
    #[must_use]
    pub fn new(_dialect: Dialect, _mapping: Mapping, _currency: Currency) -> Self {
        todo!()
    }

    /// Reads the next slice and hands each finished line on, with its line number.
    ///
    /// # Errors
    /// When the file as a whole cannot be read on.
    pub fn push(&mut self, _bytes: &[u8], _each: &mut dyn FnMut(u64, RowOutcome)) -> Result<(), FileProblem> {
        todo!()
    }

    /// Reads what is left after the last slice.
    ///
    /// # Errors
    /// When the file as a whole cannot be read.
    pub fn finish(self, _each: &mut dyn FnMut(u64, RowOutcome)) -> Result<(), FileProblem> {
        todo!()
    }
}

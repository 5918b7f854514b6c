//! Chunks: how the base travels.

use super::Base;
use crate::domain::Day;

/// Customers in one chunk.
pub const ROWS_PER_CHUNK: usize = 65_536;

/// Why a chunk was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChunkError {
    /// Not a chunk of ours, or of another version.
    #[error("this is not a Holdfast base chunk of version {expected}, but {found}")]
    Version {
        /// Version this program reads.
        expected: u16,
        /// What was found.
        found: String,
    },
    /// The checksum does not match.
    #[error("the chunk is damaged: its checksum does not match")]
    Damaged,
    /// Chunks of customers and orders do not belong together.
    #[error("chunk {number} is missing or out of order")]
    OutOfOrder {
        /// Number of the chunk expected.
        number: u32,
    },
}

/// Encodes rows `number * ROWS_PER_CHUNK ..` of the customer columns: little-endian, versioned, checksummed.
#[must_use]
pub fn encode_customers(_base: &Base, _number: u32) -> Vec<u8> {
    todo!()
}

/// Encodes the transactions of the same rows: day deltas and zigzag varints, at most 8 bytes each for usual values.
#[must_use]
pub fn encode_orders(_base: &Base, _number: u32) -> Vec<u8> {
    todo!()
}

/// Puts a base together from its chunks, pushed in order of their numbers.
#[derive(Debug, Default)]
pub struct BaseReader {
    _private: (),
}

impl BaseReader {
    /// An empty base with the given as-of day and sources, which the manifest carries.
    #[must_use]
    pub fn new(_as_of: Option<Day>, _sources: Vec<String>) -> Self {
        todo!()
    }

    /// Adds the next chunk of customers.
    ///
    /// # Errors
    /// When the bytes are not the next chunk, whole and of this version.
    pub fn push_customers(&mut self, _bytes: &[u8]) -> Result<(), ChunkError> {
        todo!()
    }

    /// Adds the next chunk of transactions.
    ///
    /// # Errors
    /// When the bytes are not the next chunk, whole and of this version.
    pub fn push_orders(&mut self, _bytes: &[u8]) -> Result<(), ChunkError> {
        todo!()
    }

    /// The base; orders may be missing when only customers were pushed.
    #[must_use]
    pub fn finish(self) -> Base {
        todo!()
    }
}

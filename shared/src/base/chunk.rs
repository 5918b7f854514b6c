//! Chunks: how the base travels.

use std::ops::Range;

use super::envelope::{Part, open, seal, unseal};
use super::order_values::{read_signed, read_unsigned, write_signed, write_unsigned};
use super::{Base, Orders, customer_columns};
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
pub fn encode_customers(base: &Base, number: u32) -> Vec<u8> {
    let rows = rows_of(number, base.customers.len());
    let mut bytes = open(Part::Customers, number, rows.len());
    customer_columns::write(&base.customers, rows, &mut bytes);
    seal(bytes)
}

/// Encodes the transactions of the same rows: day deltas and zigzag varints, at most 8 bytes each for usual values.
#[must_use]
pub fn encode_orders(base: &Base, number: u32) -> Vec<u8> {
    let rows = rows_of(number, base.customers.len());
    let mut bytes = open(Part::Orders, number, rows.len());
    for row in rows {
        let (days, values) = base.orders.of(row);
        for (pair, value) in days.windows(2).zip(&values[1..]) {
            write_unsigned(u64::from(pair[1].0.abs_diff(pair[0].0)), &mut bytes);
            write_signed(*value, &mut bytes);
        }
    }
    seal(bytes)
}

pub(super) fn rows_of(number: u32, customers: usize) -> Range<usize> {
    let start = (number as usize).saturating_mul(ROWS_PER_CHUNK).min(customers);
    start..start.saturating_add(ROWS_PER_CHUNK).min(customers)
}

/// Puts a base together from its chunks, pushed in order of their numbers. A chunk of orders needs the chunk of
/// customers with its number before it. After an error the base is as it was before that chunk.
#[derive(Debug, Default)]
pub struct BaseReader {
    base: Base,
    customer_chunks: u32,
    order_chunks: u32,
}

impl BaseReader {
    /// An empty base with the given as-of day and sources, which the manifest carries.
    #[must_use]
    pub fn new(as_of: Option<Day>, sources: Vec<String>) -> Self {
        Self { base: Base { as_of, sources, ..Base::default() }, customer_chunks: 0, order_chunks: 0 }
    }

    /// Makes room for so many customers and transactions at once: columns that grow as chunks arrive are copied again and
    /// again, and memory that WebAssembly has taken is never given back. What is read does not depend on it.
    pub fn reserve(&mut self, customers: usize, transactions: usize) {
        customer_columns::reserve(&mut self.base.customers, customers);
        let Orders { start, day, net_minor } = &mut self.base.orders;
        let _ = start.try_reserve_exact(customers);
        let _ = day.try_reserve_exact(transactions);
        let _ = net_minor.try_reserve_exact(transactions);
    }

    /// Adds the next chunk of customers.
    ///
    /// # Errors
    /// When the bytes are not the next chunk, whole and of this version.
    pub fn push_customers(&mut self, bytes: &[u8]) -> Result<(), ChunkError> {
        let number = self.customer_chunks;
        let (rows, payload) = unseal(bytes, Part::Customers, number)?;
        // Only the last chunk may be shorter.
        if self.base.customers.len() != number as usize * ROWS_PER_CHUNK {
            return Err(ChunkError::OutOfOrder { number });
        }
        let kept = self.base.customers.len();
        let read = customer_columns::read(&mut self.base.customers, payload, rows);
        if read.is_err() || !self.is_consistent(kept) {
            customer_columns::truncate(&mut self.base.customers, kept);
            return Err(ChunkError::Damaged);
        }
        self.customer_chunks += 1;
        Ok(())
    }

    /// Whether what all code over the base takes for granted holds for the rows from one on.
    fn is_consistent(&self, from: usize) -> bool {
        let Base { as_of, sources, customers, .. } = &self.base;
        let (sources, ages) = (sources.len().max(1), &customers.age_days[from..]);
        let (recency_days, frequency) = (&customers.recency_days[from..], &customers.frequency[from..]);
        customers.id[from.saturating_sub(1)..].is_sorted()
            && customers.source[from..].iter().all(|source| usize::from(*source) < sources)
            && recency_days.iter().zip(ages).all(|(recency, age)| recency <= age)
            && frequency.iter().zip(recency_days).all(|(frequency, recency)| frequency <= recency)
            && as_of
                .map_or(ages.is_empty(), |as_of| ages.iter().all(|age| as_of.0.checked_sub_unsigned(*age).is_some()))
    }

    /// Adds the next chunk of transactions.
    ///
    /// # Errors
    /// When the bytes are not the next chunk, whole and of this version.
    pub fn push_orders(&mut self, bytes: &[u8]) -> Result<(), ChunkError> {
        let number = self.order_chunks;
        let (rows, payload) = unseal(bytes, Part::Orders, number)?;
        let range = rows_of(number, self.base.customers.len());
        if number >= self.customer_chunks || range.len() != rows {
            return Err(ChunkError::OutOfOrder { number });
        }
        let kept = self.base.orders.day.len();
        let result = self.read_orders(range.clone(), payload);
        if result.is_err() {
            self.base.orders.day.truncate(kept);
            self.base.orders.net_minor.truncate(kept);
            self.base.orders.start.truncate(range.start + 1);
        } else {
            self.order_chunks += 1;
        }
        result
    }

    fn read_orders(&mut self, rows: Range<usize>, mut bytes: &[u8]) -> Result<(), ChunkError> {
        let Base { as_of, customers, orders, .. } = &mut self.base;
        for row in rows {
            let as_of = as_of.ok_or(ChunkError::Damaged)?;
            let mut day = as_of.0.wrapping_sub_unsigned(customers.age_days[row]);
            let last = day.wrapping_add_unsigned(customers.recency_days[row]);
            orders.day.push(Day(day));
            orders.net_minor.push(customers.first_spend_minor[row]);
            for _ in 0..customers.frequency[row] {
                let gap = u32::try_from(read_unsigned(&mut bytes)?).map_err(|_| ChunkError::Damaged)?;
                day = day.checked_add_unsigned(gap).filter(|_| gap > 0).ok_or(ChunkError::Damaged)?;
                orders.day.push(Day(day));
                orders.net_minor.push(read_signed(&mut bytes)?);
            }
            if day != last {
                return Err(ChunkError::Damaged);
            }
            orders.start.push(u32::try_from(orders.day.len()).map_err(|_| ChunkError::Damaged)?);
        }
        if bytes.is_empty() { Ok(()) } else { Err(ChunkError::Damaged) }
    }

    /// The base; customers whose chunk of transactions was not pushed have none in [`Base::orders`].
    #[must_use]
    pub fn finish(self) -> Base {
        let mut base = self.base;
        let Orders { start, day, .. } = &mut base.orders;
        start.resize(base.customers.len() + 1, day.len() as u32);
        base
    }
}

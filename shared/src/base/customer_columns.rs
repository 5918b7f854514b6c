//! The bytes of the customer columns: one column after the other, every value little-endian.

use super::{ChunkError, Customers};
use crate::domain::CustomerId;

/// A value of fixed width.
trait Fixed<const WIDTH: usize>: Copy {
    fn to_bytes(self) -> [u8; WIDTH];
    fn from_bytes(bytes: [u8; WIDTH]) -> Self;
}

macro_rules! integers_are_fixed {
    ($($integer:ty),*) => {
        $(impl Fixed<{ size_of::<$integer>() }> for $integer {
            fn to_bytes(self) -> [u8; size_of::<$integer>()] {
                self.to_le_bytes()
            }

            fn from_bytes(bytes: [u8; size_of::<$integer>()]) -> Self {
                Self::from_le_bytes(bytes)
            }
        })*
    };
}

integers_are_fixed!(u8, u16, u32, u64, i64);

// Which NaN a computation gives differs between machines, so that one is written for all.
macro_rules! floats_are_fixed {
    ($($float:ty),*) => {
        $(impl Fixed<{ size_of::<$float>() }> for $float {
            fn to_bytes(self) -> [u8; size_of::<$float>()] {
                if self.is_nan() { <$float>::NAN.to_le_bytes() } else { self.to_le_bytes() }
            }

            fn from_bytes(bytes: [u8; size_of::<$float>()]) -> Self {
                Self::from_le_bytes(bytes)
            }
        })*
    };
}

floats_are_fixed!(f32, f64);

impl Fixed<8> for CustomerId {
    fn to_bytes(self) -> [u8; 8] {
        self.0.to_le_bytes()
    }

    fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(u64::from_le_bytes(bytes))
    }
}

/// Calls a macro with all columns in the order in which they are written.
macro_rules! with_columns {
    ($call:ident) => {
        $call!(
            id,
            frequency,
            recency_days,
            age_days,
            squared_gaps,
            log_gaps,
            first_spend_minor,
            repeat_spend_minor,
            refunds_minor,
            source,
            flags,
            probability_alive,
            probability_alive_low,
            probability_alive_high,
            expected_orders,
            expected_spend_minor,
            lifetime_value_minor,
            lifetime_value_low_minor,
            lifetime_value_high_minor,
            value_at_risk_minor
        )
    };
}

/// Appends the rows of every column.
pub(super) fn write(customers: &Customers, rows: std::ops::Range<usize>, bytes: &mut Vec<u8>) {
    macro_rules! write_all {
        ($($column:ident),*) => {
            $(for value in &customers.$column[rows.clone()] {
                bytes.extend(value.to_bytes());
            })*
        };
    }
    with_columns!(write_all);
}

/// Appends so many rows to every column from exactly these bytes. After an error some columns are longer than others.
pub(super) fn read(customers: &mut Customers, mut bytes: &[u8], rows: usize) -> Result<(), ChunkError> {
    macro_rules! read_all {
        ($($column:ident),*) => {
            $(read_column(&mut customers.$column, &mut bytes, rows)?;)*
        };
    }
    with_columns!(read_all);
    if bytes.is_empty() { Ok(()) } else { Err(ChunkError::Damaged) }
}

fn read_column<T: Fixed<WIDTH>, const WIDTH: usize>(
    column: &mut Vec<T>,
    bytes: &mut &[u8],
    rows: usize,
) -> Result<(), ChunkError> {
    let (values, rest) = bytes.split_at_checked(rows * WIDTH).ok_or(ChunkError::Damaged)?;
    *bytes = rest;
    column.extend(values.as_chunks().0.iter().map(|value| T::from_bytes(*value)));
    Ok(())
}

/// Makes room for so many more rows, and no more. Where there is no room, columns grow as they are filled.
pub(super) fn reserve(customers: &mut Customers, rows: usize) {
    macro_rules! reserve_all {
        ($($column:ident),*) => {
            $(let _ = customers.$column.try_reserve_exact(rows);)*
        };
    }
    with_columns!(reserve_all);
}

/// Leaves so many rows of every column.
pub(super) fn truncate(customers: &mut Customers, rows: usize) {
    macro_rules! truncate_all {
        ($($column:ident),*) => {
            $(customers.$column.truncate(rows);)*
        };
    }
    with_columns!(truncate_all);
}

/// These rows of every column that has them.
pub(super) fn select(customers: &Customers, rows: &[u32]) -> Customers {
    let mut selected = Customers::default();
    macro_rules! select_all {
        ($($column:ident),*) => {
            $(selected.$column = rows.iter().filter_map(|row| customers.$column.get(*row as usize).copied()).collect();)*
        };
    }
    with_columns!(select_all);
    selected
}

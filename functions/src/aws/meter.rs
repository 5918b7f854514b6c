//! Capacity units as DynamoDB counts them: what an operation costs is a figure of the product.

use std::sync::{Mutex, PoisonError};

/// Read and write units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Capacity {
    /// Read capacity units.
    pub read: f64,
    /// Write capacity units.
    pub write: f64,
}

/// Adds up the capacity of all calls of a table.
#[derive(Debug, Default)]
pub struct Meter(Mutex<Capacity>);

impl Meter {
    /// Counts a read.
    pub(super) fn read(&self, units: Option<f64>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).read += units.unwrap_or_default();
    }

    /// Counts a write.
    pub(super) fn write(&self, units: Option<f64>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write += units.unwrap_or_default();
    }

    /// What was counted since the last call.
    pub fn take(&self) -> Capacity {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

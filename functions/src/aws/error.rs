//! Why a store failed.

use std::error::Error;

/// A failure of a table, the bucket or a queue.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The service did not do what was asked.
    #[error("{operation} failed")]
    Service {
        /// The call, for example `PutItem`.
        operation: &'static str,
        /// What the service said.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// What is stored cannot be read.
    #[error("a stored {what} cannot be read: {reason}")]
    Unreadable {
        /// What it should be, for example `customer`.
        what: &'static str,
        /// What is wrong with it, without personal data.
        reason: String,
    },
    /// Larger than what is taken.
    #[error("{what} is larger than {limit} bytes")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// Some items of a batch were never taken.
    #[error(transparent)]
    Unwritten(#[from] super::UnwrittenItems),
    /// Another writer won every time.
    #[error("a {what} was changed by another writer {tries} times in a row")]
    Contended {
        /// What was to be written.
        what: &'static str,
        /// How often it was tried.
        tries: u32,
    },
}

impl StoreError {
    /// Wraps an error of an SDK call.
    pub(super) fn service(operation: &'static str, source: impl Error + Send + Sync + 'static) -> Self {
        Self::Service { operation, source: Box::new(source) }
    }

    /// Something stored that cannot be read.
    pub fn unreadable(what: &'static str, reason: impl ToString) -> Self {
        Self::Unreadable { what, reason: reason.to_string() }
    }
}

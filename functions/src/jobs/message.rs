//! What stands in the queues.

use serde::{Deserialize, Serialize};
use shared::domain::{CustomerId, ImportId, TenantId};

/// A message of the import queue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum ImportMessage {
    /// Does one step with the customers of one hash bucket of an import.
    Bucket {
        /// What is to be done.
        step: ImportStep,
        /// The workspace.
        tenant: TenantId,
        /// The import.
        import: ImportId,
        /// Bucket, below the import's number of buckets.
        bucket: u16,
    },
    /// Erases a customer.
    Erase {
        /// The workspace.
        tenant: TenantId,
        /// The customer for whom it was asked.
        customer: CustomerId,
    },
    /// Writes what a source delivered by webhook.
    Delivery {
        /// The source.
        source: String,
        /// The delivery.
        delivery: String,
    },
    /// Brings the sample shop to what the workspace last asked for: loaded or removed.
    Sample {
        /// The workspace.
        tenant: TenantId,
    },
}

/// What a job does with one hash bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportStep {
    /// Looks what the chunks would change.
    Compare,
    /// Writes the customers.
    Write,
    /// Takes back what was written.
    Undo,
}

/// A message of the score queue: makes a new generation if one was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct ScoreMessage {
    /// The workspace.
    pub tenant: TenantId,
}

//! What stands in the queues.

use serde::{Deserialize, Serialize};
use shared::api::EndpointEvent;
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
    /// Writes files of an export, or removes them where it is over.
    Export {
        /// The workspace.
        tenant: TenantId,
        /// The export.
        export: String,
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

/// A message of the notify queue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum NotifyMessage {
    /// Something happened: whoever wants it is told.
    Tell {
        /// The workspace.
        tenant: TenantId,
        /// The event's id: told again under the same one it is told once.
        event_id: String,
        /// What happened.
        event: EndpointEvent,
        /// What is sent.
        body: String,
        /// The only endpoint that is told; all that want it where there is none.
        only: Option<String>,
    },
    /// Makes one attempt.
    Send {
        /// The workspace.
        tenant: TenantId,
        /// The endpoint.
        endpoint: String,
        /// The notice.
        notice: String,
        /// The step of the notice it belongs to: at another one it is out of date.
        step: u32,
        /// The second from 1970 before which nothing is sent.
        due: i64,
    },
    /// A pause has ended: sends what was held.
    Resume {
        /// The workspace.
        tenant: TenantId,
        /// The endpoint.
        endpoint: String,
    },
}

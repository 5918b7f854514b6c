//! Everything the functions stand on, built once at the start.

use std::sync::Arc;

use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use jiff::Timestamp;

use super::{Names, Objects, Queue, Table};
use crate::FunctionKind;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Tries of a call that failed for a reason that passes.
const CALL_TRIES: u32 = 5;

/// Tables, bucket, queues and clock.
#[derive(Clone)]
pub struct Services {
    /// Memberships, settings, imports, manifests.
    pub workspaces: Table,
    /// Customers with their orders.
    pub customers: Table,
    /// Upload chunks and the base.
    pub objects: Objects,
    /// Messages of the function `import`.
    pub import_queue: Queue,
    /// Messages of the function `score`.
    pub score_queue: Queue,
    /// Messages of the function `notify`.
    pub notify_queue: Queue,
    /// Whether endpoints may be at `http` and loopback addresses.
    pub local_receivers: bool,
    /// Customers of the sample shop.
    pub sample_customers: u32,
    /// Tells the time.
    pub clock: Clock,
}

impl Services {
    /// Builds the clients with what the environment says of region, credentials and endpoints.
    pub async fn connect(names: Names) -> Self {
        let retries = RetryConfig::standard().with_max_attempts(CALL_TRIES);
        let sdk = aws_config::defaults(BehaviorVersion::latest()).retry_config(retries).load().await;
        Self::new(&sdk, names, Arc::new(Timestamp::now))
    }

    /// Builds the clients from a configuration.
    #[must_use]
    pub fn new(sdk: &SdkConfig, names: Names, clock: Clock) -> Self {
        let tables = aws_sdk_dynamodb::Client::new(sdk);
        let queues = aws_sdk_sqs::Client::new(sdk);
        Self {
            workspaces: Table::new(tables.clone(), names.workspaces_table),
            customers: Table::new(tables, names.customers_table),
            objects: Objects::new(aws_sdk_s3::Client::new(sdk), names.bucket),
            import_queue: Queue::new(queues.clone(), names.import_queue_url),
            score_queue: Queue::new(queues.clone(), names.score_queue_url),
            notify_queue: Queue::new(queues, names.notify_queue_url),
            local_receivers: names.local_receivers,
            sample_customers: names.sample_customers,
            clock,
        }
    }

    /// Logs the capacity units since the last call. A process answers one invocation at a time, so they are its own.
    pub fn tell_spent(&self, function: FunctionKind) {
        let (workspaces, customers) = (self.workspaces.meter().take(), self.customers.meter().take());
        let (read_units, write_units) = (workspaces.read + customers.read, workspaces.write + customers.write);
        if read_units + write_units > 0.0 {
            tracing::info!(?function, read_units, write_units, "capacity");
        }
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }
}

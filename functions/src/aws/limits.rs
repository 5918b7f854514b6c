//! Limits of the services we stand on, and the ones we set ourselves, each with its reason.

use std::time::Duration;

/// Most items of one `BatchWriteItem` call (DynamoDB quota).
pub const BATCH_WRITE_ITEMS: usize = 25;

/// Most actions of one `TransactWriteItems` call (DynamoDB quota).
pub const TRANSACTION_ACTIONS: usize = 100;

/// Bytes of packed orders in one item. An item may have 400 KB with its names (DynamoDB quota); the rest is
/// left for the identity.
pub const ORDERS_BYTES_PER_ITEM: usize = 300_000;

/// Bytes of packed orders of one customer: a transaction may have 4 MB (DynamoDB quota), and all items of a
/// customer are written in one.
pub const ORDERS_BYTES_PER_CUSTOMER: usize = 3_600_000;

/// Most entries of one `SendMessageBatch` call (SQS quota).
pub const QUEUE_BATCH_MESSAGES: usize = 10;

/// How long a message can wait before it is delivered (SQS quota).
pub const QUEUE_DELAY_SECONDS: u16 = 900;

/// Most keys of one `DeleteObjects` call (S3 quota).
pub const DELETE_OBJECTS_KEYS: usize = 1_000;

/// Deliveries before a message goes to the dead-letter queue; the template says the same.
pub const MAX_RECEIVES: u32 = 3;

/// Tries of a batch whose items come back unprocessed.
pub const BATCH_TRIES: u32 = 8;

/// Requests in flight at once within one job: enough to hide latency, few enough for one function's memory.
pub const CONCURRENT_REQUESTS: usize = 16;

/// How long a pre-signed address works.
pub const PRESIGNED_FOR: Duration = Duration::from_secs(15 * 60);

/// Bytes of one upload chunk as stored. The app sends chunks of about 1 MB.
pub const CHUNK_BYTES: u64 = 16 << 20;

/// Bytes of one upload chunk unpacked: gzip can promise a thousand times its size.
pub const CHUNK_UNPACKED_BYTES: u64 = 64 << 20;

/// Bytes of all chunks of one bucket unpacked, which the job holds in memory.
pub const BUCKET_UNPACKED_BYTES: u64 = 512 << 20;

/// Bytes of a request body. API Gateway takes 10 MB and Lambda 6 MB; no body of ours comes near 1 MB.
pub const BODY_BYTES: usize = 1 << 20;

/// Bytes of an object of the base unpacked.
pub const BASE_OBJECT_UNPACKED_BYTES: u64 = 256 << 20;

/// How long a membership is believed before it is read again, so that a revocation works within a minute.
pub const MEMBERSHIP_CACHED_FOR: Duration = Duration::from_secs(60);

//! SQS: queues in memory (and in a file, where data are kept), their HTTP protocol, and functions fed from them.

mod event_source;
mod message;
mod protocol;
mod store;

pub use event_source::feed;
pub use message::{Message, Receipt};
pub use protocol::router;
pub use store::{Queue, Queues};

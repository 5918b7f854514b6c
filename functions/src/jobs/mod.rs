//! Jobs from queues. Every job is safe to run twice: messages may come more than once.

mod batch;
mod error;
mod message;

pub use batch::{Delivery, run_batch};
pub use error::JobError;
pub use message::{ImportMessage, ImportStep, NotifyMessage, ScoreMessage};

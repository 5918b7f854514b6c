//! Answers about the base, one file a part of the worker's code that is fetched at once.

pub mod board;
pub mod contracts;
pub mod export;
pub mod health;
pub mod holdout;
pub mod model;
pub mod people;
pub mod quality;
pub mod referrals;
pub mod review;
pub mod segments;
#[cfg(test)]
pub(crate) mod test_ask;
pub mod what_if;

use protocol::Topic;

use crate::{Reply, Session};

/// Answers a question about one of its topics, given as text.
pub type Answer = fn(&mut Session, Topic, &str) -> Reply;

//! Answers kept by `Idempotency-Key` for a day.

pub mod store;

use serde::{Deserialize, Serialize};

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Its `ETag`, if it had one.
    #[serde(default)]
    pub tag: Option<String>,
    /// Its body, JSON.
    pub body: String,
}

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct KeptAnswer {
    /// Digest of the request that had the key first.
    pub request: String,
    /// Its answer; `None` while it is being worked on.
    #[serde(default)]
    pub answer: Option<Answer>,
}

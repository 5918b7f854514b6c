//! A message and the receipt that proves who received it last.

use serde::{Deserialize, Serialize};
use tokio::time::Instant;

/// A message in a queue.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Message {
    /// Identifier.
    pub id: String,
    /// What was sent.
    pub body: String,
    /// When it was sent, in milliseconds since 1970.
    pub sent_at_ms: i64,
    /// When it was first received, in milliseconds since 1970.
    pub first_received_at_ms: Option<i64>,
    /// How often it was received.
    pub receives: u32,
    /// Until when it is hidden. After a restart nobody works on it any more, so it is visible at once.
    #[serde(skip, default = "Instant::now")]
    pub(super) hidden_until: Instant,
}

impl Message {
    /// The receipt of the newest receive.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        Receipt { message_id: self.id.clone(), receive: self.receives }
    }
}

/// Proof of one receive of one message. A later receive makes it worthless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub(super) message_id: String,
    pub(super) receive: u32,
}

impl std::fmt::Display for Receipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.message_id, self.receive)
    }
}

impl std::str::FromStr for Receipt {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (message_id, receive) = text.split_once('/').ok_or(())?;
        Ok(Self { message_id: message_id.to_owned(), receive: receive.parse().map_err(|_| ())? })
    }
}

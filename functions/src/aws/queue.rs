//! One queue, written to.

use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use serde::Serialize;

use super::StoreError;
use super::limits::{QUEUE_BATCH_MESSAGES, QUEUE_DELAY_SECONDS};

/// Tries of entries that the service took not.
const SEND_TRIES: u32 = 3;

/// A queue whose messages are JSON.
#[derive(Clone, Debug)]
pub struct Queue {
    client: Client,
    url: String,
}

impl Queue {
    /// A queue by its address.
    #[must_use]
    pub fn new(client: Client, url: impl Into<String>) -> Self {
        Self { client, url: url.into() }
    }

    /// Sends all messages. When it fails, some may have been sent: jobs are safe to run twice.
    ///
    /// # Errors
    /// When the service fails or does not take a message in all tries.
    pub async fn send<M: Serialize>(&self, messages: &[M]) -> Result<(), StoreError> {
        self.send_after(messages, 0).await
    }

    /// The same, each to be delivered after so many seconds, 900 at most.
    ///
    /// # Errors
    /// When the service fails or does not take a message in all tries.
    pub async fn send_after<M: Serialize>(&self, messages: &[M], seconds: u16) -> Result<(), StoreError> {
        let bodies: Vec<String> =
            messages.iter().map(|message| serde_json::to_string(message).expect("a message is plain data")).collect();
        for batch in bodies.chunks(QUEUE_BATCH_MESSAGES) {
            self.send_batch(batch, seconds).await?;
        }
        Ok(())
    }

    async fn send_batch(&self, bodies: &[String], seconds: u16) -> Result<(), StoreError> {
        let mut left: Vec<usize> = (0..bodies.len()).collect();
        for _ in 0..SEND_TRIES {
            let entries = left
                .iter()
                .map(|index| {
                    SendMessageBatchRequestEntry::builder()
                        .id(index.to_string())
                        .message_body(&bodies[*index])
                        .set_delay_seconds((seconds > 0).then_some(seconds.min(QUEUE_DELAY_SECONDS).into()))
                        .build()
                        .expect("id and body are set")
                })
                .collect();
            let output = self
                .client
                .send_message_batch()
                .queue_url(&self.url)
                .set_entries(Some(entries))
                .send()
                .await
                .map_err(|error| StoreError::service("SendMessageBatch", error))?;
            left = output.failed().iter().filter_map(|failed| failed.id().parse().ok()).collect();
            if left.is_empty() {
                return Ok(());
            }
        }
        Err(StoreError::unreadable("answer of SendMessageBatch", format!("{} messages were not taken", left.len())))
    }
}

//! Deliveries of a queue, one after the other; those that failed go back, and only those.

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use serde::de::DeserializeOwned;
use tracing::Instrument;

use super::JobError;
use crate::aws::limits::MAX_RECEIVES;
use crate::http::chain;

/// A message and how often it was delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery<M> {
    /// The message.
    pub message: M,
    /// Its identifier, the same whenever it is delivered.
    pub id: String,
    /// Whether it goes to the dead-letter queue when it fails once more.
    pub last: bool,
}

/// Runs a job for every message of a batch.
pub async fn run_batch<M, F>(event: SqsEvent, job: impl Fn(Delivery<M>) -> F) -> SqsBatchResponse
where
    M: DeserializeOwned,
    F: Future<Output = Result<(), JobError>>,
{
    let mut response = SqsBatchResponse::default();
    for record in event.records {
        let message_id = record.message_id.clone().unwrap_or_default();
        let span = tracing::info_span!("job", message_id);
        let outcome = match delivery(&record) {
            Ok(delivery) => job(delivery).instrument(span.clone()).await.map_err(|error| chain(&error)),
            Err(error) => Err(format!("the message cannot be read: {error}")),
        };
        if let Err(error) = outcome {
            tracing::error!(parent: &span, error, "a job failed");
            response.add_failure(message_id);
        }
    }
    response
}

fn delivery<M: DeserializeOwned>(record: &SqsMessage) -> Result<Delivery<M>, serde_json::Error> {
    let message = serde_json::from_str(record.body.as_deref().unwrap_or_default())?;
    let receives = record.attributes.get("ApproximateReceiveCount").and_then(|count| count.parse::<u32>().ok());
    let id = record.message_id.clone().unwrap_or_default();
    Ok(Delivery { message, id, last: receives.unwrap_or(1) >= MAX_RECEIVES })
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use aws_lambda_events::event::sqs::SqsEvent;
    use serde_json::json;
    use shared::domain::TenantId;

    use super::{Delivery, run_batch};
    use crate::jobs::{JobError, ScoreMessage};

    #[tokio::test]
    async fn only_what_failed_goes_back_to_the_queue() {
        let event: SqsEvent = serde_json::from_value(json!({ "Records": [
            { "messageId": "good", "body": r#"{"tenant":"a"}"#, "attributes": { "ApproximateReceiveCount": "1" } },
            { "messageId": "bad", "body": r#"{"tenant":"b"}"#, "attributes": { "ApproximateReceiveCount": "3" } },
            { "messageId": "unreadable", "body": "{" },
        ] }))
        .expect("an event");
        let seen = Mutex::new(Vec::new());
        let response = run_batch(event, async |delivery: Delivery<ScoreMessage>| {
            let fails = delivery.message.tenant == TenantId("b".into());
            seen.lock().expect("not poisoned").push(delivery);
            if fails { Err(JobError::Lasting("it is broken".into())) } else { Ok(()) }
        })
        .await;
        let failed: Vec<_> = response.batch_item_failures.into_iter().map(|failure| failure.item_identifier).collect();
        assert_eq!(failed, ["bad", "unreadable"]);
        let last: Vec<_> = seen.into_inner().expect("not poisoned").into_iter().map(|delivery| delivery.last).collect();
        assert_eq!(last, [false, true]);
    }
}

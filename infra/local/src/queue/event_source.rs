//! Event source mappings: a queue's messages become a function's events.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::protocol::{md5, system_attributes};
use super::{Message, Queue};
use crate::runtime::Runtime;
use crate::template::{MappingPlan, REGION};

/// Feeds a function from a queue, one event at a time, forever.
pub async fn feed(queue: Arc<Queue>, runtime: Arc<Runtime>, plan: MappingPlan) {
    loop {
        let wait = Duration::from_secs(20);
        let messages = queue.receive(plan.batch_size as usize, wait, queue.plan.visibility).await;
        if messages.is_empty() {
            continue;
        }
        let records: Vec<_> = messages.iter().map(|message| record(message, &queue.plan.arn)).collect();
        let event = json!({"Records": records}).to_string();
        let failed = match runtime.invoke(&plan.function, event.into()).await {
            Ok(answer) => failures(&messages, &answer, plan.reports_failures),
            Err(error) => {
                eprintln!("{}: {error}", plan.function);
                None
            }
        };
        // What failed comes back by itself after its visibility timeout.
        let Some(failed) = failed else { continue };
        for message in messages.iter().filter(|message| !failed.contains(&message.id)) {
            queue.delete(&message.receipt());
        }
    }
}

fn record(message: &Message, arn: &str) -> Value {
    json!({
        "messageId": message.id,
        "receiptHandle": message.receipt().to_string(),
        "body": message.body,
        "attributes": system_attributes(message),
        "messageAttributes": {},
        "md5OfBody": md5(&message.body),
        "eventSource": "aws:sqs",
        "eventSourceARN": arn,
        "awsRegion": REGION,
    })
}

/// Identifiers of the messages that failed; `None` when the whole batch did: the answer is unreadable or
/// names a message that was not in the batch.
fn failures(messages: &[Message], answer: &[u8], reports: bool) -> Option<BTreeSet<String>> {
    if !reports {
        return Some(BTreeSet::new());
    }
    let answer: Value = if answer.is_empty() { Value::Null } else { serde_json::from_slice(answer).ok()? };
    let mut failed = BTreeSet::new();
    match &answer["batchItemFailures"] {
        Value::Null => {}
        Value::Array(items) => {
            for item in items {
                let id = item["itemIdentifier"].as_str()?;
                if !messages.iter().any(|message| message.id == id) {
                    return None;
                }
                failed.insert(id.to_owned());
            }
        }
        _ => return None,
    }
    Some(failed)
}

#[cfg(test)]
mod tests {
    use super::failures;
    use crate::queue::Message;

    fn check(answer: &str, expected: Option<&[&str]>) {
        let message = |id: &str| Message {
            id: id.into(),
            body: String::new(),
            sent_at_ms: 0,
            first_received_at_ms: None,
            receives: 1,
            hidden_until: tokio::time::Instant::now(),
        };
        let failed = failures(&[message("a"), message("b")], answer.as_bytes(), true);
        let expected = expected.map(|ids| ids.iter().map(|id| (*id).to_owned()).collect());
        assert_eq!(failed, expected, "{answer}");
    }

    #[test]
    fn answers_are_read_as_the_service_reads_them() {
        check("", Some(&[]));
        check("null", Some(&[]));
        check("{}", Some(&[]));
        check(r#"{"batchItemFailures":[]}"#, Some(&[]));
        check(r#"{"batchItemFailures":[{"itemIdentifier":"b"}]}"#, Some(&["b"]));
        check(r#"{"batchItemFailures":[{"itemIdentifier":"c"}]}"#, None);
        check(r#"{"batchItemFailures":[{"itemIdentifier":""}]}"#, None);
        check(r#"{"batchItemFailures":[{}]}"#, None);
        check("no JSON", None);
    }
}

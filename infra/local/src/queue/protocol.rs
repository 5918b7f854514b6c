//! The calls of SQS that are used, in its JSON protocol.

use std::str::FromStr as _;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use s3s::crypto::{Checksum as _, Md5};
use serde_json::{Value, json};

use super::{Message, Queue, Queues, Receipt};

/// An error by SQS's own name, so that SDKs give their typed error.
struct Refusal {
    kind: &'static str,
    query_code: &'static str,
    message: String,
}

impl Refusal {
    fn no_such_queue() -> Self {
        Self {
            kind: "QueueDoesNotExist",
            query_code: "AWS.SimpleQueueService.NonExistentQueue",
            message: "The specified queue does not exist.".into(),
        }
    }

    fn bad_receipt(receipt: &str) -> Self {
        let message = format!("The input receipt handle \"{receipt}\" is not a valid receipt handle.");
        Self { kind: "ReceiptHandleIsInvalid", query_code: "ReceiptHandleIsInvalid", message }
    }

    fn not_in_flight() -> Self {
        Self {
            kind: "MessageNotInflight",
            query_code: "AWS.SimpleQueueService.MessageNotInflight",
            message: "The message is not in flight.".into(),
        }
    }

    fn unsupported(message: String) -> Self {
        Self { kind: "UnsupportedOperation", query_code: "AWS.SimpleQueueService.UnsupportedOperation", message }
    }
}

/// The endpoint of all queues.
pub fn router(queues: Queues) -> Router {
    Router::new().route("/", post(answer)).with_state(queues)
}

async fn answer(State(queues): State<Queues>, headers: HeaderMap, body: Bytes) -> Response {
    let target = headers.get("x-amz-target").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let operation = target.strip_prefix("AmazonSQS.").unwrap_or(target);
    let request: Value = serde_json::from_slice(&body).unwrap_or_default();
    let content_type = [("content-type", "application/x-amz-json-1.0")];
    match run(&queues, operation, &request).await {
        Ok(answer) => (content_type, answer.to_string()).into_response(),
        Err(refusal) => {
            let query_error = format!("{};Sender", refusal.query_code);
            let body = json!({"__type": format!("com.amazonaws.sqs#{}", refusal.kind), "message": refusal.message});
            (StatusCode::BAD_REQUEST, content_type, [("x-amzn-query-error", query_error)], body.to_string())
                .into_response()
        }
    }
}

async fn run(queues: &Queues, operation: &str, request: &Value) -> Result<Value, Refusal> {
    if operation == "GetQueueUrl" {
        let name = request["QueueName"].as_str().unwrap_or_default();
        return queues.named(name).map(|_| json!({"QueueUrl": name})).ok_or_else(Refusal::no_such_queue);
    }
    let url = request["QueueUrl"].as_str().unwrap_or_default();
    let name = url.rsplit('/').next().unwrap_or_default();
    let queue = queues.named(name).ok_or_else(Refusal::no_such_queue)?;
    match operation {
        "SendMessage" => send(queue, request),
        "SendMessageBatch" => Ok(batch(request, |entry| send(queue, entry))),
        "ReceiveMessage" => Ok(receive(queue, request).await),
        "DeleteMessage" => delete(queue, request),
        "DeleteMessageBatch" => Ok(batch(request, |entry| delete(queue, entry))),
        "ChangeMessageVisibility" => hide(queue, request),
        "ChangeMessageVisibilityBatch" => Ok(batch(request, |entry| hide(queue, entry))),
        "GetQueueAttributes" => Ok(attributes(queue)),
        other => Err(Refusal::unsupported(format!("{other} is not served here"))),
    }
}

fn send(queue: &Queue, entry: &Value) -> Result<Value, Refusal> {
    if entry
        .get("MessageAttributes")
        .is_some_and(|attributes| attributes.as_object().is_some_and(|map| !map.is_empty()))
    {
        return Err(Refusal::unsupported("message attributes are not served here".into()));
    }
    let body = entry["MessageBody"].as_str().unwrap_or_default();
    let id = queue.send(body, Duration::from_secs(entry["DelaySeconds"].as_u64().unwrap_or(0)));
    Ok(json!({"MessageId": id, "MD5OfMessageBody": md5(body)}))
}

async fn receive(queue: &Queue, request: &Value) -> Value {
    let most = request["MaxNumberOfMessages"].as_u64().unwrap_or(1).clamp(1, 10) as usize;
    let wait = Duration::from_secs(request["WaitTimeSeconds"].as_u64().unwrap_or(0).min(20));
    let visibility = request["VisibilityTimeout"].as_u64().map_or(queue.plan.visibility, Duration::from_secs);
    let messages = queue.receive(most, wait, visibility).await;
    let messages: Vec<_> = messages.iter().map(received).collect();
    json!({"Messages": messages})
}

fn received(message: &Message) -> Value {
    json!({
        "MessageId": message.id,
        "ReceiptHandle": message.receipt().to_string(),
        "MD5OfBody": md5(&message.body),
        "Body": message.body,
        "Attributes": system_attributes(message),
    })
}

/// The system attributes of a received message, all texts.
pub(super) fn system_attributes(message: &Message) -> Value {
    json!({
        "ApproximateReceiveCount": message.receives.to_string(),
        "SentTimestamp": message.sent_at_ms.to_string(),
        "ApproximateFirstReceiveTimestamp": message.first_received_at_ms.unwrap_or_default().to_string(),
        "SenderId": crate::template::ACCOUNT,
    })
}

/// MD5 of a body in hexadecimal, which some SDKs check.
pub(super) fn md5(body: &str) -> String {
    let mut hash = Md5::new();
    hash.update(body.as_bytes());
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn delete(queue: &Queue, entry: &Value) -> Result<Value, Refusal> {
    queue.delete(&receipt(entry)?);
    Ok(json!({}))
}

fn hide(queue: &Queue, entry: &Value) -> Result<Value, Refusal> {
    let visibility = Duration::from_secs(entry["VisibilityTimeout"].as_u64().unwrap_or(0));
    if queue.hide(&receipt(entry)?, visibility) { Ok(json!({})) } else { Err(Refusal::not_in_flight()) }
}

fn receipt(entry: &Value) -> Result<Receipt, Refusal> {
    let text = entry["ReceiptHandle"].as_str().unwrap_or_default();
    Receipt::from_str(text).map_err(|()| Refusal::bad_receipt(text))
}

fn attributes(queue: &Queue) -> Value {
    let (visible, hidden) = queue.depth();
    json!({"Attributes": {
        "QueueArn": queue.plan.arn,
        "ApproximateNumberOfMessages": visible.to_string(),
        "ApproximateNumberOfMessagesNotVisible": hidden.to_string(),
        "VisibilityTimeout": queue.plan.visibility.as_secs().to_string(),
    }})
}

fn batch(request: &Value, mut one: impl FnMut(&Value) -> Result<Value, Refusal>) -> Value {
    let mut successful = Vec::new();
    let mut failed = Vec::new();
    for entry in request["Entries"].as_array().map_or(&[][..], Vec::as_slice) {
        match one(entry) {
            Ok(mut answer) => {
                answer["Id"] = entry["Id"].clone();
                successful.push(answer);
            }
            Err(refusal) => failed.push(json!({
                "Id": entry["Id"], "SenderFault": true, "Code": refusal.kind, "Message": refusal.message,
            })),
        }
    }
    json!({"Successful": successful, "Failed": failed})
}

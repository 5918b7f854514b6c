//! A queue service that remembers what was sent.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};

/// Messages sent and not yet delivered: the queue's address and the body.
#[derive(Clone, Default)]
pub(super) struct Sent {
    waiting: Arc<Mutex<VecDeque<(String, String)>>>,
    delayed: Arc<Mutex<Vec<(String, String)>>>,
    bodies: Arc<Mutex<Vec<String>>>,
}

impl Sent {
    /// The first message of a queue that is wanted.
    pub(super) fn take_first(&self, wanted: impl Fn(&str) -> bool) -> Option<(String, String)> {
        let mut waiting = self.waiting.lock().expect("not poisoned");
        let place = waiting.iter().position(|(queue, _)| wanted(queue))?;
        waiting.remove(place)
    }

    /// Ends the delay of all messages that were sent with one.
    pub(super) fn end_delays(&self) {
        let delayed = std::mem::take(&mut *self.delayed.lock().expect("not poisoned"));
        self.waiting.lock().expect("not poisoned").extend(delayed);
    }

    /// A message that was not done with comes again, after those that wait.
    pub(super) fn put_back(&self, message: (String, String)) {
        self.waiting.lock().expect("not poisoned").push_back(message);
    }

    /// Every body that was ever sent.
    pub(super) fn bodies(&self) -> Vec<String> {
        self.bodies.lock().expect("not poisoned").clone()
    }

    pub(super) fn count(&self, wanted: impl Fn(&str) -> bool) -> usize {
        self.waiting.lock().expect("not poisoned").iter().filter(|(queue, _)| wanted(queue)).count()
    }
}

pub(super) async fn start() -> (Sent, String) {
    let sent = Sent::default();
    let router = Router::new().route("/", post(send_batch)).with_state(sent.clone());
    (sent, super::services::serve(router).await)
}

async fn send_batch(State(sent): State<Sent>, body: String) -> Json<Value> {
    let body: Value = serde_json::from_str(&body).expect("JSON");
    let queue = body["QueueUrl"].as_str().expect("an address").to_owned();
    let mut taken = Vec::new();
    for entry in body["Entries"].as_array().expect("entries") {
        let text = entry["MessageBody"].as_str().expect("a body").to_owned();
        sent.bodies.lock().expect("not poisoned").push(text.clone());
        if entry["DelaySeconds"].as_u64().unwrap_or(0) > 0 {
            sent.delayed.lock().expect("not poisoned").push((queue.clone(), text));
        } else {
            sent.waiting.lock().expect("not poisoned").push_back((queue.clone(), text));
        }
        taken.push(json!({ "Id": entry["Id"], "MessageId": entry["Id"], "MD5OfMessageBody": "" }));
    }
    Json(json!({ "Successful": taken, "Failed": [] }))
}

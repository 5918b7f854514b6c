//! A queue service that remembers what was sent.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};

/// Messages sent and not yet delivered: the queue's address and the body.
#[derive(Clone, Default)]
pub(super) struct Sent(Arc<Mutex<VecDeque<(String, String)>>>, Arc<Mutex<Vec<String>>>);

impl Sent {
    pub(super) fn take_first(&self) -> Option<(String, String)> {
        self.0.lock().expect("not poisoned").pop_front()
    }

    /// A message that was not done with comes again, after those that wait.
    pub(super) fn put_back(&self, message: (String, String)) {
        self.0.lock().expect("not poisoned").push_back(message);
    }

    /// Every body that was ever sent.
    pub(super) fn bodies(&self) -> Vec<String> {
        self.1.lock().expect("not poisoned").clone()
    }

    pub(super) fn len(&self) -> usize {
        self.0.lock().expect("not poisoned").len()
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
        sent.1.lock().expect("not poisoned").push(text.clone());
        sent.0.lock().expect("not poisoned").push_back((queue.clone(), text));
        taken.push(json!({ "Id": entry["Id"], "MessageId": entry["Id"], "MD5OfMessageBody": "" }));
    }
    Json(json!({ "Successful": taken, "Failed": [] }))
}

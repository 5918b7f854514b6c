//! A receiver of webhooks over HTTP.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;

/// What came: headers and body.
pub(crate) type Came = (HeaderMap, String);

/// A receiver that keeps what comes and answers with the status it is told.
#[derive(Clone)]
pub(crate) struct Receiver {
    came: Arc<Mutex<Vec<Came>>>,
    status: Arc<Mutex<u16>>,
}

impl Receiver {
    pub(crate) async fn start() -> (Self, String) {
        let receiver = Self { came: Arc::default(), status: Arc::new(Mutex::new(204)) };
        let take = |State(of): State<Self>, headers: HeaderMap, body: String| async move {
            of.came.lock().expect("not poisoned").push((headers, body));
            let status = StatusCode::from_u16(*of.status.lock().expect("not poisoned")).expect("a status");
            (status, [("location", "http://127.0.0.1:1/elsewhere")])
        };
        let router = Router::new().route("/hook", post(take)).with_state(receiver.clone());
        let address = format!("{}/hook", super::serve(router).await);
        (receiver, address)
    }

    pub(crate) fn answers(&self, status: u16) {
        *self.status.lock().expect("not poisoned") = status;
    }

    pub(crate) fn take(&self) -> Vec<Came> {
        std::mem::take(&mut *self.came.lock().expect("not poisoned"))
    }
}

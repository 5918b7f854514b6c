//! Faults on the way to DynamoDB, S3 and SQS: one request of many is refused, cut, or the last thing its sender does.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use tokio::sync::Notify;

/// What happens to the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The sender dies after the request took effect, and so before the next one.
    KilledAfter,
    /// The request takes effect, its answer does not arrive, and the sender's client sends it again.
    AnswerLost,
    /// The service refuses it in a way that its client does not try again.
    Refused,
    /// It takes effect, and its answer arrives when the test lets it.
    AnswerLate,
}

/// Sees every request of one system.
#[derive(Clone, Default)]
pub(crate) struct Faults(Arc<Inner>);

#[derive(Default)]
struct Inner {
    seen: Mutex<Seen>,
    killed: Notify,
    is_late: Notify,
    arrives: Notify,
}

#[derive(Default)]
struct Seen {
    phase: &'static str,
    requests: Vec<String>,
    planned: Option<(usize, Fault)>,
    hit: Option<String>,
}

impl Faults {
    /// Counts from here on, and plans a fault at this request, the first being 0.
    pub(crate) fn plan(&self, planned: Option<(usize, Fault)>) {
        *self.0.seen.lock().expect("not poisoned") = Seen { planned, ..Seen::default() };
    }

    /// Says what the sender is doing.
    pub(crate) fn enter(&self, phase: &'static str) {
        self.0.seen.lock().expect("not poisoned").phase = phase;
    }

    /// Every request since the plan: what its sender was doing, and what it asked for.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.0.seen.lock().expect("not poisoned").requests.clone()
    }

    /// The request that was hit.
    pub(crate) fn hit(&self) -> Option<String> {
        self.0.seen.lock().expect("not poisoned").hit.clone()
    }

    /// Runs until the end or until its process is killed: then everything it had in hand is gone.
    pub(crate) async fn run<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.0.killed.notified() => None,
            done = work => Some(done),
        }
    }

    /// Waits for the request whose answer is late.
    pub(crate) async fn late(&self) {
        self.0.is_late.notified().await;
    }

    /// Lets the late answer arrive.
    pub(crate) fn arrive(&self) {
        self.0.arrives.notify_one();
    }

    /// Stands before a service and gives its own address.
    pub(super) async fn before(&self, service: String) -> String {
        let router = Router::new().fallback(forward).with_state((self.clone(), service, reqwest::Client::new()));
        super::services::serve(router).await
    }

    fn see(&self, request: &str) -> Option<Fault> {
        let mut seen = self.0.seen.lock().expect("not poisoned");
        let number = seen.requests.len();
        let request = format!("{}: {request}", seen.phase);
        seen.requests.push(request.clone());
        let fault = seen.planned.filter(|(at, _)| *at == number).map(|(_, fault)| fault);
        if fault.is_some() {
            seen.hit = Some(request);
        }
        fault
    }
}

async fn forward(
    State((faults, service, client)): State<(Faults, String, reqwest::Client)>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a body");
    let fault = faults.see(&what(parts.method.as_str(), parts.uri.query(), &parts.headers, &body));
    if fault == Some(Fault::Refused) {
        return (StatusCode::BAD_REQUEST, "refused").into_response();
    }
    let address = format!("{service}{}", parts.uri.path_and_query().map_or("/", |path| path.as_str()));
    let answer =
        client.request(parts.method, address).headers(parts.headers).body(body).send().await.expect("an answer");
    let (status, headers) = (answer.status(), answer.headers().clone());
    let bytes = answer.bytes().await.expect("a body");
    if fault == Some(Fault::AnswerLate) {
        faults.0.is_late.notify_one();
        faults.0.arrives.notified().await;
    }
    match fault {
        Some(Fault::KilledAfter) => {
            faults.0.killed.notify_one();
            std::future::pending().await
        }
        Some(Fault::AnswerLost) => (StatusCode::INTERNAL_SERVER_ERROR, "lost").into_response(),
        _ => {
            let mut response = (status, Body::from(bytes)).into_response();
            *response.headers_mut() = headers;
            response.headers_mut().remove("transfer-encoding");
            response
        }
    }
}

/// The operation, and for tables the kind of item: the same text for requests that differ by customer or bucket only.
fn what(method: &str, query: Option<&str>, headers: &HeaderMap, body: &[u8]) -> String {
    let Some(target) = headers.get("x-amz-target").and_then(|target| target.to_str().ok()) else {
        let operation = query.unwrap_or_default().split(['=', '&']).next().unwrap_or_default();
        return format!("{method} {operation}");
    };
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let table = body["TableName"].as_str().unwrap_or_default();
    let sk = ["Key", "Item"].iter().find_map(|of| body[of]["sk"]["S"].as_str()).filter(|_| table == "workspaces");
    let kind = sk.unwrap_or_default().split('#').next().unwrap_or_default();
    let operation = target.rsplit('.').next().unwrap_or(target);
    let update = body["UpdateExpression"].as_str().unwrap_or_default();
    format!("{operation} {table} {kind} {update}")
}

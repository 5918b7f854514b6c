//! `Idempotency-Key` on requests that create something.

use jiff::SignedDuration;
use serde_json::Value;
use shared::api::{ImportList, Method, path};

use crate::support::{Answer, System, a_request};

const KEY: [(&str, &str); 1] = [("idempotency-key", "2f1c-ours")];

async fn start(system: &System, body: &Value) -> Answer {
    system.owner_with(Method::Post, path::IMPORTS, &KEY, Some(body)).await
}

async fn imports(system: &System) -> usize {
    system.owner(Method::Get, path::IMPORTS, None).await.read::<ImportList>().imports.len()
}

#[tokio::test]
async fn the_same_request_is_answered_the_same_and_done_once() {
    let system = System::with_workspace().await;
    let first = start(&system, &a_request(1)).await;
    let second = start(&system, &a_request(1)).await;
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 201));
    assert_eq!(first.body, second.body);
    assert!(!first.headers.contains_key("idempotency-replayed"));
    assert_eq!(second.headers["idempotency-replayed"], "true");
    assert_eq!(imports(&system).await, 1);
    let other = start(&system, &a_request(2)).await;
    assert_eq!(other.problem(), (422, "invalid"), "the key belongs to another request");
    assert_eq!(imports(&system).await, 1);
    let without = system.owner(Method::Post, path::IMPORTS, Some(&a_request(1))).await;
    assert_eq!(without.status, 201);
    assert_eq!(imports(&system).await, 2, "without a key nothing is kept");
}

#[tokio::test]
async fn a_key_is_its_workspaces_and_its_days() {
    let system = System::with_workspace().await;
    system.add_workspace("oak").await;
    start(&system, &a_request(1)).await;
    let theirs = system.request_with("owner@oak", Method::Post, path::IMPORTS, &KEY, Some(&a_request(2))).await;
    assert_eq!(theirs.status, 201, "another workspace has keys of its own");
    system.pass(SignedDuration::from_hours(25));
    assert_eq!(start(&system, &a_request(2)).await.status, 201, "after a day the key is free");
    assert_eq!(imports(&system).await, 2);
}

#[tokio::test]
async fn a_request_that_created_nothing_may_be_corrected_under_its_key() {
    let system = System::with_workspace().await;
    assert_eq!(start(&system, &a_request(0)).await.problem(), (422, "invalid"));
    assert_eq!(start(&system, &a_request(1)).await.status, 201);
    let long = "k".repeat(256);
    let refused =
        system.owner_with(Method::Post, path::IMPORTS, &[("idempotency-key", &long)], Some(&a_request(1))).await;
    assert_eq!(refused.problem(), (400, "malformed"));
}

#[tokio::test]
async fn of_many_at_once_one_is_done() {
    let system = System::with_workspace().await;
    let body = a_request(1);
    let answers = futures::future::join_all((0..12).map(|_| start(&system, &body))).await;
    for answer in &answers {
        assert!([201, 409].contains(&answer.status.as_u16()), "{}", answer.body);
    }
    assert_eq!(imports(&system).await, 1);
}

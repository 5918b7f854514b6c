//! Webhooks in: signed, kept once, written by the job.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sha2::Sha256;
use shared::api::{Delivery, DeliveryList, DeliveryState, Method, NewSource, SearchAnswer, SourceList, path};

use crate::support::{Answer, System};

/// The signature written a second time, on purpose.
fn hmac(key: &[u8], message: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key");
    mac.update(message);
    STANDARD.encode(mac.finalize().into_bytes())
}

async fn source(system: &System, kind: &str) -> NewSource {
    let draft = json!({ "name": "Web shop", "kind": kind, "data_source": "web" });
    system.owner(Method::Post, path::SOURCES, Some(&draft)).await.read()
}

fn event(order: &str, net_minor: i64, changed: &str) -> String {
    json!({
        "type": "order.updated", "timestamp": changed,
        "data": { "id": order, "customer": { "number": "17", "name": "Kim Ash" }, "placed_at": "2026-11-20", "net_minor": net_minor },
    })
    .to_string()
}

/// Sends a body by the Standard Webhooks specification, signed now.
async fn send(system: &System, to: &NewSource, id: &str, body: &str) -> Answer {
    signed_with(system, to, &to.secret, id, body).await
}

async fn signed_with(system: &System, to: &NewSource, secret: &str, id: &str, body: &str) -> Answer {
    let now = system.services.now().as_second();
    let key = STANDARD.decode(secret.trim_start_matches("whsec_")).expect("base64");
    let signature = format!("v1,{}", hmac(&key, format!("{id}.{now}.{body}").as_bytes()));
    let time = now.to_string();
    let headers = [("webhook-id", id), ("webhook-timestamp", &time), ("webhook-signature", &signature)];
    system.deliver(&to.source.path, &headers, body).await
}

async fn deliveries(system: &System, of: &NewSource) -> Vec<Delivery> {
    let path = format!("{}/deliveries", path::source(&of.source.id));
    system.owner(Method::Get, &path, None).await.read::<DeliveryList>().deliveries
}

async fn total(system: &System) -> i64 {
    system.run_jobs().await;
    system.manifest().await.map_or(0, |manifest| manifest.summary.net_minor)
}

#[tokio::test]
async fn a_delivery_is_written_once_however_often_it_comes() {
    let system = System::with_workspace().await;
    let shop = source(&system, "standard").await;
    let body = event("1", 990, "2026-11-21T10:00:00Z");
    for _ in 0..3 {
        assert_eq!(send(&system, &shop, "msg_1", &body).await.status, 202);
    }
    assert_eq!(total(&system).await, 990);
    let again = send(&system, &shop, "msg_1", &body).await;
    assert_eq!((again.status.as_u16(), &again.body["state"]), (202, &json!("done")));
    assert_eq!(system.waiting(), 0, "what is done is not done again");
    let listed = deliveries(&system, &shop).await;
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].state, &listed[0].reason), (DeliveryState::Done, &None));
    let found: SearchAnswer = system.owner(Method::Get, &format!("{}?q=ash", path::SEARCH), None).await.read();
    assert_eq!(found.found.len(), 1);
}

#[tokio::test]
async fn an_older_state_does_not_replace_a_newer_one() {
    let system = System::with_workspace().await;
    let shop = source(&system, "standard").await;
    send(&system, &shop, "msg_2", &event("1", 500, "2026-11-21T11:00:00Z")).await;
    assert_eq!(total(&system).await, 500);
    send(&system, &shop, "msg_1", &event("1", 990, "2026-11-21T10:00:00Z")).await;
    assert_eq!(total(&system).await, 500, "the first state came last");
    assert_eq!(deliveries(&system, &shop).await[0].state, DeliveryState::Ignored);
    send(&system, &shop, "msg_3", &event("1", 700, "2026-11-21T12:00:00Z")).await;
    assert_eq!(total(&system).await, 700);
}

#[tokio::test]
async fn what_is_not_signed_is_refused_and_leaves_nothing() {
    let system = System::with_workspace().await;
    let (shop, other) = (source(&system, "standard").await, source(&system, "standard").await);
    let body = event("1", 990, "2026-11-21T10:00:00Z");
    let answer = signed_with(&system, &shop, &other.secret, "msg_1", &body).await;
    assert_eq!(answer.problem(), (401, "not_signed_in"), "another source's secret");
    assert_eq!(system.deliver(&shop.source.path, &[], &body).await.problem(), (401, "not_signed_in"));
    let nowhere = path::delivery("00000000-0000-4000-8000-000000000000");
    for unknown in [nowhere.as_str(), "/api/deliveries/x"] {
        assert_eq!(system.deliver(unknown, &[], &body).await.problem(), (404, "not_found"));
    }
    assert_eq!(deliveries(&system, &shop).await, []);
    assert_eq!(system.waiting(), 0);
    // A recorded delivery is of no use an hour later.
    let now = system.services.now().as_second();
    let key = STANDARD.decode(shop.secret.trim_start_matches("whsec_")).expect("base64");
    let signature = format!("v1,{}", hmac(&key, format!("msg_9.{now}.{body}").as_bytes()));
    system.pass(SignedDuration::from_hours(1));
    let time = now.to_string();
    let headers = [("webhook-id", "msg_9"), ("webhook-timestamp", &*time), ("webhook-signature", &*signature)];
    assert_eq!(system.deliver(&shop.source.path, &headers, &body).await.problem(), (401, "not_signed_in"));
}

#[tokio::test]
async fn a_new_secret_leaves_a_day_for_the_change() {
    let system = System::with_workspace().await;
    let shop = source(&system, "standard").await;
    let renewal = format!("{}/secret", path::source(&shop.source.id));
    let newer: NewSource = system.owner(Method::Post, &renewal, None).await.read();
    assert_ne!(newer.secret, shop.secret);
    let body = event("1", 990, "2026-11-21T10:00:00Z");
    for (id, secret) in [("msg_1", &shop.secret), ("msg_2", &newer.secret)] {
        assert_eq!(signed_with(&system, &shop, secret, id, &body).await.status, 202);
    }
    system.pass(SignedDuration::from_hours(25));
    assert_eq!(signed_with(&system, &shop, &shop.secret, "msg_3", &body).await.problem(), (401, "not_signed_in"));
    assert_eq!(signed_with(&system, &shop, &newer.secret, "msg_4", &body).await.status, 202);
}

#[tokio::test]
async fn what_cannot_be_used_is_said_and_kept() {
    let system = System::with_workspace().await;
    let shop = source(&system, "shopify").await;
    let sent = async |topic: &str, body: &str| {
        let signature = hmac(shop.secret.as_bytes(), body.as_bytes());
        let headers = [("x-shopify-topic", topic), ("x-shopify-hmac-sha256", &*signature)];
        system.deliver(&shop.source.path, &headers, body).await
    };
    let strange = ["", "null", "[1]", "\"text\"", "{\"id\":1}", "<xml/>", "\u{0}"];
    for body in strange {
        assert_eq!(sent("orders/create", body).await.problem(), (422, "invalid"), "{body}");
    }
    assert_eq!(sent("customers/redact", "{\"customer\":{\"id\":7}}").await.problem(), (422, "invalid"));
    assert_eq!(sent("products/update", "{}").await.body["state"], "ignored");
    let listed = deliveries(&system, &shop).await;
    assert_eq!(listed.len(), strange.len() + 2);
    assert!(listed.iter().all(|delivery| delivery.reason.is_some()));
    let order = json!({
        "id": 1, "created_at": "2026-11-20T10:00:00Z", "updated_at": "2026-11-20T10:00:00Z", "currency": "EUR",
        "subtotal_price": "19.90", "email": "kim@example.com", "line_items": [{ "title": "Mug", "quantity": 1 }],
    });
    assert_eq!(sent("orders/create", &order.to_string()).await.status, 202);
    assert_eq!(total(&system).await, 1_990);
    assert_eq!(sent("orders/create", &"x".repeat(350_001)).await.problem(), (413, "too_large"));
}

#[tokio::test]
async fn sources_are_shown_without_secrets_and_to_their_workspace() {
    let system = System::with_workspace().await;
    system.add_workspace("oak").await;
    let shop = source(&system, "woo_commerce").await;
    let list = system.owner(Method::Get, path::SOURCES, None).await;
    assert!(!list.body.to_string().contains(&shop.secret));
    assert_eq!(list.read::<SourceList>().sources, std::slice::from_ref(&shop.source));
    let oak = |method, path: String| {
        let system = &system;
        async move { system.request(Some("owner@oak"), method, &path, None).await }
    };
    let place = path::source(&shop.source.id);
    for (method, path) in [
        (Method::Get, format!("{place}/deliveries")),
        (Method::Post, format!("{place}/secret")),
        (Method::Delete, place.clone()),
    ] {
        assert_eq!(oak(method, path).await.problem(), (404, "not_found"));
    }
    assert_eq!(oak(Method::Get, path::SOURCES.to_owned()).await.read::<SourceList>().sources, []);
    for wrong in [
        json!({ "name": "", "kind": "shopify", "data_source": "web" }),
        json!({ "name": "x", "kind": "shopify", "data_source": "sample" }),
        json!({ "name": "x", "kind": "shopify", "data_source": "web", "secret": "short" }),
        json!({ "name": "x", "kind": "standard", "data_source": "web", "secret": "long enough but ours" }),
    ] {
        let refused: Value = system.owner(Method::Post, path::SOURCES, Some(&wrong)).await.body;
        assert_eq!(refused["code"], "invalid");
    }
    assert_eq!(system.owner(Method::Delete, &place, None).await.status, 204);
    assert_eq!(system.deliver(&shop.source.path, &[], "{}").await.problem(), (404, "not_found"));
}

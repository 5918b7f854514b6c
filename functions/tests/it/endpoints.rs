//! Webhooks out: a real receiver over HTTP, signatures held against a second implementation.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sha2::Sha256;
use shared::api::{Endpoint, EndpointEvent, EndpointList, Method, NewEndpoint, Notice, NoticeList, NoticeState, path};

use crate::support::receiver::{Came, Receiver};
use crate::support::{System, a_row};

fn header<'a>(came: &'a Came, name: &str) -> &'a str {
    came.0[name].to_str().expect("plain text")
}

/// The signature written a second time, on purpose.
fn signature(secret: &str, came: &Came) -> String {
    let key = STANDARD.decode(secret.trim_start_matches("whsec_")).expect("base64");
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key");
    mac.update(format!("{}.{}.{}", header(came, "webhook-id"), header(came, "webhook-timestamp"), came.1).as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

fn draft(url: &str, events: &[EndpointEvent], paused: bool) -> Value {
    json!({ "name": "Mail system", "url": url, "events": events, "paused": paused })
}

async fn endpoint(system: &System, url: &str, events: &[EndpointEvent]) -> NewEndpoint {
    system.owner(Method::Post, path::ENDPOINTS, Some(&draft(url, events, false))).await.read()
}

async fn test(system: &System, of: &Endpoint) -> u16 {
    let path = format!("{}/test", path::endpoint(&of.id));
    system.owner(Method::Post, &path, None).await.status.as_u16()
}

async fn read(system: &System, of: &Endpoint) -> Endpoint {
    system.owner(Method::Get, &path::endpoint(&of.id), None).await.read()
}

async fn notices(system: &System, of: &Endpoint) -> Vec<Notice> {
    let path = format!("{}/deliveries", path::endpoint(&of.id));
    system.owner(Method::Get, &path, None).await.read::<NoticeList>().deliveries
}

#[tokio::test]
async fn an_event_reaches_those_that_want_it_once_signed_and_without_personal_data() {
    let system = System::with_workspace().await;
    let (receiver, url) = Receiver::start().await;
    let made = endpoint(&system, &url, &[EndpointEvent::ImportFinished, EndpointEvent::ScoringFinished]).await;
    endpoint(&system, &url, &[EndpointEvent::SegmentRemoved]).await;
    let rows: Vec<_> = (0..3).map(|n| a_row(&n.to_string(), &format!("o{n}"), "2026-01-01")).collect();
    let import = system.start_import(1).await;
    let chunks = system.upload(&import, &rows).await;
    system.commit(&import, &chunks).await;
    system.run_jobs().await;
    system.notify().await;
    let came = receiver.take();
    let bodies: Vec<Value> = came.iter().map(|came| serde_json::from_str(&came.1).expect("JSON")).collect();
    assert_eq!(bodies.len(), 2, "{bodies:?}");
    let timestamp = &bodies[0]["timestamp"];
    let data = json!({ "import": import.id, "customers_new": 3, "orders_new": 3 });
    assert_eq!(bodies[0], json!({ "type": "import.finished", "timestamp": timestamp, "data": data }));
    assert_eq!(
        (&bodies[1]["type"], &bodies[1]["data"]),
        (&json!("scoring.finished"), &json!({ "generation": 1, "customers": 3 }))
    );
    for came in &came {
        assert_eq!(header(came, "webhook-signature"), signature(&made.secret, came));
        assert_eq!(header(came, "webhook-timestamp"), system.services.now().as_second().to_string());
        assert_eq!(header(came, "content-type"), "application/json");
    }
    let told = notices(&system, &made.endpoint).await;
    assert!(told.iter().all(|notice| notice.state == NoticeState::Taken && notice.attempts.len() == 1), "{told:?}");
    assert_eq!(told[0].event_id, header(&came[1], "webhook-id"), "the newest first");
}

#[tokio::test]
async fn an_event_told_twice_is_sent_once() {
    let system = System::with_workspace().await;
    let (receiver, url) = Receiver::start().await;
    endpoint(&system, &url, &[EndpointEvent::SegmentSaved]).await;
    let tell = functions::jobs::NotifyMessage::Tell {
        tenant: shared::domain::TenantId("maple".into()),
        event_id: "evt_1".into(),
        event: EndpointEvent::SegmentSaved,
        body: "{}".into(),
        only: None,
    };
    for _ in 0..3 {
        system.notify_of(tell.clone()).await.expect("told");
        system.notify_of(tell.clone()).await.expect("told");
        system.notify().await;
    }
    assert_eq!(receiver.take().len(), 1);
}

#[tokio::test]
async fn a_failed_attempt_is_repeated_under_the_same_id_with_a_new_signature() {
    let system = System::with_workspace().await;
    let (receiver, url) = Receiver::start().await;
    let made = endpoint(&system, &url, &[EndpointEvent::SegmentSaved]).await;
    receiver.answers(500);
    assert_eq!(test(&system, &made.endpoint).await, 202);
    system.notify().await;
    let waiting = notices(&system, &made.endpoint).await.remove(0);
    assert_eq!((waiting.state, waiting.attempts[0].status), (NoticeState::Waiting, Some(500)));
    assert!(waiting.next_at.is_some() && waiting.attempts[0].error.is_some());
    system.notify_after(SignedDuration::from_secs(4)).await;
    assert_eq!(receiver.take().len(), 1, "before its time nothing is sent");
    receiver.answers(302);
    system.notify_after(SignedDuration::from_secs(1)).await;
    receiver.answers(200);
    system.notify_after(SignedDuration::from_mins(5)).await;
    let came = receiver.take();
    assert_eq!(came.len(), 2, "a redirection is a failure and not followed");
    assert_eq!(header(&came[0], "webhook-id"), waiting.event_id);
    assert_eq!(header(&came[1], "webhook-id"), waiting.event_id);
    assert_ne!(header(&came[0], "webhook-signature"), header(&came[1], "webhook-signature"));
    assert_eq!(header(&came[1], "webhook-signature"), signature(&made.secret, &came[1]));
    let taken = notices(&system, &made.endpoint).await.remove(0);
    let statuses: Vec<_> = taken.attempts.iter().map(|attempt| attempt.status).collect();
    assert_eq!((taken.state, statuses), (NoticeState::Taken, vec![Some(500), Some(302), Some(200)]));
}

#[tokio::test]
async fn what_is_gone_is_paused_and_what_it_missed_is_sent_when_it_is_resumed() {
    let system = System::with_workspace().await;
    let (receiver, url) = Receiver::start().await;
    let made = endpoint(&system, &url, &[EndpointEvent::SegmentSaved]).await;
    receiver.answers(410);
    test(&system, &made.endpoint).await;
    system.notify().await;
    let paused = read(&system, &made.endpoint).await;
    assert!(paused.paused && paused.paused_because.is_some_and(|reason| reason.contains("410")));
    assert_eq!(test(&system, &made.endpoint).await, 409);
    assert_eq!(notices(&system, &made.endpoint).await[0].state, NoticeState::Held);
    system.notify_after(SignedDuration::from_hours(48)).await;
    assert_eq!(receiver.take().len(), 1, "a paused endpoint is left alone");
    receiver.answers(200);
    let resumed = draft(&url, &[EndpointEvent::SegmentSaved], false);
    let path = path::endpoint(&made.endpoint.id);
    assert_eq!(system.edit("owner@maple", &path, 1, &resumed).await.status, 412, "it was paused since");
    let resumed: Endpoint = system.edit("owner@maple", &path, paused.version, &resumed).await.read();
    assert_eq!((resumed.paused, resumed.paused_because), (false, None));
    system.notify().await;
    assert_eq!(receiver.take().len(), 1);
    assert_eq!(notices(&system, &made.endpoint).await[0].state, NoticeState::Taken);
}

#[tokio::test]
async fn what_fails_for_days_is_paused_with_the_reason() {
    let system = System::with_workspace().await;
    let (receiver, url) = Receiver::start().await;
    let made = endpoint(&system, &url, &[EndpointEvent::SegmentSaved]).await;
    receiver.answers(503);
    test(&system, &made.endpoint).await;
    system.notify().await;
    for hours in 1..10 {
        assert!(!read(&system, &made.endpoint).await.paused, "after {hours} attempts");
        system.notify_after(SignedDuration::from_hours(24)).await;
    }
    assert_eq!(receiver.take().len(), 10, "one attempt and nine more");
    let paused = read(&system, &made.endpoint).await;
    assert!(paused.paused && paused.paused_because.is_some_and(|reason| reason.contains("three days")));
    assert_eq!(notices(&system, &made.endpoint).await[0].state, NoticeState::Held, "not lost");
}

#[tokio::test]
async fn a_new_secret_signs_with_the_one_before_for_a_day() {
    let system = System::with_workspace().await;
    let (receiver, url) = Receiver::start().await;
    let made = endpoint(&system, &url, &[EndpointEvent::SegmentSaved]).await;
    let renewal = format!("{}/secret", path::endpoint(&made.endpoint.id));
    let newer: NewEndpoint = system.owner(Method::Post, &renewal, None).await.read();
    assert_ne!(newer.secret, made.secret);
    test(&system, &made.endpoint).await;
    system.notify().await;
    let came = receiver.take().remove(0);
    let both = format!("{} {}", signature(&newer.secret, &came), signature(&made.secret, &came));
    assert_eq!(header(&came, "webhook-signature"), both);
    system.pass(SignedDuration::from_hours(24));
    test(&system, &made.endpoint).await;
    system.notify().await;
    let came = receiver.take().remove(0);
    assert_eq!(header(&came, "webhook-signature"), signature(&newer.secret, &came));
    let listed = system.owner(Method::Get, path::ENDPOINTS, None).await;
    assert!(!listed.body.to_string().contains("whsec_"), "a secret is shown once");
    assert_eq!(listed.read::<EndpointList>().endpoints.len(), 1);
}

#[tokio::test]
async fn one_whose_answer_was_lost_is_made_once() {
    let system = System::with_workspace().await;
    let body = draft("https://example.com/hook", &[EndpointEvent::SegmentSaved], false);
    let make =
        async || system.owner_with(Method::Post, path::ENDPOINTS, &[("idempotency-key", "one")], Some(&body)).await;
    let (first, second) = (make().await, make().await);
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 201));
    assert_eq!(first.read::<NewEndpoint>().secret, second.read::<NewEndpoint>().secret);
    let listed = system.owner(Method::Get, path::ENDPOINTS, None).await.read::<EndpointList>();
    assert_eq!(listed.endpoints.len(), 1);
}

#[tokio::test]
async fn only_who_may_manage_connections_and_only_their_own() {
    let system = System::with_workspace().await;
    system.add_workspace("oak").await;
    let made = endpoint(&system, "https://example.com/hook", &[EndpointEvent::SegmentSaved]).await;
    let one = path::endpoint(&made.endpoint.id);
    let refused = system.request(Some("viewer@maple"), Method::Get, path::ENDPOINTS, None).await;
    assert_eq!(refused.problem().0, 403);
    for (method, path) in [
        (Method::Get, one.clone()),
        (Method::Delete, one.clone()),
        (Method::Post, format!("{one}/test")),
        (Method::Post, format!("{one}/secret")),
        (Method::Get, format!("{one}/deliveries")),
    ] {
        let other = system.request(Some("owner@oak"), method, &path, None).await;
        assert_eq!(other.problem(), (404, "not_found"), "{path}");
    }
    for url in ["http://example.com/", "https://kim@example.com/", "https://10.0.0.1/", "https://[::ffff:a9fe:a9fe]/"] {
        let body = draft(url, &[EndpointEvent::SegmentSaved], false);
        let answer = system.owner(Method::Post, path::ENDPOINTS, Some(&body)).await;
        assert_eq!((answer.problem(), &answer.body["fields"][0]["field"]), ((422, "invalid"), &json!("url")), "{url}");
    }
    assert_eq!(system.owner(Method::Delete, &one, None).await.status, 204);
    assert_eq!(system.owner(Method::Get, &one, None).await.problem(), (404, "not_found"));
}

#[tokio::test]
async fn a_name_that_leads_inside_is_not_called() {
    let mut system = System::with_workspace().await;
    let (receiver, url) = Receiver::start().await;
    let made = endpoint(&system, &url.replace("127.0.0.1", "localhost"), &[EndpointEvent::SegmentSaved]).await;
    // The same records under the configuration of a deployment.
    system.services.local_receivers = false;
    test(&system, &made.endpoint).await;
    system.notify().await;
    assert_eq!(receiver.take().len(), 0);
    let attempt = notices(&system, &made.endpoint).await.remove(0).attempts.remove(0);
    assert!(attempt.status.is_none() && attempt.error.is_some());
}

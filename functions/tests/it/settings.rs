//! Settings.

use serde_json::{Value, json};
use shared::api::{BaseAnswer, Method, ScoringState, path};
use shared::domain::Settings;

use crate::support::{System, a_row};

/// An edit of whatever is there.
const ANY: [(&str, &str); 1] = [("if-match", "*")];

fn changed(settings: &Settings, field: &str, value: Value) -> Value {
    let mut body = serde_json::to_value(settings).expect("plain data");
    body[field] = value;
    body
}

#[tokio::test]
async fn settings_are_replaced_and_ask_for_scores() {
    let system = System::with_workspace().await;
    let before: Settings = system.owner(Method::Get, path::SETTINGS, None).await.read();
    assert_eq!(before, Settings::initial("maple"));
    let body = changed(&before, "margin_share", json!(0.1 + 0.2));
    let answer = system.owner_with(Method::Put, path::SETTINGS, &ANY, Some(&body)).await.read::<Settings>();
    let after: Settings = system.owner(Method::Get, path::SETTINGS, None).await.read();
    assert_eq!(after, answer);
    assert_eq!(after.margin_share.to_bits(), (0.1_f64 + 0.2).to_bits(), "to the last bit");
    let base: BaseAnswer = system.owner(Method::Get, path::BASE, None).await.read();
    assert!(matches!(base.scoring, ScoringState::Running { .. }));
    assert_eq!(system.waiting(), 1);
}

#[tokio::test]
async fn all_fields_at_fault_are_named_at_once_and_nothing_is_changed() {
    let system = System::with_workspace().await;
    let before: Settings = system.owner(Method::Get, path::SETTINGS, None).await.read();
    let bad = json!({
        "shop_name": " ", "currency": "EUR", "time_zone": "Mars/Olympus", "margin_share": 1.5,
        "annual_discount_rate": -0.1, "horizon_months": 0,
    });
    let answer = system.owner_with(Method::Put, path::SETTINGS, &ANY, Some(&bad)).await;
    assert_eq!(answer.problem(), (422, "invalid"));
    let fields: Vec<_> =
        answer.body["fields"].as_array().expect("fields").iter().map(|fault| &fault["field"]).collect();
    assert_eq!(fields, ["shop_name", "margin_share", "annual_discount_rate", "horizon_months", "time_zone"]);
    assert_eq!(system.owner(Method::Get, path::SETTINGS, None).await.read::<Settings>(), before);
    let unreadable = changed(&before, "currency", json!("Euro"));
    let answer = system.owner_with(Method::Put, path::SETTINGS, &ANY, Some(&unreadable)).await;
    assert_eq!(answer.problem(), (400, "malformed"));
}

#[tokio::test]
async fn the_currency_stays_once_orders_are_there() {
    let system = System::with_workspace().await;
    let before: Settings = system.owner(Method::Get, path::SETTINGS, None).await.read();
    let dollars = changed(&before, "currency", json!("USD"));
    system.start_import(1).await;
    let early: Settings = system.owner_with(Method::Put, path::SETTINGS, &ANY, Some(&dollars)).await.read();
    assert_eq!(early.currency.code(), "USD", "an import that brought nothing yet does not matter");
    system.run_jobs().await;
    system.import_rows(1, &[a_row("17", "a", "2026-01-01")]).await;
    let euros = changed(&before, "currency", json!("EUR"));
    let answer = system.owner_with(Method::Put, path::SETTINGS, &ANY, Some(&euros)).await;
    assert_eq!(answer.problem(), (409, "conflict"));
    assert!(answer.body["detail"].as_str().expect("text").contains("USD"));
}

#[tokio::test]
async fn the_currency_stays_once_a_program_has_brought_orders() {
    let system = System::with_workspace().await;
    let order = json!({ "id": "a", "customer": { "number": "17" }, "placed_at": "2026-01-31", "net_minor": 1_000 });
    let batch = json!({ "data_source": "till", "orders": [order] });
    assert_eq!(system.owner(Method::Post, path::ORDERS, Some(&batch)).await.status, 200);
    system.run_jobs().await;
    let before: Settings = system.owner(Method::Get, path::SETTINGS, None).await.read();
    let dollars = changed(&before, "currency", json!("USD"));
    let answer = system.owner_with(Method::Put, path::SETTINGS, &ANY, Some(&dollars)).await;
    assert_eq!(answer.problem(), (409, "conflict"));
}

#[tokio::test]
async fn an_edit_says_what_it_was_made_from_and_loses_against_a_newer_one() {
    let system = System::with_workspace().await;
    let read = system.owner(Method::Get, path::SETTINGS, None).await;
    let tag = read.headers["etag"].to_str().expect("text").to_owned();
    let body = changed(&read.read(), "horizon_months", json!(24));
    let blind = system.owner(Method::Put, path::SETTINGS, Some(&body)).await;
    assert_eq!(blind.problem(), (428, "precondition_required"));
    let first = system.owner_with(Method::Put, path::SETTINGS, &[("if-match", &tag)], Some(&body)).await;
    let newer = first.headers["etag"].to_str().expect("text").to_owned();
    assert_eq!(first.status, 200);
    assert_ne!(newer, tag);
    let late = changed(&first.read(), "horizon_months", json!(12));
    let refused = system.owner_with(Method::Put, path::SETTINGS, &[("if-match", &tag)], Some(&late)).await;
    assert_eq!(refused.problem(), (412, "precondition_failed"));
    let kept = system.owner(Method::Get, path::SETTINGS, None).await;
    assert_eq!(kept.headers["etag"], newer);
    assert_eq!(kept.read::<Settings>().horizon_months, 24);
    assert_eq!(kept_again(&system, &newer, &late).await, 200);
}

async fn kept_again(system: &System, tag: &str, body: &Value) -> u16 {
    system.owner_with(Method::Put, path::SETTINGS, &[("if-match", tag)], Some(body)).await.status.as_u16()
}

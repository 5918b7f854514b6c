//! API keys and what programs do with them.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::api::{ApiKeyList, CustomerAnswer, CustomerPage, Method, NewApiKey, OrderOutcome, OrderResults, path};

use crate::support::{Answer, System};

async fn make(system: &System, who: &str, rights: &[&str]) -> Answer {
    let draft = json!({ "name": "Till", "rights": rights });
    system.request(Some(who), Method::Post, path::KEYS, Some(&draft)).await
}

async fn secret(system: &System, rights: &[&str]) -> NewApiKey {
    make(system, "owner@maple", rights).await.read()
}

async fn by_key(system: &System, secret: &str, method: Method, path: &str, body: Option<&Value>) -> Answer {
    system.anybody_with(method, path, &[("authorization", &format!("Bearer {secret}"))], body).await
}

fn batch(orders: &[Value]) -> Value {
    json!({ "data_source": "till", "orders": orders })
}

fn order(id: &str, customer: &str, net_minor: i64) -> Value {
    json!({
        "id": id, "customer": { "number": customer, "name": "Kim", "email": format!("{customer}@example.com") },
        "placed_at": "2026-11-20", "net_minor": net_minor, "lines": [{ "product": "Mug", "units": 1 }],
    })
}

#[tokio::test]
async fn a_key_is_shown_once_used_and_revoked() {
    let system = System::with_workspace().await;
    let made = secret(&system, &["import_orders", "import_orders", "view_personal_data"]).await;
    assert!(made.secret.starts_with(&made.key.prefix) && made.key.last_used_day.is_none());
    let sent =
        by_key(&system, &made.secret, Method::Post, path::V1_ORDERS, Some(&batch(&[order("1", "17", 990)]))).await;
    assert_eq!(sent.read::<OrderResults>().results[0].outcome, OrderOutcome::Created);
    let answer = system.owner(Method::Get, path::KEYS, None).await;
    assert!(!answer.body.to_string().contains(&made.secret), "the secret is nowhere shown again");
    let listed = answer.read::<ApiKeyList>().keys;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].last_used_day.as_deref(), Some("2026-11-21"));
    assert_eq!(listed[0].rights.len(), 2);
    let revoked = system.owner(Method::Delete, &path::key(&made.key.id), None).await;
    assert_eq!(revoked.status, 204);
    let after = by_key(&system, &made.secret, Method::Get, path::V1_CUSTOMERS, None).await;
    assert_eq!(after.problem(), (401, "not_signed_in"));
    assert_eq!(system.owner(Method::Get, path::KEYS, None).await.read::<ApiKeyList>().keys, []);
    let again = system.owner(Method::Delete, &path::key(&made.key.id), None).await;
    assert_eq!(again.problem(), (404, "not_found"));
}

#[tokio::test]
async fn a_key_works_until_its_last_day_is_over_and_an_older_one_until_it_is_revoked() {
    let system = System::with_workspace().await;
    let draft = |days: u16| json!({ "name": "Till", "rights": ["view_personal_data"], "days": days });
    let make_for = async |days| system.owner(Method::Post, path::KEYS, Some(&draft(days))).await;
    let short: NewApiKey = make_for(30).await.read();
    let endless = secret(&system, &["view_personal_data"]).await;
    assert_eq!(endless.key.valid_until, None);
    assert_eq!(make_for(366).await.problem(), (422, "invalid"));
    let ask = async |key: &NewApiKey| by_key(&system, &key.secret, Method::Get, path::V1_CUSTOMERS, None).await;
    system.pass(SignedDuration::from_hours(30 * 24) - SignedDuration::from_secs(1));
    assert_eq!(ask(&short).await.status, 200);
    system.pass(SignedDuration::from_secs(1));
    let refused = ask(&short).await;
    assert_eq!(refused.problem(), (401, "not_signed_in"));
    assert!(refused.body["detail"].as_str().expect("a text").contains("valid until 2026-12-21"), "{}", refused.body);
    assert_eq!(ask(&endless).await.status, 200);
    let listed = system.owner(Method::Get, path::KEYS, None).await.read::<ApiKeyList>().keys;
    assert_eq!(listed.len(), 2, "one that has expired is still seen");
    assert_eq!(listed[1].valid_until, short.key.valid_until);
}

#[tokio::test]
async fn a_key_does_what_its_rights_say_in_its_workspace_only() {
    let system = System::with_workspace().await;
    system.add_workspace("oak").await;
    let writing = secret(&system, &["import_orders"]).await.secret;
    let reading = secret(&system, &["view_personal_data"]).await.secret;
    let body = batch(&[order("1", "17", 990)]);
    let refused = by_key(&system, &reading, Method::Post, path::V1_ORDERS, Some(&body)).await;
    assert_eq!(refused.problem(), (403, "not_allowed"));
    let refused = by_key(&system, &writing, Method::Get, path::V1_CUSTOMERS, None).await;
    assert_eq!(refused.problem(), (403, "not_allowed"));
    assert_eq!(by_key(&system, &writing, Method::Post, path::V1_ORDERS, Some(&body)).await.status, 200);
    // A key is no token of a person, and a token is no key.
    let as_person = by_key(&system, &writing, Method::Post, path::ORDERS, Some(&body)).await;
    assert_eq!(as_person.problem(), (401, "not_signed_in"));
    let as_key = system.owner(Method::Get, path::V1_CUSTOMERS, None).await;
    assert_eq!(as_key.problem(), (401, "not_signed_in"));
    for wrong in ["", "hf_", "hf_guess", &writing[..writing.len() - 1], &writing.to_uppercase()] {
        let answer = by_key(&system, wrong, Method::Get, path::V1_CUSTOMERS, None).await;
        assert_eq!(answer.problem(), (401, "not_signed_in"), "{wrong}");
    }
    system.run_jobs().await;
    let page: CustomerPage = by_key(&system, &reading, Method::Get, path::V1_CUSTOMERS, None).await.read();
    let id = page.customers[0].id;
    let mine = by_key(&system, &reading, Method::Get, &format!("/api/v1/customers/{id}"), None).await;
    assert_eq!(mine.read::<CustomerAnswer>().orders.len(), 1);
    let theirs: NewApiKey = make(&system, "owner@oak", &["view_personal_data"]).await.read();
    let other = by_key(&system, &theirs.secret, Method::Get, &format!("/api/v1/customers/{id}"), None).await;
    assert_eq!(other.problem(), (404, "not_found"));
    let kept = system.request(Some("owner@oak"), Method::Get, path::KEYS, None).await.read::<ApiKeyList>().keys;
    assert_eq!(kept.len(), 1, "a workspace sees its own keys");
    let not_mine = system.request(Some("owner@oak"), Method::Delete, &path::key(&theirs.key.id), None).await;
    assert_eq!(not_mine.status, 204);
}

#[tokio::test]
async fn nobody_makes_a_key_that_may_more_than_they() {
    let system = System::with_workspace().await;
    assert_eq!(make(&system, "marketer@maple", &["import_orders"]).await.problem(), (403, "not_allowed"));
    for rights in [&["manage_connections"][..], &["edit_settings"], &[]] {
        assert_eq!(make(&system, "owner@maple", rights).await.problem(), (422, "invalid"));
    }
}

#[tokio::test]
async fn a_key_has_so_many_requests_a_minute_and_then_waits() {
    let system = System::with_workspace().await;
    let made = secret(&system, &["view_personal_data"]).await.secret;
    let other = secret(&system, &["view_personal_data"]).await.secret;
    let ask = || by_key(&system, &made, Method::Get, path::V1_CUSTOMERS, None);
    for _ in 0..functions::keys::KEY_REQUESTS_PER_MINUTE {
        assert_eq!(ask().await.status, 200);
    }
    let refused = ask().await;
    assert_eq!(refused.problem(), (429, "too_many_requests"));
    assert_eq!(refused.headers["retry-after"], "60");
    assert_eq!(by_key(&system, &other, Method::Get, path::V1_CUSTOMERS, None).await.status, 200);
    system.pass(SignedDuration::from_secs(60));
    assert_eq!(ask().await.status, 200, "the next minute is a new one");
}

#[tokio::test]
async fn orders_are_taken_one_by_one_and_once() {
    let system = System::with_workspace().await;
    let send = async |orders: &[Value]| -> Vec<(OrderOutcome, bool)> {
        let answer = system.owner(Method::Post, path::ORDERS, Some(&batch(orders))).await;
        let results = answer.read::<OrderResults>().results;
        results.into_iter().map(|result| (result.outcome, result.reason.is_some())).collect()
    };
    let (a, b, c) = (order("a", "1", 100), order("b", "1", 200), order("c", "2", 300));
    let mut bad = order("d", "3", 400);
    bad["placed_at"] = json!("tomorrow");
    use OrderOutcome::{Changed, Created, Error, Unchanged};
    let first = send(&[a.clone(), bad, b.clone(), c.clone(), a.clone()]).await;
    assert_eq!(first, [(Created, false), (Error, true), (Created, false), (Created, false), (Error, true)]);
    assert!(system.waiting() > 0, "scores are asked for");
    system.run_jobs().await;
    assert_eq!(send(&[c.clone(), b.clone(), a.clone()]).await, [(Unchanged, false); 3]);
    assert_eq!(system.waiting(), 0, "nothing is new, so no scores are asked for");
    assert_eq!(send(&[order("b", "1", 250), a]).await, [(Changed, false), (Unchanged, false)]);
    system.run_jobs().await;
    assert_eq!(system.manifest().await.expect("a generation").summary.net_minor, 100 + 250 + 300);
}

#[tokio::test]
async fn a_batch_has_a_source_and_a_size() {
    let system = System::with_workspace().await;
    let many: Vec<Value> = (0..501).map(|number| order(&number.to_string(), "1", 1)).collect();
    for wrong in [json!({ "data_source": "sample", "orders": [order("a", "1", 1)] }), batch(&[]), batch(&many)] {
        assert_eq!(system.owner(Method::Post, path::ORDERS, Some(&wrong)).await.problem(), (422, "invalid"));
    }
    let most = batch(&many[..500]);
    assert_eq!(system.owner(Method::Post, path::ORDERS, Some(&most)).await.read::<OrderResults>().results.len(), 500);
}

#[tokio::test]
async fn customers_come_in_pages_that_outlive_a_generation() {
    let system = System::with_workspace().await;
    let orders: Vec<Value> = (0..120).map(|number| order(&format!("o{number}"), &number.to_string(), 1_000)).collect();
    system.owner(Method::Post, path::ORDERS, Some(&batch(&orders))).await;
    system.run_jobs().await;
    let page = async |query: &str| -> CustomerPage {
        system.owner(Method::Get, &format!("{}?{query}", path::CUSTOMERS), None).await.read()
    };
    let mut ids = Vec::new();
    let mut query = "limit=50".to_owned();
    for (position, expected) in [50, 50, 20].into_iter().enumerate() {
        let answer = page(&query).await;
        assert_eq!(answer.customers.len(), expected);
        ids.extend(answer.customers.iter().map(|customer| customer.id));
        if position == 0 {
            // A new generation comes in between.
            system.owner(Method::Post, path::ORDERS, Some(&batch(&[order("late", "5", 1)]))).await;
            system.run_jobs().await;
        }
        assert_eq!(answer.next_cursor.is_none(), position == 2);
        query = format!("limit=50&cursor={}", answer.next_cursor.unwrap_or_default());
    }
    assert!(ids.is_sorted());
    ids.dedup();
    assert_eq!(ids.len(), 120, "every customer once");
}

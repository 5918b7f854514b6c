//! What is found in whole records while scores are made.

use serde_json::json;
use shared::api::{CustomerAnswer, ErasureAnswer, Method, QualityAnswer, Role, path};
use shared::domain::{CustomerId, CustomerKey};
use shared::ingest::OrderRow;

use crate::support::{System, a_request, a_row, role_name};

fn id_of(source: &str, number: &str) -> CustomerId {
    CustomerKey { data_source: source.into(), number: number.into() }.id()
}

async fn found(system: &System) -> QualityAnswer {
    system.owner(Method::Get, path::QUALITY, None).await.read()
}

/// Imports rows from another data source, as a shop that delivers by itself has one.
async fn import_from(system: &System, source: &str, rows: &[OrderRow]) {
    let mut request = a_request(rows.len() as u64);
    request["data_source"] = json!(source);
    let import: shared::api::ImportAnswer = system.owner(Method::Post, path::IMPORTS, Some(&request)).await.read();
    let chunks = system.upload(&import, rows).await;
    system.commit(&import, &chunks).await;
    system.run_jobs().await;
}

#[tokio::test]
async fn customers_without_an_address_and_doubled_orders_are_found_with_every_generation() {
    let system = System::with_workspace().await;
    assert_eq!(system.owner(Method::Get, path::QUALITY, None).await.problem(), (409, "conflict"));
    let nobody = OrderRow { email: None, name: None, ..a_row("2", "C", "2026-03-01") };
    let rows = [a_row("1", "A", "2026-03-01"), a_row("1", "B", "2026-03-01"), a_row("1", "D", "2026-03-04"), nobody];
    system.import_rows(4, &rows).await;
    let first = found(&system).await;
    assert_eq!((first.customers, first.without_address, first.orders, first.doubled), (2, 1, 4, 1));
    assert_eq!(first.listed_without_address[0].id, id_of("shop", "2"));
    assert_eq!(first.listed_doubled[0].orders, Some(("A".into(), "B".into())));
    assert_eq!(first.generation, system.manifest().await.expect("a generation").generation);

    // The same order from another source, under the address as number.
    let delivered = OrderRow { email: Some("1@example.com".into()), ..a_row("1@example.com", "9001", "2026-03-04") };
    import_from(&system, "web", &[delivered]).await;
    let second = found(&system).await;
    assert_eq!((second.customers, second.doubled), (3, 2));
    let across = second.listed_doubled.iter().find(|pair| pair.other.is_some()).expect("a pair of two records");
    let mut both = [across.customer.id, across.other.as_ref().expect("the other").id];
    both.sort_unstable();
    let mut expected = [id_of("shop", "1"), id_of("web", "1@example.com")];
    expected.sort_unstable();
    assert_eq!((both, across.day.to_string(), across.net_minor), (expected, "2026-03-04".into(), 1_000));

    // Merged, the records are one person whose orders are compared one by one.
    let body = json!({ "other": id_of("web", "1@example.com") });
    system.owner(Method::Post, &path::customer_merge(id_of("shop", "1")), Some(&body)).await.read::<CustomerAnswer>();
    system.run_jobs().await;
    let merged = found(&system).await;
    assert_eq!((merged.customers, merged.doubled), (2, 2));
    assert!(merged.listed_doubled.iter().any(|pair| pair.orders == Some(("9001".into(), "D".into()))));

    // Nobody is told of who was erased.
    let at = path::erasure(id_of("shop", "1"));
    let shown: ErasureAnswer = system.owner(Method::Get, &at, None).await.read();
    let records: Vec<CustomerId> = shown.records.iter().map(|record| record.id).collect();
    assert_eq!(system.owner(Method::Post, &at, Some(&json!({ "records": records }))).await.status, 202);
    system.run_jobs().await;
    let erased = found(&system).await;
    assert_eq!((erased.customers, erased.without_address, erased.doubled), (1, 1, 0));
}

#[tokio::test]
async fn who_may_not_see_people_does_not_see_them_here() {
    let system = System::with_workspace().await;
    system.import_rows(1, &[a_row("1", "A", "2026-03-01")]).await;
    for (role, status) in [(Role::Viewer, 403), (Role::Analyst, 403), (Role::Support, 200), (Role::Marketer, 200)] {
        let who = format!("{}@maple", role_name(role));
        let answer = system.request(Some(&who), Method::Get, path::QUALITY, None).await;
        assert_eq!(answer.status.as_u16(), status, "{who}");
    }
    system.add_workspace("oak").await;
    let elsewhere = system.request(Some("owner@oak"), Method::Get, path::QUALITY, None).await;
    assert_eq!(elsewhere.problem(), (409, "conflict"));
}

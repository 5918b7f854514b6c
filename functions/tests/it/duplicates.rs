//! Two records of one person, merged and parted.

use serde_json::json;
use shared::api::{CustomerAnswer, Duplicates, Method, path};
use shared::domain::{ConsentStatus, CustomerId};
use shared::ingest::OrderRow;

use crate::support::{System, a_row, key_of};

async fn two_of_one() -> (System, CustomerId, CustomerId) {
    let system = System::with_workspace().await;
    let row = |customer: &str, order: &str, day: &str, email_consent| OrderRow {
        email: Some(if customer == "3" { "bo@example.com".into() } else { "Ann@example.com".into() }),
        email_consent,
        ..a_row(customer, order, day)
    };
    let rows = [
        row("1", "A", "2026-01-01", ConsentStatus::Given),
        row("1", "B", "2026-03-01", ConsentStatus::Given),
        row("2", "A", "2026-02-01", ConsentStatus::Withdrawn),
        row("3", "C", "2026-02-01", ConsentStatus::Given),
    ];
    system.import_rows(1, &rows).await;
    (system, key_of(&rows[0]).id(), key_of(&rows[2]).id())
}

#[tokio::test]
async fn merging_shows_both_as_one_and_parting_restores_them_to_the_byte() {
    let (system, ann, other) = two_of_one().await;
    let before = system.manifest().await.expect("a generation");
    assert_eq!(before.summary.customers, 3);
    let found: Duplicates = system.owner(Method::Get, &path::customer_duplicates(ann), None).await.read();
    assert_eq!(found.candidates.iter().map(|candidate| candidate.id).collect::<Vec<_>>(), [other]);

    let body = json!({ "other": other });
    let merged: CustomerAnswer = system.owner(Method::Post, &path::customer_merge(ann), Some(&body)).await.read();
    let orders: Vec<_> = merged.orders.iter().map(|order| order.id.as_str()).collect();
    assert_eq!(orders, ["A", "shop:2:A", "B"], "both orders called A are there");
    assert_eq!(merged.consents.marketing_email(), ConsentStatus::Withdrawn, "the stricter one counts");
    assert_eq!(merged.stands_for.iter().map(|of| of.id).collect::<Vec<_>>(), [other]);
    // Before the new scores are there, the search still finds the record that was merged.
    let left: Duplicates = system.owner(Method::Get, &path::customer_duplicates(ann), None).await.read();
    assert_eq!(left.candidates, []);
    system.run_jobs().await;
    let together = system.manifest().await.expect("a generation");
    assert_eq!(together.summary.customers, 2);
    let again = system.owner(Method::Post, &path::customer_merge(ann), Some(&body)).await;
    assert_eq!((again.status.as_u16(), system.waiting()), (200, 0), "doing it twice does nothing");

    let parted: CustomerAnswer = system.owner(Method::Post, &path::customer_part(ann), Some(&body)).await.read();
    assert_eq!((parted.orders.len(), parted.stands_for.len()), (2, 0));
    system.run_jobs().await;
    let after = system.manifest().await.expect("a generation");
    assert_eq!(after.state_hash, before.state_hash);
    assert_eq!(after.summary, before.summary);
}

#[tokio::test]
async fn an_import_reaches_its_own_record_while_they_are_merged() {
    let (system, ann, other) = two_of_one().await;
    let body = json!({ "other": other });
    system.owner(Method::Post, &path::customer_merge(ann), Some(&body)).await;
    let late = a_row("2", "Z", "2026-05-01");
    system.import_rows(1, std::slice::from_ref(&late)).await;
    let merged: CustomerAnswer = system.owner(Method::Get, &path::customer(ann), None).await.read();
    assert_eq!(merged.orders.len(), 4);
    let own: CustomerAnswer = system.owner(Method::Get, &path::customer(other), None).await.read();
    assert_eq!((own.merged_into, own.orders.len()), (Some(ann), 2));
}

#[tokio::test]
async fn chains_and_selves_are_refused_and_another_role_may_not() {
    let (system, ann, other) = two_of_one().await;
    let third = key_of(&a_row("3", "C", "2026-02-01")).id();
    let merge = async |survivor: CustomerId, other: CustomerId| {
        system.owner(Method::Post, &path::customer_merge(survivor), Some(&json!({ "other": other }))).await
    };
    assert_eq!(merge(ann, ann).await.status.as_u16(), 422);
    assert_eq!(merge(ann, CustomerId(1)).await.status.as_u16(), 404);
    assert_eq!(merge(ann, other).await.status.as_u16(), 200);
    for (survivor, other) in [(other, third), (third, ann), (third, other)] {
        assert_eq!(merge(survivor, other).await.problem(), (409, "conflict"));
    }
    let body = json!({ "other": third });
    let answer = system.request(Some("analyst@maple"), Method::Post, &path::customer_merge(ann), Some(&body)).await;
    assert_eq!(answer.status.as_u16(), 403);
}

//! Addresses that must not be written to.

use shared::api::{CustomerAnswer, ImportAnswer, ImportState, Method, path};
use shared::domain::{Channel, ConsentStatus, Purpose};
use shared::ingest::{Fact, FactRow, ImportKind, OrderRow, Placed, Row};

use crate::support::{System, a_row, key_of};

fn suppressed(email: &str) -> Row {
    let fact = Fact::Consent {
        purpose: Purpose::Marketing,
        channel: Channel::Email,
        status: ConsentStatus::Withdrawn,
        source: None,
        wording: None,
    };
    Row::Fact(FactRow { customer_number: email.to_lowercase(), at: Placed::Local(20_000), fact, original: None })
}

async fn consent(system: &System, row: &OrderRow) -> ConsentStatus {
    let answer: CustomerAnswer = system.owner(Method::Get, &path::customer(key_of(row).id()), None).await.read();
    answer.consents.marketing_email()
}

#[tokio::test]
async fn a_suppressed_address_withdraws_consent_now_later_and_for_good() {
    let system = System::with_workspace().await;
    let given = |customer: &str, email: &str| OrderRow {
        email: Some(email.into()),
        email_consent: ConsentStatus::Given,
        ..a_row(customer, customer, "2026-01-01")
    };
    let (now, later) = (given("1", "Ann@Example.com"), given("2", "ann@example.com"));
    let other = given("3", "bo@example.com");
    system.import_rows(1, &[now.clone(), other.clone()]).await;
    let rows = [suppressed("ANN@example.com"), suppressed("nobody@example.com")];
    let list = system.import_kind(ImportKind::Suppressions, &rows).await;
    assert_eq!((list.state, list.counts.facts_new), (ImportState::Done, 2));
    assert_eq!(system.import_kind(ImportKind::Suppressions, &rows).await.counts.facts_unchanged, 2);
    system.import_rows(1, std::slice::from_ref(&later)).await;
    for (row, expected) in
        [(&now, ConsentStatus::Withdrawn), (&later, ConsentStatus::Withdrawn), (&other, ConsentStatus::Given)]
    {
        assert_eq!(consent(&system, row).await, expected, "{}", row.customer_number);
    }

    let undo = system.owner(Method::Post, &path::import_undo(&list.id), None).await;
    assert_eq!(undo.status.as_u16(), 202);
    system.run_jobs().await;
    let undone: ImportAnswer = system.owner(Method::Get, &path::import(&list.id), None).await.read();
    assert_eq!(undone.undone.map(|counts| counts.reversed), Some(0), "a list of opt-outs is not taken back");
    assert_eq!(consent(&system, &now).await, ConsentStatus::Withdrawn);
}

#[tokio::test]
async fn a_suppressed_address_of_a_merged_record_withdraws_the_consent_of_both() {
    let system = System::with_workspace().await;
    let given = |customer: &str, email: &str| OrderRow {
        email: Some(email.into()),
        email_consent: ConsentStatus::Given,
        ..a_row(customer, customer, "2026-01-01")
    };
    let (survivor, other) = (given("1", "ann@example.com"), given("2", "ann@work.example"));
    system.import_rows(1, &[survivor.clone(), other.clone()]).await;
    system.import_kind(ImportKind::Suppressions, &[suppressed("ann@work.example")]).await;
    assert_eq!(consent(&system, &survivor).await, ConsentStatus::Given);
    let body = serde_json::json!({ "other": key_of(&other).id() });
    let merge = path::customer_merge(key_of(&survivor).id());
    let merged: CustomerAnswer = system.owner(Method::Post, &merge, Some(&body)).await.read();
    assert_eq!(merged.consents.marketing_email(), ConsentStatus::Withdrawn);
    assert_eq!(consent(&system, &survivor).await, ConsentStatus::Withdrawn);
}

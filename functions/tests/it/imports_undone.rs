//! Imports compared before they are written, and taken back afterwards.

use functions::jobs::{ImportMessage, ImportStep};
use serde_json::json;
use shared::api::{CustomerAnswer, ImportAnswer, ImportState, Method, UploadedChunks, path};
use shared::domain::{ConsentStatus, Day, EndReason, EventKind, TenantId};
use shared::ingest::{Fact, FactRow, ImportKind, MergeCounts, OrderRow, Placed, Row, UndoCounts};

use crate::support::{System, a_row, key_of};

fn rows(customers: std::ops::Range<u32>, milli_minor: i64) -> Vec<OrderRow> {
    let one = |customer: u32| OrderRow {
        net_milli_minor: milli_minor,
        ..a_row(&customer.to_string(), &format!("{customer}-1"), &Day(20_000 + customer as i32).to_string())
    };
    customers.map(one).collect()
}

async fn read(system: &System, import: &ImportAnswer) -> ImportAnswer {
    system.owner(Method::Get, &path::import(&import.id), None).await.read()
}

async fn undo(system: &System, import: &ImportAnswer) -> ImportAnswer {
    let answer = system.owner(Method::Post, &path::import_undo(&import.id), None).await;
    assert_eq!(answer.status.as_u16(), 202);
    system.run_jobs().await;
    read(system, import).await
}

#[tokio::test]
async fn a_comparison_tells_what_would_change_and_changes_nothing() {
    let system = System::with_workspace().await;
    system.import_rows(50_000, &rows(1..31, 1_000_000)).await;
    let before = system.manifest().await.expect("a generation");
    system.services.customers.meter().take();

    let mut next = rows(1..11, 1_000_000);
    next.extend(rows(11..21, 2_000_000));
    next.extend(rows(100..105, 1_000_000));
    let import = system.start_import(50_000).await;
    let chunks = system.upload(&import, &next).await;
    let body = json!({ "chunks": chunks });
    let comparing: ImportAnswer =
        system.owner(Method::Post, &path::import_compare(&import.id), Some(&body)).await.read();
    assert_eq!(comparing.state, ImportState::Comparing);
    system.run_jobs().await;
    let compared = read(&system, &import).await;
    let expected = MergeCounts {
        customers_new: 5,
        customers_changed: 10,
        customers_unchanged: 10,
        orders_new: 5,
        orders_changed: 10,
        orders_unchanged: 10,
        ..MergeCounts::default()
    };
    assert_eq!((compared.state, compared.buckets_done, compared.counts), (ImportState::Compared, 4, expected));
    assert!(system.services.customers.meter().take().write < f64::EPSILON, "nothing was written");
    assert_eq!(system.manifest().await.expect("a generation").generation, before.generation);

    let other = json!({ "chunks": [9, 9, 9, 9] });
    let refused = system.owner(Method::Post, &path::import_compare(&import.id), Some(&other)).await;
    assert_eq!(refused.problem(), (409, "conflict"));
    system.commit(&import, &chunks).await;
    system.run_jobs().await;
    let done = read(&system, &import).await;
    assert_eq!((done.state, done.counts), (ImportState::Done, expected), "what was foretold has come");
}

#[tokio::test]
async fn an_import_taken_back_leaves_the_state_before_it() {
    let system = System::with_workspace().await;
    let first = system.import_rows(50_000, &rows(1..31, 1_000_000)).await;
    let before = system.manifest().await.expect("a generation");
    let mut next = rows(11..21, 2_000_000);
    next.extend(rows(100..105, 1_000_000));
    let second = system.import_rows(50_000, &next).await;
    assert_ne!(system.manifest().await.expect("a generation").state_hash, before.state_hash);

    let undone = undo(&system, &second).await;
    assert_eq!(undone.state, ImportState::Undone);
    let counts = undone.undone.expect("counted");
    assert_eq!((counts.customers_removed, counts.customers_changed, counts.kept_edited, counts.failed), (5, 10, 0, 0));
    assert_eq!(system.manifest().await.expect("a generation").state_hash, before.state_hash);
    assert_eq!(undo(&system, &second).await.undone, Some(UndoCounts::default()), "nothing is left to take back");
    assert_eq!(system.manifest().await.expect("a generation").state_hash, before.state_hash);

    undo(&system, &first).await;
    assert!(system.manifest().await.is_none(), "nobody is left");
}

#[tokio::test]
async fn an_undo_that_is_delivered_twice_or_dies_in_between_ends_alike() {
    let system = System::with_workspace().await;
    let import = system.import_rows(50_000, &rows(1..31, 1_000_000)).await;
    let started = system.owner(Method::Post, &path::import_undo(&import.id), None).await;
    assert_eq!(started.status.as_u16(), 202);
    for bucket in [0, 1, 1, 2, 3, 3, 0] {
        let message = ImportMessage::Bucket {
            step: ImportStep::Undo,
            tenant: TenantId("maple".into()),
            import: import.id.clone(),
            bucket,
        };
        system.import(message, false).await.expect("the job succeeds");
    }
    let undone = read(&system, &import).await;
    let counts = undone.undone.expect("counted");
    assert_eq!((undone.state, counts.customers_removed), (ImportState::Undone, 30));
}

#[tokio::test]
async fn what_was_written_before_a_cancellation_can_be_taken_back_and_what_goes_on_cannot() {
    let system = System::with_workspace().await;
    let import = system.start_import(50_000).await;
    let nothing = system.owner(Method::Post, &path::import_undo(&import.id), None).await;
    assert_eq!(nothing.problem(), (409, "conflict"));
    let chunks = system.upload(&import, &rows(1..31, 1_000_000)).await;
    system.commit(&import, &chunks).await;
    let going_on = system.owner(Method::Post, &path::import_undo(&import.id), None).await;
    assert_eq!(going_on.problem(), (409, "conflict"));
    assert!(system.run_next_job().await);
    let cancelled: ImportAnswer = system.owner(Method::Post, &path::import_cancel(&import.id), None).await.read();
    system.run_jobs().await;
    let undone = undo(&system, &import).await;
    assert_eq!(undone.undone.expect("counted").customers_removed, cancelled.counts.customers_new);
    assert!(system.manifest().await.is_none());
}

#[tokio::test]
async fn uploaded_chunks_are_told_so_that_an_upload_goes_on() {
    let system = System::with_workspace().await;
    let import = system.start_import(50_000).await;
    let told =
        async || -> UploadedChunks { system.owner(Method::Get, &path::import_chunks(&import.id), None).await.read() };
    assert_eq!(told().await.chunks, []);
    let chunks = system.upload(&import, &rows(1..31, 1_000_000)).await;
    let expected: Vec<u16> = (0..4).filter(|bucket| chunks[*bucket as usize] > 0).collect();
    assert_eq!(told().await.chunks.iter().map(|place| place.bucket).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn every_kind_of_line_reaches_the_customer_and_leaves_again() {
    let system = System::with_workspace().await;
    let order = a_row("17", "A", "2026-01-01");
    system.import_rows(1, std::slice::from_ref(&order)).await;
    let before = system.manifest().await.expect("a generation").state_hash;
    let fact =
        |fact| Row::Fact(FactRow { customer_number: "17".into(), at: Placed::Local(20_500), fact, original: None });
    let refund = Fact::Refund { id: "R1".into(), order_id: "A".into(), milli_minor: 400_000 };
    let cost = Fact::Cost { id: "C1".into(), kind: "post".into(), milli_minor: 490_000 };
    let event = Fact::Event {
        id: "E1".into(),
        kind: EventKind::Contact,
        channel: Some("phone".into()),
        staff: Some("Kim".into()),
        value: None,
        text: Some("asked for the size".into()),
    };
    let identity = Fact::Identity {
        email: None,
        name: Some("New Name".into()),
        acquisition_source: None,
        email_consent: ConsentStatus::Given,
    };
    let contract = Fact::Contract {
        id: "K1".into(),
        end: Some(Placed::Local(20_530)),
        reason: EndReason::PaymentFailed,
        milli_minor: 9_900_000,
    };
    let kinds =
        [ImportKind::Refunds, ImportKind::Costs, ImportKind::Events, ImportKind::Customers, ImportKind::Contracts];
    let mut imports = Vec::new();
    for (kind, row) in kinds.into_iter().zip([fact(refund), fact(cost), fact(event), fact(identity), fact(contract)]) {
        let import = system.import_kind(kind, std::slice::from_ref(&row)).await;
        assert_eq!(import.request.kind, kind);
        assert_eq!(import.counts.facts_new + import.counts.facts_changed, 1, "{kind:?}");
        imports.push(import);
    }
    let id = key_of(&order).id();
    let customer: CustomerAnswer = system.owner(Method::Get, &path::customer(id), None).await.read();
    assert_eq!((customer.refunds[0].amount_minor, customer.costs[0].amount_minor), (400, 490));
    assert_eq!(customer.events[0].staff.as_deref(), Some("Kim"));
    assert_eq!(customer.name.as_deref(), Some("New Name"));
    assert_eq!(customer.consents.marketing_email(), ConsentStatus::Given);
    assert_eq!(customer.events[0].import, imports[2].id, "each row knows its import");
    let contract = &customer.contracts[0];
    assert_eq!((contract.start, contract.end, contract.monthly_minor), (Day(20_500), Some(Day(20_530)), 9_900));
    assert_eq!((contract.reason, &contract.import), (EndReason::PaymentFailed, &imports[4].id));
    for import in &imports {
        undo(&system, import).await;
    }
    assert_eq!(system.manifest().await.expect("a generation").state_hash, before);
}

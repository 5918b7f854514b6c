//! What comes after an erasure: no file, no undo and no writer that was in between brings a customer back.

use functions::jobs::{ImportMessage, ImportStep};
use serde_json::json;
use shared::api::{ErasureState, ImportAnswer, Method, OrderOutcome, OrderResults, path};
use shared::domain::{Channel, ConsentStatus, Purpose, TenantId};
use shared::ingest::{Fact, FactRow, ImportKind, OrderRow, Placed, Row};

use crate::erasure::{ADDRESS, CANARY, a_shop, ask, erasure, facts, id_of, number, order, places};
use crate::support::logs::Logs;
use crate::support::{System, a_row};

async fn an_erased_shop() -> (System, Vec<ImportAnswer>) {
    let (system, imports) = a_shop().await;
    ask(&system).await;
    system.run_jobs().await;
    assert_eq!(erasure(&system).await.state, ErasureState::Done);
    (system, imports)
}

async fn state_hash(system: &System) -> String {
    system.manifest().await.expect("a generation").state_hash
}

#[tokio::test]
async fn a_late_line_of_any_kind_is_counted_and_not_stored() {
    let (logs, _guard) = Logs::catch();
    let (system, _) = an_erased_shop().await;
    let before = state_hash(&system).await;
    for number in [number(), ADDRESS.to_lowercase(), format!("{CANARY}-unmerged")] {
        let mut files = facts(&number);
        let late = OrderRow { email: None, ..order(&number, "late", "2026-07-01") };
        files.push((ImportKind::Orders, late.into()));
        for (kind, row) in files {
            let import = system.import_kind(kind, &[row]).await;
            let counts = import.counts;
            assert_eq!((counts.lines_of_erased, counts.customers_new), (1, 0), "{kind:?} {number}");
        }
    }
    // The address under a number that was never seen, also in a comparison.
    let new = [
        order("new account", "late", "2026-07-01"),
        OrderRow { email: None, ..order("new account", "G", "2026-07-02") },
    ];
    let import = system.start_import(1).await;
    let chunks = system.upload(&import, &new).await;
    system.owner(Method::Post, &path::import_compare(&import.id), Some(&json!({ "chunks": chunks }))).await;
    system.run_jobs().await;
    let compared: ImportAnswer = system.owner(Method::Get, &path::import(&import.id), None).await.read();
    assert_eq!((compared.counts.lines_of_erased, compared.counts.customers_new), (2, 0));
    system.commit(&import, &chunks).await;
    system.run_jobs().await;
    let suppressed = Fact::Consent {
        purpose: Purpose::Marketing,
        channel: Channel::Email,
        status: ConsentStatus::Withdrawn,
        source: None,
        wording: None,
    };
    let row = FactRow {
        customer_number: ADDRESS.to_lowercase(),
        at: Placed::Local(20_600),
        fact: suppressed,
        original: None,
    };
    system.import_kind(ImportKind::Suppressions, &[Row::Fact(row)]).await;

    assert_eq!(state_hash(&system).await, before);
    assert_eq!(places(&system, &logs).await, [""; 0]);
    let others = system.import_rows(1, &[a_row("brand new", "n1", "2026-07-03")]).await;
    assert_eq!((others.counts.lines_of_erased, others.counts.customers_new), (0, 1));
}

#[tokio::test]
async fn taking_older_imports_back_brings_nothing_back() {
    let (logs, _guard) = Logs::catch();
    let (system, imports) = an_erased_shop().await;
    for import in imports.iter().rev() {
        system.owner(Method::Post, &path::import_undo(&import.id), None).await;
        system.run_jobs().await;
        let undone: ImportAnswer = system.owner(Method::Get, &path::import(&import.id), None).await.read();
        assert_eq!(undone.undone.expect("counted").failed, 0);
        assert_eq!(system.owner(Method::Get, &path::customer(id_of(&number())), None).await.status, 410);
    }
    let all = system.everything().await;
    assert!(!all.iter().any(|(place, _)| place.starts_with("object") && place.contains("/base/")), "nobody is left");
    let mut all: Vec<_> = all;
    all.push(("log".to_owned(), logs.bytes()));
    assert_eq!(crate::support::canary::found(&[CANARY, ADDRESS], &all), [""; 0]);
}

#[tokio::test]
async fn an_order_sent_by_the_api_is_refused_and_nothing_of_it_is_kept() {
    let (system, _) = an_erased_shop().await;
    let before = state_hash(&system).await;
    let order = |id: &str, customer: serde_json::Value| json!({ "id": id, "customer": customer, "placed_at": "2026-07-01", "net_minor": 900 });
    let orders = [
        order("api-1", json!({ "number": number() })),
        order("api-2", json!({ "number": "api-new", "email": ADDRESS })),
    ];
    let batch = json!({ "data_source": "shop", "orders": orders });
    let answer: OrderResults = system.owner(Method::Post, path::ORDERS, Some(&batch)).await.read();
    for result in answer.results {
        assert_eq!(result.outcome, OrderOutcome::Error);
        assert!(result.reason.expect("a reason").contains("was erased"));
    }
    system.run_jobs().await;
    assert_eq!(state_hash(&system).await, before);
    assert_eq!(crate::support::canary::found(&[CANARY, ADDRESS], &system.everything().await), [""; 0]);
}

/// An import that has read what is erased before the erasure, and writes after it.
#[tokio::test]
async fn an_import_delivered_around_the_erasure_leaves_nobody() {
    let (logs, _guard) = Logs::catch();
    let (system, _) = a_shop().await;
    let import = system.start_import(1).await;
    let rows = [order("new account", "late", "2026-07-01"), order(&number(), "H", "2026-07-01")];
    let chunks = system.upload(&import, &rows).await;
    system.commit(&import, &chunks).await;
    assert!(system.run_next_job().await, "written before");
    ask(&system).await;
    system.run_jobs().await;
    assert_eq!(erasure(&system).await.state, ErasureState::Done);
    let message = ImportMessage::Bucket {
        step: ImportStep::Write,
        tenant: TenantId("maple".into()),
        import: import.id,
        bucket: 0,
    };
    system.import(message, false).await.expect("nothing to do");
    system.run_jobs().await;
    assert_eq!(places(&system, &logs).await, [""; 0]);
}

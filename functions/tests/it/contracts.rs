//! Contracts: imported, kept with the customer, and a part of the base of their own.

use shared::api::{CustomerAnswer, Method, PartAnswer, path};
use shared::base::{Contracts, build, decode_contracts};
use shared::domain::{Day, EndReason};
use shared::ingest::{Fact, FactRow, ImportKind, Placed, Row};
use shared::review::contract_overview;

use crate::support::{System, a_row, key_of};

/// After all that happens here.
const BUILT: Day = Day(21_000);

fn contract(customer: &str, id: &str, start: &str, end: Option<&str>) -> Row {
    let day = |text: &str| Placed::Local(text.parse::<Day>().expect("a date").0);
    let fact = Fact::Contract { id: id.into(), end: end.map(day), reason: EndReason::Cancelled, milli_minor: 990_000 };
    Row::Fact(FactRow { customer_number: customer.into(), at: day(start), fact, original: None })
}

/// The contracts as the app has them.
async fn downloaded(system: &System) -> Contracts {
    let answer: PartAnswer = system.owner(Method::Get, path::CONTRACTS, None).await.read();
    let manifest = system.manifest().await.expect("a generation");
    assert_eq!((answer.generation, answer.urls.len()), (manifest.generation, manifest.contract_chunks as usize));
    let mut chunks = Vec::new();
    for url in &answer.urls {
        let stored = reqwest::get(url).await.expect("the bucket answers").bytes().await.expect("bytes");
        chunks.push(functions::base::unpack(&stored, 1 << 28).expect("gzip"));
    }
    let customers = manifest.summary.customers as usize;
    decode_contracts(chunks.iter().map(Vec::as_slice), customers).expect("whole")
}

#[tokio::test]
async fn contracts_travel_from_the_import_to_their_part_of_the_base_and_leave_again() {
    let system = System::with_workspace().await;
    let early = system.owner(Method::Get, path::CONTRACTS, None).await;
    assert_eq!(early.problem(), (409, "conflict"));
    let order = a_row("1", "A", "2026-03-31");
    system.import_rows(2, &[order.clone(), a_row("2", "B", "2026-02-01")]).await;
    let before = system.manifest().await.expect("a generation");
    assert_eq!((before.contract_chunks, downloaded(&system).await), (0, Contracts::default()));

    let rows = [
        contract("1", "K1", "2026-01-10", Some("2026-02-20")),
        contract("1", "K2", "2026-02-20", None),
        contract("2", "K3", "2026-01-10", Some("2026-03-15")),
        // Somebody who never ordered.
        contract("9", "K4", "2026-01-01", None),
    ];
    let import = system.import_kind(ImportKind::Contracts, &rows).await;
    assert_eq!((import.counts.facts_new, import.counts.customers_new), (4, 1));
    let base = build(&system.customers().await);
    let contracts = downloaded(&system).await;
    assert_eq!(Some(&contracts), base.contracts.as_ref());
    let found = contract_overview(&base, &contracts, 30, BUILT).expect("contracts");
    let churn = found.churn;
    assert_eq!((churn.start.to_string(), churn.end.to_string()), ("2026-03-01".into(), "2026-03-31".into()));
    assert_eq!((churn.base, churn.retained, churn.churned, found.without_orders), (3, 2, 1, 1));
    assert_eq!((churn.base_monthly_minor, churn.retained_monthly_minor), (2_970, 1_980));

    let customer: CustomerAnswer = system.owner(Method::Get, &path::customer(key_of(&order).id()), None).await.read();
    let spans: Vec<_> = customer.contracts.iter().map(|it| (it.id.as_str(), it.start.to_string())).collect();
    assert_eq!(spans, [("K1", "2026-01-10".to_owned()), ("K2", "2026-02-20".to_owned())]);

    // The same contract, stated anew: it has ended.
    let ended = [contract("9", "K4", "2026-01-01", Some("2026-03-10"))];
    let second = system.import_kind(ImportKind::Contracts, &ended).await;
    assert_eq!(second.counts.facts_changed, 1);
    let found = contract_overview(&base, &downloaded(&system).await, 30, BUILT).expect("contracts");
    assert_eq!((found.churn.retained, found.churn.churned), (1, 2));

    for import in [&second, &import] {
        system.owner(Method::Post, &path::import_undo(&import.id), None).await;
        system.run_jobs().await;
    }
    let after = system.manifest().await.expect("a generation");
    assert_eq!((after.state_hash, after.contract_chunks), (before.state_hash, 0));
    assert_eq!(downloaded(&system).await, Contracts::default());
}

#[tokio::test]
async fn contracts_are_counted_in_a_shop_that_knows_no_orders() {
    let system = System::with_workspace().await;
    let rows = [
        contract("1", "K1", "2026-01-10", Some("2026-03-20")),
        contract("2", "K2", "2026-02-01", None),
        contract("3", "K3", "2026-03-05", None),
    ];
    let import = system.import_kind(ImportKind::Contracts, &rows).await;
    assert_eq!((import.counts.facts_new, import.counts.customers_new), (3, 3));
    let manifest = system.manifest().await.expect("a generation");
    assert_eq!((manifest.summary.customers, manifest.as_of, manifest.contract_chunks), (0, None, 1));
    let base = build(&system.customers().await);
    let found = contract_overview(&base, &downloaded(&system).await, 30, BUILT).expect("contracts");
    let churn = found.churn;
    assert_eq!((churn.start.to_string(), churn.end.to_string()), ("2026-02-18".into(), "2026-03-20".into()));
    assert_eq!((churn.base, churn.churned, churn.joined, found.without_orders), (2, 1, 1, 3));
}

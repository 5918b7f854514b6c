//! A file only says that Holdfast exported it: what a false claim cannot do.

use serde_json::json;
use shared::api::{ErasureAnswer, ImportAnswer, ImportState, Method, path};
use shared::domain::{
    Channel, ConsentStatus, CustomerHistory, CustomerId, CustomerKey, ERASED_SOURCE, EventKind, Origin, Purpose,
};
use shared::ingest::{Fact, FactRow, ImportKind, OrderRow, Placed, Row};

use crate::support::{System, a_request, a_row};

/// Imports rows as a file that says it is Holdfast's own.
async fn claim(system: &System, source: &str, kind: ImportKind, rows: &[Row]) -> ImportAnswer {
    let mut request = a_request(rows.len() as u64);
    request["kind"] = serde_json::to_value(kind).expect("plain data");
    request["data_source"] = json!(source);
    request["own_export"] = json!(true);
    let import: ImportAnswer = system.owner(Method::Post, path::IMPORTS, Some(&request)).await.read();
    let chunks = system.upload(&import, rows).await;
    system.commit(&import, &chunks).await;
    system.run_jobs().await;
    system.owner(Method::Get, &path::import(&import.id), None).await.read()
}

fn of(number: &str, fact: Fact) -> Row {
    FactRow { customer_number: number.into(), at: Placed::Local(30_000), fact, original: None }.into()
}

fn named(number: &str, email: &str) -> Row {
    let (name, acquisition_source) = (Some("Ann Maple".into()), None);
    of(
        number,
        Fact::Identity { email: Some(email.into()), name, acquisition_source, email_consent: ConsentStatus::Given },
    )
}

fn email_consent(status: ConsentStatus) -> Fact {
    let (purpose, channel) = (Purpose::Marketing, Channel::Email);
    Fact::Consent { purpose, channel, status, source: Some("shop".into()), wording: Some("newer".into()) }
}

fn id_of(number: &str) -> CustomerId {
    CustomerKey { data_source: "shop".into(), number: number.into() }.id()
}

async fn erase(system: &System, number: &str) {
    let at = path::erasure(id_of(number));
    let shown: ErasureAnswer = system.owner(Method::Get, &at, None).await.read();
    let records: Vec<CustomerId> = shown.records.iter().map(|record| record.id).collect();
    assert_eq!(system.owner(Method::Post, &at, Some(&json!({ "records": records }))).await.status, 202);
    system.run_jobs().await;
}

#[tokio::test]
async fn an_opt_out_is_not_revived() {
    let system = System::with_workspace().await;
    system.import_rows(1, &[a_row("1", "A", "2026-03-01")]).await;
    system.import_kind(ImportKind::Consents, &[of("1", email_consent(ConsentStatus::Withdrawn))]).await;
    let before = system.customers().await;
    let later = Placed::Local(40_000);
    let fact = email_consent(ConsentStatus::Given);
    let row = FactRow { customer_number: "1".into(), at: later, fact, original: None };
    let done = claim(&system, "shop", ImportKind::Consents, &[row.into()]).await;
    assert_eq!((done.state, done.counts.opt_outs_kept), (ImportState::Done, 1));
    assert_eq!(system.customers().await, before);
}

#[tokio::test]
async fn somebody_who_was_erased_does_not_come_back() {
    let system = System::with_workspace().await;
    system.import_rows(1, &[a_row("1", "A", "2026-03-01"), a_row("2", "B", "2026-03-02")]).await;
    erase(&system, "1").await;
    let before = system.customers().await;
    let done = claim(&system, "shop", ImportKind::Orders, &[a_row("1", "A", "2026-03-01").into()]).await;
    assert_eq!((done.state, done.counts.lines_of_erased), (ImportState::Done, 1));
    let other_number = claim(&system, "shop", ImportKind::Customers, &[named("9", "1@example.com")]).await;
    assert_eq!((other_number.state, other_number.counts.lines_of_erased), (ImportState::Done, 1));
    assert_eq!(system.customers().await, before);
}

#[tokio::test]
async fn what_is_left_of_somebody_who_was_erased_gets_no_name() {
    let system = System::with_workspace().await;
    system.import_rows(1, &[a_row("1", "A", "2026-03-01"), a_row("2", "B", "2026-03-02")]).await;
    erase(&system, "1").await;
    let before = system.customers().await;
    let nameless: Vec<&CustomerHistory> =
        before.iter().filter(|customer| customer.key.data_source == ERASED_SOURCE).collect();
    let [nameless] = nameless[..] else { panic!("{before:?}") };
    let number = nameless.key.number.as_str();
    let order = OrderRow {
        customer_number: number.into(),
        order_id: nameless.orders[0].id.clone(),
        email: None,
        name: None,
        ..a_row("1", "A", "2026-03-01")
    };
    let told = Fact::Event {
        id: "e".into(),
        kind: EventKind::Note,
        channel: None,
        staff: None,
        value: None,
        text: Some("was Ann Maple".into()),
    };
    let cost = Fact::Cost { id: "c".into(), kind: "Ann Maple".into(), milli_minor: 1 };
    let into = CustomerKey { data_source: "shop".into(), number: "2".into() };
    let attempts = [
        (ImportKind::Customers, named(number, "ann@maple.shop")),
        (ImportKind::Orders, OrderRow { name: Some("Ann Maple".into()), ..order.clone() }.into()),
        (ImportKind::Orders, OrderRow { product: Some("Ann Maple".into()), ..order.clone() }.into()),
        (ImportKind::Orders, OrderRow { acquisition_source: Some("Ann Maple".into()), ..order.clone() }.into()),
        (ImportKind::Orders, OrderRow { order_id: "Ann Maple".into(), ..order.clone() }.into()),
        (ImportKind::Orders, OrderRow { customer_number: "ann@maple.shop".into(), ..order.clone() }.into()),
        (ImportKind::Consents, of(number, email_consent(ConsentStatus::Given))),
        (ImportKind::Events, of(number, told)),
        (ImportKind::Costs, of(number, cost)),
        (ImportKind::Merges, of(number, Fact::Merge { into })),
    ];
    for (kind, row) in attempts {
        let done = claim(&system, ERASED_SOURCE, kind, std::slice::from_ref(&row)).await;
        assert_eq!(done.state, ImportState::Failed, "{row:?}");
        assert!(done.message.expect("says why").contains("cannot have stood there"));
        assert_eq!(system.customers().await, before, "{row:?}");
    }
    // The other way round: somebody is to stand under the nameless customer.
    let into = Fact::Merge { into: nameless.key.clone() };
    let kept = claim(&system, "shop", ImportKind::Merges, &[of("2", into)]).await;
    assert_eq!((kept.state, kept.counts.fields_kept), (ImportState::Done, 1));
    for (survivor, other) in [(nameless.key.id(), id_of("2")), (id_of("2"), nameless.key.id())] {
        let by_hand =
            system.owner(Method::Post, &path::customer_merge(survivor), Some(&json!({ "other": other }))).await;
        assert_eq!(by_hand.problem(), (409, "conflict"));
    }
    let by_program = json!({
        "data_source": ERASED_SOURCE,
        "orders": [{ "id": "1", "placed_at": "2026-03-01", "net_minor": 1, "customer": { "number": number, "name": "Ann" } }]
    });
    let refused = system.owner(Method::Post, path::ORDERS, Some(&by_program)).await;
    assert_eq!(refused.problem(), (422, "invalid"), "{}", refused.body);
    assert_eq!(system.customers().await, before);
    // What an export of this customer says is taken.
    let own = claim(&system, ERASED_SOURCE, ImportKind::Orders, &[order.into()]).await;
    assert_eq!((own.state, own.counts.orders_unchanged), (ImportState::Done, 1));
    assert_eq!(system.customers().await, before);
}

#[tokio::test]
async fn nobody_real_hides_in_the_sample_shop() {
    let system = System::with_workspace().await;
    let order = |number: &str, order: &str, email: Option<&str>| {
        let email = email.map(str::to_owned);
        Row::from(OrderRow { email, ..a_row(number, order, "2026-03-01") })
    };
    for (kind, row) in [
        (ImportKind::Orders, order("S-000001", "S-000001-1", Some("ann@maple.shop"))),
        (ImportKind::Orders, order("ann@maple.shop", "1", None)),
        (ImportKind::Orders, order("S-000001", "1001", None)),
        (ImportKind::Customers, named("S-000001", "ann@maple.shop")),
        (ImportKind::Consents, of("S-000001", email_consent(ConsentStatus::Given))),
    ] {
        let done = claim(&system, "sample", kind, std::slice::from_ref(&row)).await;
        assert_eq!(done.state, ImportState::Failed, "{row:?}");
    }
    assert_eq!(system.customers().await, []);
    let own = order("S-000001", "S-000001-1", Some("ada.aalto1@example.com"));
    assert_eq!(claim(&system, "sample", ImportKind::Orders, &[own]).await.state, ImportState::Done);
    let stored = system.customers().await;
    assert_eq!(stored.iter().map(|customer| customer.origin).collect::<Vec<_>>(), [Origin::Sample]);
    // Nothing of the shop's own is taken for the sample's.
    let claimed = claim(&system, "shop", ImportKind::Orders, &[a_row("1", "A", "2026-03-01").into()]).await;
    assert_eq!(claimed.state, ImportState::Done);
    assert!(system.customers().await.iter().any(|customer| customer.origin == Origin::Own));
}

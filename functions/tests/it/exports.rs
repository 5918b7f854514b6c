//! All data out and back: an export of every kind of record, read again in another workspace, is the same state.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::MultiGzDecoder;
use functions::exports::{Job, SLICE_BYTES, run};
use jiff::SignedDuration;
use serde_json::json;
use shared::api::{
    CustomerAnswer, DataExport, ErasureAnswer, ExportContent, ExportList, ExportState, ImportAnswer, ImportState,
    Method, Role, path,
};
use shared::domain::{ConsentStatus, Currency, CustomerId, CustomerKey, Rate, Rates, ReportingCurrency, TenantId};
use shared::ingest::{Fact, FactRow, ImportKind, Mapping, OrderRow, Placed, Reader, Row, RowOutcome, detect};

use crate::support::{System, a_request, a_row};

const ORDERS: &str = "Order ID,Customer ID,Order date,Net amount,Currency,Quantity,Product,Email,Name\n\
    1,17,2026-01-02,12.50,EUR,2,Mug,Ann@Example.com,Ann Maple\n\
    1,17,2026-01-02,3.25,USD,1,=1+1,Ann@Example.com,Ann Maple\n\
    2,17,2026-02-03T23:30:00-05:00,-4.00,USD,-1,Mug,,\n\
    3,18,2026-02-04,8.00,EUR,1,,bo@example.com,\"'Bo, \"\"the\"\" Oak\"\n\
    4,19,2026-02-05,0.00,EUR,0,Jug,cy@example.com,Cy Elm\n\
    5,20,2026-02-06,99.00,EUR,1,Jug,Dee@example.com,Dee Fir\n";

const FILES: &[(ImportKind, &str, &str)] = &[
    (ImportKind::Orders, "shop", ORDERS),
    (
        ImportKind::Orders,
        "till",
        "Order ID,Customer ID,Order date,Net amount,Quantity,Email\nA,9,2026-03-01,5.00,1,ann@example.com\n",
    ),
    (
        ImportKind::Orders,
        "shop",
        "Order ID,Customer ID,Order date,Amount,Refunded Amount,Refunded at,Currency\nG1,21,2026-02-07,44.90,49.80,2026-02-09,EUR\nG2,21,2026-02-08,10.00,2.50,,USD\nG3,21,2026-02-08,10.00,0.00,,USD\n",
    ),
    (
        ImportKind::Customers,
        "shop",
        "Customer ID,Email,Name,Source,Registered at\n17,ann@example.com,Ann M.,friend,2026-03-04\n40,,Lead Only,fair,\n",
    ),
    (
        ImportKind::Refunds,
        "shop",
        "Refund ID,Order ID,Customer ID,Date,Amount,Currency\nr1,1,17,2026-01-09,1.50,USD\nr2,unknown,18,2026-01-09,2.00,EUR\n",
    ),
    (
        ImportKind::Costs,
        "shop",
        "Cost ID,Customer ID,Date,Amount,Cost kind,Currency\nc1,17,2026-01-09,0.99,+post,EUR\nc2,17,2026-01-10,1.00,call,USD\n",
    ),
    (
        ImportKind::Events,
        "shop",
        "Event ID,Customer ID,Date,Event,Contact channel,Staff,Score,Comment\ne1,17,2026-01-09T10:11:12Z,feedback,phone,@Kim,9,\"=cmd|x\nsecond line\"\n",
    ),
    (
        ImportKind::Consents,
        "till",
        "Customer ID,Date,Purpose,Consent channel,Consent status,Wording\n9,2026-01-09T10:11:12Z,feedback,sms,no,v2\n",
    ),
    (
        ImportKind::Contracts,
        "shop",
        "Contract ID,Customer ID,Contract start,Contract end,End reason,Amount\nk1,17,2026-01-01,2026-02-01,payment failed,9.90\nk2,18,2026-01-01,,payment failed,9.90\n",
    ),
    (ImportKind::Suppressions, "shop", "Email,Date\nBO@example.com,2026-02-01\nnobody@example.com,2026-02-01\n"),
];

fn reporting() -> ReportingCurrency {
    let rate = |from: &str, rate: &str| Rate {
        currency: "USD".parse().expect("a currency"),
        from: from.parse().expect("a day"),
        rate: rate.parse().expect("a number"),
        note: String::new(),
    };
    ReportingCurrency {
        currency: Currency::EUR,
        rates: Rates::new(vec![rate("2025-01-01", "0.91"), rate("2026-02-01", "0.8765")]),
    }
}

/// Imports a file as the app does: of one of Holdfast's own the data source is the one it says.
async fn import_file(system: &System, source: &str, text: &str) -> ImportAnswer {
    import_as(system, None, source, text).await
}

async fn import_as(system: &System, kind: Option<ImportKind>, source: &str, text: &str) -> ImportAnswer {
    let mut found = detect(text.as_bytes(), true).expect("a file");
    if let Some(kind) = kind {
        let names: Vec<String> = found.columns.iter().map(|column| column.name.clone()).collect();
        found.mapping = Mapping::suggest(kind, &names);
    }
    let own_source = found.own_source.clone();
    let mut rows: Vec<Row> = Vec::new();
    let mut take = |line: u64, outcome| match outcome {
        RowOutcome::Row(row) => rows.push(row),
        other => panic!("line {line}: {other:?} of {text}"),
    };
    let kind = found.mapping.kind;
    let mut reader = Reader::new(found.dialect, found.mapping, reporting());
    reader.push(text.as_bytes(), &mut take).expect("is short");
    reader.finish(&mut take).expect("has lines");
    // So few that all lines go to one bucket, whatever their data source.
    let mut request = a_request(1);
    request["kind"] = serde_json::to_value(kind).expect("plain data");
    request["own_export"] = json!(own_source.is_some());
    request["data_source"] = json!(own_source.filter(|source| !source.is_empty()).unwrap_or_else(|| source.to_owned()));
    let import: ImportAnswer = system.owner(Method::Post, path::IMPORTS, Some(&request)).await.read();
    let chunks = system.upload(&import, &rows).await;
    let body = json!({ "chunks": chunks });
    let compared = system.owner(Method::Post, &path::import_compare(&import.id), Some(&body)).await;
    assert_eq!(compared.status, 202);
    system.run_jobs().await;
    system.commit(&import, &chunks).await;
    system.run_jobs().await;
    system.owner(Method::Get, &path::import(&import.id), None).await.read()
}

fn id_of(source: &str, number: &str) -> CustomerId {
    CustomerKey { data_source: source.into(), number: number.into() }.id()
}

/// Two data sources, all kinds of records, two currencies, texts that only a letter-for-letter reader keeps, a merge, the
/// sample shop and somebody who was erased.
async fn a_shop() -> System {
    let mut system = System::with_workspace().await;
    system.services.sample_customers = 60;
    for (kind, source, text) in FILES {
        let done = import_as(&system, Some(*kind), source, text).await;
        assert_eq!(done.state, ImportState::Done, "{:?} {text}", done.message);
    }
    let hostile = |order: &str, number: &str| OrderRow {
        name: Some(" null ".into()),
        email: Some("=no address".into()),
        product: Some("'=1".into()),
        acquisition_source: Some("＝1".into()),
        email_consent: ConsentStatus::Given,
        ..a_row(number, order, "2026-03-05")
    };
    system.import_rows(1, &[hostile("N/A", "0"), hostile("", "a\tb"), hostile("\u{1}\0", "+49")]).await;
    let fact = Fact::Identity {
        email: Some("zero@example.com".into()),
        name: None,
        acquisition_source: None,
        email_consent: ConsentStatus::Unknown,
    };
    let row = FactRow { customer_number: "0".into(), at: Placed::Local(20_600), fact, original: None };
    system.import_kind(ImportKind::Customers, &[row.into()]).await;
    let body = json!({ "other": id_of("till", "9") });
    system.owner(Method::Post, &path::customer_merge(id_of("shop", "17")), Some(&body)).await.read::<CustomerAnswer>();
    assert_eq!(system.owner(Method::Post, path::SAMPLE, None).await.status, 202);
    let at = path::erasure(id_of("shop", "20"));
    let shown: ErasureAnswer = system.owner(Method::Get, &at, None).await.read();
    let records: Vec<CustomerId> = shown.records.iter().map(|record| record.id).collect();
    assert_eq!(system.owner(Method::Post, &at, Some(&json!({ "records": records }))).await.status, 202);
    system.run_jobs().await;
    system
}

async fn start(system: &System) -> DataExport {
    let asked = system.owner(Method::Post, path::EXPORTS, None).await;
    assert_eq!(asked.status, 202, "{}", asked.body);
    asked.read()
}

async fn export(system: &System, id: &str) -> DataExport {
    system.owner(Method::Get, &path::export_files(id), None).await.read()
}

/// The files as a person saves them: parts fetched, unpacked and joined.
async fn files(export: &DataExport) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for file in &export.files {
        let mut text = String::new();
        for url in &file.urls {
            let packed = reqwest::get(url).await.expect("an answer").error_for_status().expect("is there");
            let packed = packed.bytes().await.expect("bytes");
            MultiGzDecoder::new(&packed[..]).read_to_string(&mut text).expect("text");
        }
        assert_eq!(text.len() as u64, file.bytes, "{}", file.name);
        files.insert(file.name.clone(), text);
    }
    files
}

fn objects(all: &[(String, Vec<u8>)]) -> usize {
    all.iter().filter(|(place, _)| place.contains("exports/")).count()
}

#[tokio::test]
async fn what_is_exported_and_imported_elsewhere_is_the_same_state() {
    let system = a_shop().await;
    let asked = start(&system).await;
    assert_eq!((asked.state, asked.asked_by.is_empty()), (ExportState::Running, false));
    system.run_jobs().await;
    let done = export(&system, &asked.id).await;
    assert_eq!((done.state, done.percent), (ExportState::Done, 100));
    let exported = files(&done).await;
    for name in [
        "shop-orders",
        "shop-customers",
        "shop-refunds",
        "shop-costs",
        "shop-events",
        "shop-consents",
        "shop-contracts",
        "till-orders",
        "till-customers",
        "till-consents",
        "till-merges",
        "sample-orders",
        "erased-orders",
        "suppressions",
    ] {
        assert!(exported.contains_key(&format!("holdfast-{name}.csv")), "{name} of {:?}", exported.keys());
    }
    assert!(exported["holdfast-suppressions.csv"].contains("bo@example.com"));

    let elsewhere = System::with_workspace().await;
    let (last, first): (Vec<_>, Vec<_>) = exported.iter().partition(|(name, _)| name.contains("merges"));
    for (name, text) in first.into_iter().chain(last) {
        let imported = import_file(&elsewhere, "shop", text).await;
        assert_eq!(imported.state, ImportState::Done, "{name}: {:?}", imported.message);
    }
    let (before, after) = (system.manifest().await.expect("scores"), elsewhere.manifest().await.expect("scores"));
    assert_eq!(after.state_hash, before.state_hash);
    assert_eq!((after.sample_customers, after.summary.net_minor), (before.sample_customers, before.summary.net_minor));
    let ann: CustomerAnswer = elsewhere.owner(Method::Get, &path::customer(id_of("shop", "17")), None).await.read();
    assert_eq!(ann.stands_for.len(), 1, "the merge came along");
    for shop in [&system, &elsewhere] {
        let refunded: CustomerAnswer = shop.owner(Method::Get, &path::customer(id_of("shop", "21")), None).await.read();
        let values: Vec<_> = refunded.orders.iter().map(|order| (order.net_minor, order.refunded_minor)).collect();
        assert_eq!(values, [(4_490, 4_490), (876, 219), (876, 0)], "at most the order; dollars by the order's rate");
        assert_eq!(refunded.refunds.len(), 2);
    }

    // Once more changes nothing.
    for (name, text) in &exported {
        let again = import_file(&elsewhere, "shop", text).await.counts;
        assert_eq!((again.customers_new, again.customers_changed, again.facts_new), (0, 0, 0), "{name}: {again:?}");
    }
}

#[tokio::test]
async fn a_merge_of_customers_who_are_not_here_says_what_to_do_and_another_merge_stays() {
    let system = System::with_workspace().await;
    system
        .import_rows(1, &[a_row("1", "a", "2026-01-01"), a_row("2", "b", "2026-01-01"), a_row("3", "c", "2026-01-01")])
        .await;
    let header = "customer_number,merged_into_data_source,merged_into_customer_number,holdfast_data_source";
    let missing = import_file(&system, "shop", &format!("\u{feff}{header}\r\n1,till,9,shop\r\n")).await;
    assert_eq!(missing.state, ImportState::Failed);
    assert!(missing.message.expect("says why").contains("Import the files of customers"));
    let new = import_file(&system, "shop", &format!("\u{feff}{header}\r\n1,shop,2,shop\r\n")).await;
    assert_eq!((new.state, new.counts.facts_new), (ImportState::Done, 1));
    let other = import_file(&system, "shop", &format!("\u{feff}{header}\r\n1,shop,3,shop\r\n")).await;
    assert_eq!(
        (other.state, other.counts.fields_kept),
        (ImportState::Done, 1),
        "of two merges the one that is here stays"
    );
}

#[tokio::test]
async fn only_who_may_export_does_and_everybody_who_did_is_listed() {
    let system = System::with_workspace().await;
    system.import_rows(1, &[a_row("1", "a", "2026-01-01"), a_row("2", "b", "2026-01-02")]).await;
    system.add_workspace("oak").await;
    let first = start(&system).await;
    for role in Role::ALL {
        let who = format!("{}@here", role.key());
        system.add_member(&who, "maple", role).await;
        let may = matches!(role, Role::Admin | Role::Owner);
        for (method, at) in [(Method::Get, path::EXPORTS.to_owned()), (Method::Get, path::export_files(&first.id))] {
            let status = system.request(Some(&who), method, &at, None).await.status.as_u16();
            assert_eq!(status, if may { 200 } else { 403 }, "{who}");
        }
        if !may {
            for (method, at) in [
                (Method::Post, path::EXPORTS.to_owned()),
                (Method::Delete, path::export_files(&first.id)),
                (Method::Post, path::EXPORT.to_owned()),
            ] {
                assert_eq!(system.request(Some(&who), method, &at, None).await.status, 403, "{who}");
            }
        }
    }
    for method in [Method::Get, Method::Delete] {
        assert_eq!(system.request(Some("owner@oak"), method, &path::export_files(&first.id), None).await.status, 404);
    }
    assert_eq!(system.owner(Method::Post, path::EXPORTS, None).await.problem(), (409, "conflict"), "one at a time");
    system.run_jobs().await;
    assert_eq!(system.owner(Method::Post, path::EXPORT, None).await.status, 200);
    let list: ExportList = system.owner(Method::Get, path::EXPORTS, None).await.read();
    let told: Vec<_> = list.exports.iter().map(|one| (one.content, one.state, one.customers)).collect();
    assert_eq!(
        told,
        [(ExportContent::CustomerList, ExportState::Done, 2), (ExportContent::AllData, ExportState::Done, 2)]
    );
    assert!(list.exports.iter().all(|one| !one.asked_by.is_empty() && !one.asked_at.is_empty()));
    assert!(list.exports[1].files.iter().all(|file| file.urls.is_empty()), "a list has no addresses");
    let page: ExportList = system.owner(Method::Get, &format!("{}?limit=1", path::EXPORTS), None).await.read();
    assert_eq!((page.exports.len(), page.next_cursor.is_some()), (1, true));
    let elsewhere: ExportList = system.request(Some("owner@oak"), Method::Get, path::EXPORTS, None).await.read();
    assert_eq!(elsewhere.exports, []);
}

#[tokio::test]
async fn a_repeated_request_begins_one_export() {
    let system = System::with_workspace().await;
    let key = [("idempotency-key", "export-1")];
    let first: DataExport = system.owner_with(Method::Post, path::EXPORTS, &key, None).await.read();
    let again: DataExport = system.owner_with(Method::Post, path::EXPORTS, &key, None).await.read();
    assert_eq!(again.id, first.id);
    system.run_jobs().await;
    let done = export(&system, &first.id).await;
    assert_eq!(
        (done.state, done.files.len(), done.customers),
        (ExportState::Done, 0, 0),
        "an empty workspace has no files"
    );
}

#[tokio::test]
async fn slices_that_are_delivered_twice_are_the_same_files() {
    let system = a_shop().await;
    let whole = start(&system).await;
    system.run_jobs().await;
    let expected = files(&export(&system, &whole.id).await).await;

    let sliced = start(&system).await;
    let tenant = TenantId("maple".into());
    let job = Job { tenant, export: sliced.id.clone(), slice_bytes: 1, last: false };
    let mut slices = 0;
    while export(&system, &sliced.id).await.state == ExportState::Running {
        let (one, other) = tokio::join!(run(&system.services, &job), run(&system.services, &job));
        one.expect("a slice");
        other.expect("a slice");
        slices += 1;
    }
    assert!(slices > 3, "{slices}");
    let done = export(&system, &sliced.id).await;
    assert_eq!(files(&done).await, expected);
    let parts: usize = done.files.iter().map(|file| file.urls.len()).sum();
    let all = system.everything().await;
    let of_it: Vec<_> =
        all.iter().filter(|(place, _)| place.contains(&format!("exports/maple/{}/", sliced.id))).collect();
    assert_eq!(of_it.len(), parts, "nothing is left of deliveries that do not count");
    // A message that comes after the end does nothing.
    run(&system.services, &Job { slice_bytes: SLICE_BYTES, ..job }).await.expect("nothing to do");
    assert_eq!(files(&export(&system, &sliced.id).await).await, expected);
}

#[tokio::test]
async fn an_export_that_is_cancelled_removed_or_over_leaves_nothing_but_its_line_in_the_list() {
    let system = System::with_workspace().await;
    system
        .import_rows(1, &(0..30).map(|n| a_row(&n.to_string(), &format!("o{n}"), "2026-01-01")).collect::<Vec<_>>())
        .await;
    let cancelled = start(&system).await;
    let job = Job { tenant: TenantId("maple".into()), export: cancelled.id.clone(), slice_bytes: 1, last: false };
    run(&system.services, &job).await.expect("a slice");
    assert!(objects(&system.everything().await) > 0);
    assert_eq!(system.owner(Method::Delete, &path::export_files(&cancelled.id), None).await.status, 204);
    system.run_jobs().await;
    assert_eq!(export(&system, &cancelled.id).await.state, ExportState::Cancelled);
    assert_eq!(objects(&system.everything().await), 0);

    let removed = start(&system).await;
    system.run_jobs().await;
    let address = export(&system, &removed.id).await.files[0].urls[0].clone();
    assert_eq!(system.owner(Method::Delete, &path::export_files(&removed.id), None).await.status, 204);
    system.run_jobs().await;
    assert_eq!(reqwest::get(address).await.expect("an answer").status(), 404);
    let again = system.owner(Method::Delete, &path::export_files(&removed.id), None).await;
    assert_eq!(again.status, 204, "safe to repeat");

    let kept = start(&system).await;
    system.run_jobs().await;
    system.pass(SignedDuration::from_hours(25));
    let over = export(&system, &kept.id).await;
    assert_eq!((over.state, over.files.iter().all(|file| file.urls.is_empty())), (ExportState::Expired, true));
    let template = include_str!("../../../infra/template.yaml");
    assert!(template.contains("Prefix: exports/\n            ExpirationInDays: 1\n"), "the bucket removes them");
    let list: ExportList = system.owner(Method::Get, path::EXPORTS, None).await.read();
    assert_eq!(list.exports.len(), 3);
}

#[tokio::test]
async fn an_export_that_is_being_written_is_removed_when_somebody_is_erased() {
    let system = System::with_workspace().await;
    system
        .import_rows(1, &(0..30).map(|n| a_row(&n.to_string(), &format!("o{n}"), "2026-01-01")).collect::<Vec<_>>())
        .await;
    let done = start(&system).await;
    system.run_jobs().await;
    let running = start(&system).await;
    let job = Job { tenant: TenantId("maple".into()), export: running.id.clone(), slice_bytes: 1, last: false };
    run(&system.services, &job).await.expect("a slice");
    let at = path::erasure(id_of("shop", "7"));
    let body = json!({ "records": [id_of("shop", "7")] });
    assert_eq!(system.owner(Method::Post, &at, Some(&body)).await.status, 202);
    system.run_jobs().await;
    run(&system.services, &job).await.expect("nothing to do");
    for id in [&done.id, &running.id] {
        let removed = export(&system, id).await;
        assert_eq!(removed.state, ExportState::Removed);
        assert!(removed.message.expect("says why").contains("erased"));
    }
    assert_eq!(objects(&system.everything().await), 0);
}

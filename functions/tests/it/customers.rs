//! Names, search, export, one customer.

use serde_json::json;
use shared::api::{CustomerAnswer, ExportAnswer, Method, NamesAnswer, SearchAnswer, decode_identities, path};
use shared::domain::{ConsentStatus, Origin};
use shared::ingest::OrderRow;

use crate::support::{System, a_row, key_of};

/// 600 customers, so that identities take two chunks: number n is named "Kim Nrn".
async fn a_shop() -> System {
    let system = System::with_workspace().await;
    let rows: Vec<_> = (0..600).map(|n| a_row(&n.to_string(), &format!("o{n}"), "2026-01-01")).collect();
    system.import_rows(1, &rows).await;
    system
}

async fn search(system: &System, text: &str) -> SearchAnswer {
    system.owner(Method::Get, &format!("{}?q={text}", path::SEARCH), None).await.read()
}

#[tokio::test]
async fn names_come_in_the_order_of_the_rows_asked_for() {
    let system = a_shop().await;
    let manifest = system.manifest().await.expect("a generation");
    let body = json!({ "generation": manifest.generation, "rows": [599, 0, 511, 512] });
    let answer: NamesAnswer = system.owner(Method::Post, path::NAMES, Some(&body)).await.read();
    assert_eq!(answer.names.iter().map(|name| name.row).collect::<Vec<_>>(), [599, 0, 511, 512]);
    for name in &answer.names {
        assert_eq!(name.name.as_deref(), Some(format!("Kim Nr{}", name.number).as_str()));
        let customer: CustomerAnswer = system.owner(Method::Get, &path::customer(name.id), None).await.read();
        assert_eq!(customer.number, name.number);
    }
    assert!(answer.names.windows(2).any(|pair| pair[0].id > pair[1].id));
}

#[tokio::test]
async fn names_of_another_generation_are_refused() {
    let system = a_shop().await;
    let stale = json!({ "generation": 0, "rows": [0] });
    assert_eq!(system.owner(Method::Post, path::NAMES, Some(&stale)).await.problem(), (409, "conflict"));
    for rows in [vec![600], (0..201).collect::<Vec<u32>>()] {
        let body = json!({ "generation": 1, "rows": rows });
        assert_eq!(system.owner(Method::Post, path::NAMES, Some(&body)).await.problem(), (422, "invalid"));
    }
}

#[tokio::test]
async fn a_customer_is_found_by_number_address_and_any_word_of_the_name() {
    let system = a_shop().await;
    for text in ["17@example.com", "NR17", "kim%20nr17"] {
        let answer = search(&system, text).await;
        assert_eq!(answer.found[0].number, "17", "{text}");
    }
    let by_number = search(&system, "59").await;
    let numbers: Vec<_> = by_number.found.iter().map(|found| found.number.as_str()).collect();
    assert_eq!(numbers[0], "59", "the exact one first");
    assert_eq!(numbers.len(), 11, "59 and 590 to 599");
    assert!(!by_number.more);
    let many = search(&system, "kim").await;
    assert_eq!((many.found.len(), many.more), (20, true));
    for text in ["nobody", "", "zzz", "%20"] {
        assert_eq!(search(&system, text).await.found, [], "{text}");
    }
    let without = system.owner(Method::Get, path::SEARCH, None).await;
    assert_eq!(without.problem(), (400, "malformed"));
}

#[tokio::test]
async fn a_search_finds_what_a_scan_finds_across_the_blocks_of_the_index() {
    let system = System::with_workspace().await;
    let rows: Vec<_> = (0..1_500).map(|n| a_row(&format!("{:x}", n * 7_919), &format!("o{n}"), "2026-01-01")).collect();
    system.import_rows(1, &rows).await;
    for prefix in ["1", "2f", "a", "b2", "nrb2", "kim nr7", "ffff", "9"] {
        let matches = |row: &&OrderRow| {
            let number = row.customer_number.clone();
            [number.clone(), format!("{number}@example.com"), format!("kim nr{number}"), format!("nr{number}")]
                .iter()
                .any(|term| term.starts_with(prefix))
        };
        let expected = rows.iter().filter(matches).count();
        let answer = search(&system, &prefix.replace(' ', "%20")).await;
        assert_eq!((answer.found.len(), answer.more), (expected.min(20), expected > 20), "{prefix}");
        let found = |number: &str| rows.iter().any(|row| row.customer_number == number);
        assert!(answer.found.iter().all(|customer| found(&customer.number)));
    }
}

#[tokio::test]
async fn the_export_holds_every_row_in_order() {
    let system = a_shop().await;
    let answer: ExportAnswer = system.owner(Method::Post, path::EXPORT, None).await.read();
    assert_eq!((answer.generation, answer.identity_urls.len()), (1, 2));
    let mut rows = Vec::new();
    for url in &answer.identity_urls {
        let packed = reqwest::get(url).await.expect("an answer").bytes().await.expect("bytes");
        let bytes = functions::base::unpack(&packed, 1 << 20).expect("gzip");
        rows.extend(decode_identities(&bytes).expect("identities"));
    }
    assert_eq!(rows.len(), 600);
    assert!(rows.windows(2).all(|pair| pair[0].id < pair[1].id));
}

#[tokio::test]
async fn before_the_first_generation_there_is_nothing_to_name_find_or_export() {
    let system = System::with_workspace().await;
    assert_eq!(search(&system, "kim").await, SearchAnswer { generation: 0, found: Vec::new(), more: false });
    assert_eq!(system.owner(Method::Post, path::EXPORT, None).await.problem(), (409, "conflict"));
    let names = json!({ "generation": 1, "rows": [] });
    assert_eq!(system.owner(Method::Post, path::NAMES, Some(&names)).await.problem(), (409, "conflict"));
}

#[tokio::test]
async fn a_customer_is_shown_with_all_that_is_known() {
    let system = System::with_workspace().await;
    let row = OrderRow {
        acquisition_source: Some("newsletter".into()),
        email_consent: ConsentStatus::Given,
        ..a_row("17", "a", "2026-01-02")
    };
    let refund = OrderRow { net_milli_minor: -250_500, units: -1, ..a_row("17", "C1", "2026-01-03") };
    system.import_rows(1, &[refund, row.clone()]).await;
    let id = key_of(&row).id();
    let customer: CustomerAnswer = system.owner(Method::Get, &path::customer(id), None).await.read();
    assert_eq!((customer.data_source.as_str(), customer.number.as_str()), ("shop", "17"));
    assert_eq!((customer.origin, customer.consents.marketing_email()), (Origin::Own, ConsentStatus::Given));
    assert_eq!(customer.acquisition_source.as_deref(), Some("newsletter"));
    let orders: Vec<_> =
        customer.orders.iter().map(|order| (order.id.as_str(), order.net_minor, order.units)).collect();
    assert_eq!(orders, [("a", 1_000, 1), ("C1", -250, -1)], "by day; half to even");
}

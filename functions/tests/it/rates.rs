//! Rates of other currencies, and what is taken by them.

use serde_json::{Value, json};
use shared::api::{CustomerAnswer, Method, OrderResults, path};
use shared::domain::{CustomerKey, Rates, Settings};

use crate::support::System;

const ANY: [(&str, &str); 1] = [("if-match", "*")];

fn rates(rate: &str) -> Value {
    json!({ "rates": [
        { "currency": "USD", "from": "2026-02-01", "rate": rate, "note": "ECB" },
        { "currency": "USD", "from": "2026-01-01", "rate": "0.5" },
    ] })
}

#[tokio::test]
async fn rates_are_kept_in_order_and_a_newer_edit_wins() {
    let system = System::with_workspace().await;
    let read = system.owner(Method::Get, path::RATES, None).await;
    let tag = read.headers["etag"].to_str().expect("text").to_owned();
    assert_eq!(read.read::<Rates>(), Rates::default());
    assert_eq!(system.owner(Method::Put, path::RATES, Some(&rates("0.9"))).await.problem().0, 428);
    let seen = [("if-match", tag.as_str())];
    let saved = system.owner_with(Method::Put, path::RATES, &seen, Some(&rates("0.9"))).await;
    assert_eq!(saved.status, 200);
    let saved: Rates = saved.read();
    let days: Vec<String> = saved.rates.iter().map(|rate| rate.from.to_string()).collect();
    assert_eq!(days, ["2026-01-01", "2026-02-01"]);
    let late = system.owner_with(Method::Put, path::RATES, &seen, Some(&rates("0.8"))).await;
    assert_eq!(late.problem(), (412, "precondition_failed"));
    assert_eq!(system.owner(Method::Get, path::RATES, None).await.read::<Rates>(), saved);
    for wrong in [
        json!({ "rates": [{ "currency": "EUR", "from": "2026-01-01", "rate": "1" }] }),
        json!({ "rates": [{ "currency": "USD", "from": "2026-01-01", "rate": "0" }] }),
    ] {
        assert_eq!(system.owner_with(Method::Put, path::RATES, &ANY, Some(&wrong)).await.problem(), (422, "invalid"));
    }
    let unreadable = json!({ "rates": [{ "currency": "USD", "from": "2026-01-01", "rate": "1,5" }] });
    assert_eq!(
        system.owner_with(Method::Put, path::RATES, &ANY, Some(&unreadable)).await.problem(),
        (400, "malformed")
    );
    let settings: Settings = system.owner(Method::Get, path::SETTINGS, None).await.read();
    let dollars = Settings { currency: "USD".parse().expect("a currency"), ..settings };
    let dollars = serde_json::to_value(dollars).expect("plain data");
    let answer = system.owner_with(Method::Put, path::SETTINGS, &ANY, Some(&dollars)).await;
    assert_eq!(answer.problem(), (409, "conflict"), "rates into euros say nothing of dollars");
}

#[tokio::test]
async fn an_order_of_a_program_is_converted_and_keeps_what_it_was() {
    let system = System::with_workspace().await;
    let order = |id: &str, day: &str, currency: Value| json!({ "id": id, "customer": { "number": "17" }, "placed_at": day, "net_minor": 1_001, "currency": currency });
    let batch = json!({ "data_source": "till", "orders": [
        order("a", "2026-01-31", json!("USD")),
        order("b", "2026-02-01", json!("USD")),
        order("c", "2025-12-31", json!("USD")),
        order("d", "2026-02-01", Value::Null),
        order("e", "2026-02-01", json!("dollars")),
    ] });
    let saved = system.owner_with(Method::Put, path::RATES, &ANY, Some(&rates("0.9"))).await;
    assert_eq!(saved.status, 200);
    let results: OrderResults = system.owner(Method::Post, path::ORDERS, Some(&batch)).await.read();
    let reasons: Vec<Option<&str>> = results.results.iter().map(|result| result.reason.as_deref()).collect();
    assert_eq!(reasons[..2], [None, None]);
    assert_eq!(reasons[2], Some("no rate for USD on or before 2025-12-31: add one in Settings"));
    assert_eq!((reasons[3], reasons[4]), (None, Some("currency must be a code of three letters, like EUR")));
    let id = CustomerKey { data_source: "till".into(), number: "17".into() }.id();
    let customer: CustomerAnswer = system.owner(Method::Get, &path::customer(id), None).await.read();
    let orders: Vec<_> = customer
        .orders
        .iter()
        .map(|order| {
            let originals = order.originals.iter().map(|one| (one.currency.to_string(), one.amount_minor));
            (order.id.as_str(), order.net_minor, originals.collect::<Vec<_>>())
        })
        .collect();
    let dollars = || vec![("USD".to_owned(), 1_001)];
    // 500.5 cents go to the even neighbour, 900.9 to the next.
    assert_eq!(orders, [("a", 500, dollars()), ("b", 901, dollars()), ("d", 1_001, vec![])]);
}

//! The API of the running system: real processes, real tokens, a real DynamoDB API.

use serde_json::{Value, json};
use shared::api::{Access, BaseAnswer, ImportAnswer, ImportState, Method, ROUTES, Right, Role};
use shared::domain::{ConsentStatus, Day};
use shared::ingest::{OrderRow, Placed};
use tests::{System, importing};

const METHODS: [(Method, &str); 4] =
    [(Method::Get, "GET"), (Method::Post, "POST"), (Method::Put, "PUT"), (Method::Delete, "DELETE")];

fn method_name(method: Method) -> &'static str {
    METHODS.into_iter().find(|(candidate, _)| *candidate == method).expect("all methods are listed").1
}

/// A path with its parameters filled in.
fn filled(path: &str, id: &str) -> String {
    path.replace("{id}", id).replace("{delivery}", id)
}

fn rows() -> Vec<OrderRow> {
    let mut rows = Vec::new();
    for customer in 0..60_i32 {
        let orders = 1 + customer % 5;
        for order in 0..orders {
            for line in 0..2 {
                rows.push(OrderRow {
                    customer_number: format!("C{customer}"),
                    order_id: format!("O{customer}-{order}"),
                    placed: Placed::Local(20_000 + customer * 3 + order * (17 + customer % 7)),
                    net_milli_minor: 1_234_567 + i64::from(customer * 1000 + line),
                    product: None,
                    units: 1,
                    email: Some(format!("c{customer}@example.com")),
                    name: Some(format!("Ada {customer}")),
                    acquisition_source: None,
                    email_consent: ConsentStatus::Unknown,
                    original: None,
                    refunded: None,
                });
            }
        }
    }
    rows
}

/// Imports rows as the app would and waits until the jobs are done.
fn import(system: &System, token: &str, rows: &[OrderRow]) -> ImportAnswer {
    let import = importing::start(system, token, rows.len() as u64);
    importing::upload(system, token, &import, rows);
    importing::commit(system, token, &import);
    importing::written(system, token, &import)
}

#[test]
fn the_main_job_works_twice_and_the_second_time_changes_nothing() {
    let system = System::start_empty();
    let token = system.token("first", "owner");
    let empty: BaseAnswer = system.request("GET", "/api/base", Some(&token), None).read();
    assert!(empty.manifest.is_none());

    let rows = rows();
    let first = import(&system, &token, &rows);
    assert_eq!(first.state, ImportState::Done, "{:?}", first.message);
    assert_eq!(first.counts.customers_new, 60);
    let manifest = importing::scored(&system, &token).manifest.expect("a generation was built");
    let last = rows.iter().map(|row| if let Placed::Local(day) = row.placed { day } else { 0 }).max();
    assert_eq!(manifest.as_of, last.map(Day));
    assert_eq!(manifest.summary.customers, 60);
    let rounded: i64 = first_order_sums(&rows).iter().sum();
    assert_eq!(manifest.summary.net_minor, rounded);

    let second = import(&system, &token, &rows);
    assert_eq!(second.counts.customers_unchanged, 60);
    assert_eq!(second.counts.orders_unchanged, first.counts.orders_new);
    assert_eq!((second.counts.customers_new, second.counts.customers_changed), (0, 0));
    let again = importing::scored(&system, &token).manifest.expect("a generation");
    assert_eq!(again.state_hash, manifest.state_hash);

    let found = system.request("GET", "/api/customers/search?q=c7%40example.com", Some(&token), None);
    assert_eq!(found.json["found"][0]["number"], "C7");
    let id = found.json["found"][0]["id"].as_str().expect("an id").to_owned();
    let customer = system.request("GET", &format!("/api/customers/{id}"), Some(&token), None);
    assert_eq!(customer.json["orders"].as_array().map(Vec::len), Some(3));

    other_workspaces_see_nothing_of_it(&system, &id, &first);
}

/// Each order's lines summed and rounded half-even, written a second time on purpose.
fn first_order_sums(rows: &[OrderRow]) -> Vec<i64> {
    let mut sums = std::collections::BTreeMap::new();
    for row in rows {
        *sums.entry(row.order_id.clone()).or_insert(0_i64) += row.net_milli_minor;
    }
    let round = |milli: i64| {
        let (whole, rest) = (milli.div_euclid(1000), milli.rem_euclid(1000));
        whole + i64::from(rest > 500 || (rest == 500 && whole % 2 != 0))
    };
    sums.into_values().map(round).collect()
}

fn other_workspaces_see_nothing_of_it(system: &System, customer: &str, import: &ImportAnswer) {
    let other = system.token("second", "owner");
    let missing = system.request("GET", "/api/customers/0000000000000000", Some(&other), None);
    let theirs = system.request("GET", &format!("/api/customers/{customer}"), Some(&other), None);
    assert_eq!((theirs.status, &theirs.json), (404, &missing.json));
    for (method, tail) in [("GET", ""), ("POST", "/chunks"), ("POST", "/commit"), ("POST", "/cancel")] {
        let body = match tail {
            "/chunks" => Some(json!({ "chunks": [{ "bucket": 0, "number": 0 }] })),
            "/commit" => Some(json!({ "chunks": [1] })),
            _ => None,
        };
        let theirs = system.request(method, &format!("/api/imports/{}{tail}", import.id), Some(&other), body);
        assert_eq!(theirs.status, 404, "{method} {tail}");
    }
    let base: BaseAnswer = system.request("GET", "/api/base", Some(&other), None).read();
    assert!(base.manifest.is_none());
}

#[test]
fn every_route_refuses_who_lacks_the_right() {
    let system = System::start_empty();
    let expired = system.token_expiring_in("matrix", "owner", -1);
    let tampered = format!("{}x", system.token("matrix", "owner"));
    let tokens: Vec<(Role, String)> = Role::ALL
        .into_iter()
        .map(|role| (role, serde_json::to_value(role).expect("a role is text")))
        .map(|(role, name)| (role, system.token("matrix", name.as_str().expect("a role is text"))))
        .collect();
    for route in ROUTES {
        let Access::Member(right) = route.access else { continue };
        let (method, path) = (method_name(route.method), filled(route.path, "00000000000000aa"));
        for token in [None, Some(expired.as_str()), Some(tampered.as_str()), Some("no token")] {
            let answer = system.request(method, &path, token, None);
            assert_eq!(answer.status, 401, "{method} {path}");
        }
        for (role, token) in &tokens {
            let answer = system.request(method, &path, Some(token), None);
            if role.may(right) {
                assert!(![401, 403].contains(&answer.status), "{method} {path} for {role:?}: {:?}", answer.json);
            } else {
                assert_eq!(answer.status, 403, "{method} {path} for {role:?}");
                assert_eq!(answer.content_type, "application/problem+json");
            }
        }
    }
}

#[test]
fn errors_are_problems_that_name_the_field() {
    let system = System::start_empty();
    let token = system.token("problems", "owner");
    let mut settings = system.request("GET", "/api/settings", Some(&token), None).json;
    settings["margin_share"] = json!(1.5);
    settings["time_zone"] = json!("Atlantis/Capital");
    let refused = system.edit("/api/settings", &token, settings);
    assert_eq!((refused.status, refused.content_type.as_str()), (422, "application/problem+json"));
    let fields: Vec<_> =
        refused.json["fields"].as_array().expect("fields").iter().map(|field| &field["field"]).collect();
    assert_eq!(fields, ["margin_share", "time_zone"]);
    let malformed = system.edit("/api/settings", &token, json!({ "currency": 7 }));
    assert_eq!((malformed.status, &malformed.json["code"]), (400, &json!("malformed")));
    let unknown = system.request("GET", "/api/nothing", Some(&token), None);
    assert_eq!((unknown.status, &unknown.json["code"]), (404, &json!("not_found")));
    let other = system.request("PATCH", "/api/settings", Some(&token), None);
    assert_eq!((other.status, &other.json["code"]), (405, &json!("method_not_allowed")));
    let damaged = importing::start(&system, &token, 1);
    importing::upload_bytes(&system, &token, &damaged, b"no gzip".to_vec());
    importing::commit(&system, &token, &damaged);
    let failed = importing::written(&system, &token, &damaged);
    assert_eq!(failed.state, ImportState::Failed);
    assert!(failed.message.is_some_and(|message| message.contains("Import the file again")));
}

#[test]
fn the_openapi_document_has_every_route_and_its_right() {
    let system = System::start_empty();
    let answer = system.request("GET", "/api/openapi.json", None, None);
    assert_eq!(answer.status, 200);
    assert!(answer.json["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let paths = answer.json["paths"].as_object().expect("paths");
    let in_document: usize = paths.values().filter_map(Value::as_object).map(serde_json::Map::len).sum();
    assert_eq!(in_document, ROUTES.len());
    for route in ROUTES {
        let operation = &paths[route.path][method_name(route.method).to_lowercase()];
        assert!(operation.is_object(), "{} {}", method_name(route.method), route.path);
        let is_open = operation["security"].as_array().is_none_or(Vec::is_empty);
        assert_eq!(is_open, route.access == Access::Everybody, "{}", route.path);
    }
    assert!(Right::ALL.iter().all(|right| Role::Owner.may(*right)));
}

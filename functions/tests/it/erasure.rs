//! Erasing a customer: a text planted in every field of one goes from every table, object, message, log and answer.

use functions::jobs::ImportMessage;
use serde_json::{Value, json};
use shared::api::{
    CustomerAnswer, ErasureAnswer, ErasureState, FunctionName, ImportAnswer, Method, ROUTES, Role, path,
};
use shared::domain::{ConsentStatus, CustomerId, CustomerKey, ERASED_SOURCE, EventKind, TenantId};
use shared::ingest::{Fact, FactRow, ImportKind, OrderRow, Placed, Row};

use crate::support::canary::found;
use crate::support::logs::Logs;
use crate::support::{System, a_row};

/// Stands in every field of the customer that takes a text.
pub(crate) const CANARY: &str = "Quetzal-Canary-5150";
/// Their address.
pub(crate) const ADDRESS: &str = "Quetzal.Address@Example.com";

pub(crate) fn number() -> String {
    format!("{CANARY}-number")
}

pub(crate) fn id_of(number: &str) -> CustomerId {
    CustomerKey { data_source: "shop".into(), number: number.into() }.id()
}

/// An order of the customer under one of their numbers.
pub(crate) fn order(number: &str, order: &str, day: &str) -> OrderRow {
    OrderRow {
        email: Some(ADDRESS.into()),
        name: Some(format!("{CANARY} Maple")),
        product: Some(format!("Mug engraved {CANARY}")),
        acquisition_source: Some(format!("friend of {CANARY}")),
        email_consent: ConsentStatus::Given,
        ..a_row(number, &format!("{CANARY}-{order}"), day)
    }
}

/// One line of every other kind that a file can have, for a number.
pub(crate) fn facts(number: &str) -> Vec<(ImportKind, Row)> {
    let canary = || Some(CANARY.to_owned());
    let row =
        |fact| Row::Fact(FactRow { customer_number: number.into(), at: Placed::Local(20_500), fact, original: None });
    let id = || format!("{CANARY}-{number}-id");
    let identity = Fact::Identity {
        email: Some(ADDRESS.to_uppercase()),
        name: Some(format!("{CANARY} Finch")),
        acquisition_source: canary(),
        email_consent: ConsentStatus::Given,
    };
    let consent = Fact::Consent {
        purpose: shared::domain::Purpose::Feedback,
        channel: shared::domain::Channel::Post,
        status: ConsentStatus::Given,
        source: None,
        wording: canary(),
    };
    let event = Fact::Event {
        id: id(),
        kind: EventKind::ServiceCase,
        channel: canary(),
        staff: canary(),
        value: Some(1),
        text: Some(format!("{CANARY} wrote from {ADDRESS}")),
    };
    let contract = Fact::Contract {
        id: id(),
        end: Some(Placed::Local(20_520)),
        reason: shared::domain::EndReason::Cancelled,
        milli_minor: 990_000,
    };
    vec![
        (ImportKind::Contracts, row(contract)),
        (ImportKind::Customers, row(identity)),
        (ImportKind::Consents, row(consent)),
        (ImportKind::Refunds, row(Fact::Refund { id: id(), order_id: format!("{CANARY}-A"), milli_minor: 400_000 })),
        (ImportKind::Costs, row(Fact::Cost { id: id(), kind: format!("post to {CANARY}"), milli_minor: 490_000 })),
        (ImportKind::Events, row(event)),
    ]
}

/// A shop of forty others and the customer: merged with a record under their address, imported twice with changes, with a
/// reason of leaving, mentioned by another, in files that wait, were cancelled, were taken back. Gives the imports that
/// were written.
pub(crate) async fn a_shop() -> (System, Vec<ImportAnswer>) {
    let system = System::with_workspace().await;
    let mut rows: Vec<OrderRow> =
        (0..40).map(|n| a_row(&n.to_string(), &format!("o{n}"), &format!("2026-02-{:02}", n % 28 + 1))).collect();
    // Somebody else once gave the address by mistake.
    rows.push(OrderRow { email: Some(ADDRESS.into()), ..a_row("other", "x1", "2026-01-02") });
    let by_address = ADDRESS.to_lowercase();
    rows.extend([
        order(&number(), "A", "2026-01-05"),
        order(&number(), "B", "2026-03-05"),
        order(&by_address, "C", "2026-04-05"),
        order(&format!("{CANARY}-unmerged"), "D", "2026-05-05"),
    ]);
    let mut imports = vec![system.import_rows(1, &rows).await];
    let corrected = Fact::Identity {
        email: Some("other@example.com".into()),
        name: None,
        acquisition_source: None,
        email_consent: ConsentStatus::Unknown,
    };
    let event = Fact::Event {
        id: "e1".into(),
        kind: EventKind::Referral,
        channel: None,
        staff: None,
        value: None,
        text: Some(format!("recommended us to {ADDRESS}.")),
    };
    for (kind, fact) in [(ImportKind::Customers, corrected), (ImportKind::Events, event)] {
        let row =
            Row::Fact(FactRow { customer_number: "other".into(), at: Placed::Local(20_500), fact, original: None });
        imports.push(system.import_kind(kind, &[row]).await);
    }
    for (kind, row) in facts(&number()) {
        imports.push(system.import_kind(kind, &[row]).await);
    }
    let changed = OrderRow { net_milli_minor: 2_000_000, ..order(&number(), "B", "2026-03-06") };
    imports.push(system.import_rows(1, &[changed]).await);
    let body = json!({ "other": id_of(&by_address) });
    system.owner(Method::Post, &path::customer_merge(id_of(&number())), Some(&body)).await.read::<CustomerAnswer>();
    system.run_jobs().await;
    let reason = json!({ "kind": "price", "note": format!("{CANARY} told {ADDRESS}"), "version": 0 });
    let saved =
        system.owner_with(Method::Put, &path::defection(id_of(&number())), &[("if-match", "*")], Some(&reason)).await;
    assert_eq!(saved.status, 200);
    let taken_back = system.import_rows(1, &[order(&number(), "E", "2026-06-05")]).await;
    system.owner(Method::Post, &path::import_undo(&taken_back.id), None).await;
    system.run_jobs().await;
    for end in ["wait", "cancel"] {
        let import = system.start_import(1).await;
        system.upload(&import, &[order(&number(), "F", "2026-06-06"), a_row("7", "o7b", "2026-06-07")]).await;
        if end == "cancel" {
            system.owner(Method::Post, &path::import_cancel(&import.id), None).await;
        }
    }
    (system, imports)
}

pub(crate) async fn ask(system: &System) -> ErasureAnswer {
    let at = path::erasure(id_of(&number()));
    let shown: ErasureAnswer = system.owner(Method::Get, &at, None).await.read();
    let records: Vec<CustomerId> = shown.records.iter().map(|record| record.id).collect();
    let asked = system.owner(Method::Post, &at, Some(&json!({ "records": records }))).await;
    assert_eq!(asked.status, 202, "{}", asked.body);
    shown
}

pub(crate) async fn erasure(system: &System) -> ErasureAnswer {
    system.owner(Method::Get, &path::erasure(id_of(&number())), None).await.read()
}

/// What every reading route answers, for every customer there is or was.
async fn answers(system: &System) -> Vec<(String, Vec<u8>)> {
    let rows = system.manifest().await.map_or(0, |manifest| manifest.summary.customers);
    let generation = system.manifest().await.map_or(0, |manifest| manifest.generation);
    let names = json!({ "generation": generation, "rows": (0..rows).collect::<Vec<_>>() });
    let names = system.owner(Method::Post, path::NAMES, Some(&names)).await.body;
    let mut ids: Vec<String> = names["names"].as_array().expect("names").iter().map(|name| text(&name["id"])).collect();
    ids.extend([number(), ADDRESS.to_lowercase(), format!("{CANARY}-unmerged")].map(|it| id_of(&it).to_string()));
    let mut found = vec![("names".to_owned(), names.to_string().into_bytes())];
    for route in ROUTES.iter().filter(|route| route.function == FunctionName::Api && route.method == Method::Get) {
        let paths: Vec<String> = match route.path {
            path::SEARCH => [CANARY, ADDRESS, "Maple"]
                .map(|words| format!("{}?q={}", path::SEARCH, words.replace('@', "%40")))
                .to_vec(),
            at if at.starts_with(path::CUSTOMER) => ids.iter().map(|id| at.replace("{id}", id)).collect(),
            at => vec![at.to_owned()],
        };
        for path in paths {
            let answer = system.owner(Method::Get, &path, None).await;
            // What was looked for stands in no answer unless it was found.
            found.push((format!("answer of {}", route.path), answer.body.to_string().into_bytes()));
        }
    }
    let export = system.owner(Method::Post, path::EXPORT, None).await.body;
    for url in export["identity_urls"].as_array().expect("addresses") {
        let bytes = reqwest::get(text(url)).await.expect("an answer").bytes().await.expect("bytes");
        found.push(("export".to_owned(), bytes.to_vec()));
    }
    found
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// Where the texts are, in all that is stored, sent, logged and answered.
pub(crate) async fn places(system: &System, logs: &Logs) -> Vec<String> {
    let mut all = system.everything().await;
    all.push(("log".to_owned(), logs.bytes()));
    all.extend(answers(system).await);
    found(&[CANARY, ADDRESS], &all)
}

#[tokio::test]
async fn a_text_planted_everywhere_is_nowhere_afterwards_and_the_totals_stay() {
    let (logs, _guard) = Logs::catch();
    let (system, _) = a_shop().await;
    let exported = system.owner(Method::Post, path::EXPORTS, None).await;
    assert_eq!(exported.status, 202);
    system.run_jobs().await;
    let before = system.manifest().await.expect("a generation");
    let planted = places(&system, &logs).await;
    for place in [
        "#partition#",
        "#reasons",
        "/imports/",
        "/identities/",
        "/search/",
        "/attributes/",
        "exports/",
        "export:",
        "names",
    ] {
        assert!(planted.iter().any(|found| found.contains(place)), "nothing was planted in {place}");
    }

    let shown = ask(&system).await;
    assert_eq!(shown.state, ErasureState::NotAsked);
    let numbers: Vec<_> = shown.records.iter().map(|record| record.number.as_str()).collect();
    assert_eq!(numbers, [&number(), &ADDRESS.to_lowercase(), &format!("{CANARY}-unmerged")]);
    let goes = shown.goes;
    assert_eq!((goes.records, goes.orders, goes.refunds, goes.costs, goes.events), (3, 4, 1, 1, 1));
    assert_eq!((goes.contracts, shown.stays.contracts), (1, 1));
    assert_eq!((goes.reasons, goes.uploads, goes.generations), (1, 2, 2));
    assert_eq!((shown.stays.orders, shown.stays.net_minor), (4, 1_000 - 400 + 2_000 + 1_000 + 1_000));
    assert_eq!(shown.stays.hashes, 4, "three numbers and one address");
    system.run_jobs().await;
    let done = erasure(&system).await;
    assert_eq!((done.state, done.goes, done.records.len()), (ErasureState::Done, shown.goes, 0));

    assert_eq!(places(&system, &logs).await, [""; 0]);
    assert!(!logs.bytes().is_empty(), "there are logs to look at");
    let after = system.manifest().await.expect("a generation");
    let counted =
        |of: &shared::api::Manifest| (of.summary.customers, of.summary.transactions, of.summary.net_minor, of.as_of);
    assert_eq!(counted(&after), counted(&before));
    let gone = system.owner(Method::Get, &path::customer(id_of(&number())), None).await;
    assert_eq!(gone.problem(), (410, "gone"));
    let other: CustomerAnswer = system.owner(Method::Get, &path::customer(id_of("other")), None).await.read();
    assert_eq!(other.events[0].text.as_deref(), Some("recommended us to …."), "the rest of it stays");
    let waiting = system.owner(Method::Get, &path::import_chunks(&newest_upload(&system).await), None).await;
    assert_eq!(waiting.body["chunks"].as_array().map(Vec::len), Some(1), "other lines of a file that waits stay");
}

async fn newest_upload(system: &System) -> shared::domain::ImportId {
    let list = system.owner(Method::Get, path::IMPORTS, None).await.read::<shared::api::ImportList>();
    let waits = |import: &&ImportAnswer| import.state == shared::api::ImportState::Uploading;
    list.imports.iter().find(waits).expect("one that waits").id.clone()
}

#[tokio::test]
async fn an_erasure_that_is_killed_goes_on_and_one_that_is_delivered_twice_does_nothing_more() {
    let (logs, _guard) = Logs::catch();
    let (system, _) = a_shop().await;
    ask(&system).await;
    let again = system.owner(Method::Post, &path::erasure(id_of(&number())), Some(&json!({ "records": [] }))).await;
    assert_eq!((again.status.as_u16(), &again.body["state"]), (202, &json!("erasing")), "asked twice");
    let tenant = TenantId("maple".into());
    let message = || ImportMessage::Erase { tenant: tenant.clone(), customer: id_of(&number()) };
    // A customer that cannot be read stops the search half-way.
    let spoiled = functions::aws::Key::new("tenant#maple#partition#40", "a000000000000001");
    let mut item = spoiled.clone().attributes();
    item.insert("number".into(), functions::aws::Value::Bool(true));
    system.services.customers.put(item).await.expect("spoiled");
    system.import(message(), false).await.expect_err("it cannot be read");
    assert_eq!(erasure(&system).await.state, ErasureState::Erasing);
    assert!(system.owner(Method::Get, &path::customer(id_of(&number())), None).await.status == 410);
    system.import(message(), true).await.expect_err("it cannot be read");
    assert_eq!(erasure(&system).await.state, ErasureState::Failed);
    let there = functions::aws::Expression::new("attribute_exists(pk)");
    assert!(system.services.customers.delete_if(spoiled, there).await.expect("removed"));
    system.run_jobs().await;
    assert_eq!(
        erasure(&system).await.state,
        ErasureState::Failed,
        "deliveries that come late do not go on by themselves"
    );
    let asked = system.owner(Method::Post, &path::erasure(id_of(&number())), Some(&json!({ "records": [] }))).await;
    assert_eq!(asked.status, 202);
    assert!(system.run_next_job().await);
    assert_eq!(erasure(&system).await.state, ErasureState::Rebuilding);
    let nameless = async || {
        let all = system.everything().await;
        all.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(ERASED_SOURCE)).count()
    };
    let customers = nameless().await;
    system.import(message(), false).await.expect("nothing to do");
    system.run_jobs().await;
    assert_eq!(erasure(&system).await.state, ErasureState::Done);
    assert_eq!(nameless().await, customers, "done once");
    assert_eq!(places(&system, &logs).await, [""; 0]);
}

#[tokio::test]
async fn only_admins_erase_only_what_they_were_shown_and_nobody_of_another_workspace() {
    let (system, _) = a_shop().await;
    system.add_workspace("oak").await;
    let at = path::erasure(id_of(&number()));
    for (who, status) in [("marketer@maple", 403), ("support@maple", 403), ("owner@oak", 404)] {
        for (method, body) in [(Method::Get, None), (Method::Post, Some(json!({ "records": [id_of(&number())] })))] {
            assert_eq!(system.request(Some(who), method, &at, body.as_ref()).await.status.as_u16(), status, "{who}");
        }
    }
    let fewer = system.owner(Method::Post, &at, Some(&json!({ "records": [id_of(&number())] }))).await;
    assert_eq!(fewer.problem(), (409, "conflict"));
    assert_eq!(erasure(&system).await.state, ErasureState::NotAsked);
    assert_eq!(system.waiting(), 0);
    system.add_member("admin@maple", "maple", Role::Admin).await;
    assert_eq!(system.request(Some("admin@maple"), Method::Get, &at, None).await.status, 200);
}

#[tokio::test]
async fn an_address_of_many_is_nobodys() {
    let system = System::with_workspace().await;
    let guest = |n: u32| OrderRow {
        email: Some("guest@example.com".into()),
        ..a_row(&n.to_string(), &format!("o{n}"), "2026-01-01")
    };
    system.import_rows(1, &(0..25).map(guest).collect::<Vec<_>>()).await;
    let at = path::erasure(id_of("3"));
    let shown: ErasureAnswer = system.owner(Method::Get, &at, None).await.read();
    assert_eq!(shown.state, ErasureState::NotPossible);
    let asked = system.owner(Method::Post, &at, Some(&json!({ "records": [id_of("3")] }))).await;
    assert_eq!(asked.problem(), (409, "conflict"));
}

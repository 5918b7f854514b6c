//! Why customers left.

use serde_json::{Value, json};
use shared::api::{DefectionAnswer, DefectionList, Method, Role, SavedDefection, SearchAnswer, path};
use shared::domain::CustomerId;
use shared::review::{AvoidableKinds, DefectionKind};

use crate::support::{Answer, System, a_row};

fn draft(kind: &str) -> Value {
    json!({ "kind": kind, "note": " wrote us " })
}

/// The owner's edit of what was read with a version, 0 where nothing was.
async fn say(system: &System, at: &str, version: u64, kind: &str) -> Answer {
    system.edit("owner@maple", at, version, &draft(kind)).await
}

async fn a_shop() -> (System, Vec<CustomerId>) {
    let system = System::with_workspace().await;
    let rows: Vec<_> = (0..3).map(|n| a_row(&n.to_string(), &format!("o{n}"), "2026-01-01")).collect();
    system.import_rows(1, &rows).await;
    let found = system.owner(Method::Get, &format!("{}?q=kim", path::SEARCH), None).await.read::<SearchAnswer>().found;
    (system, found.into_iter().map(|found| found.id).collect())
}

async fn list(system: &System) -> DefectionList {
    system.owner(Method::Get, path::DEFECTIONS, None).await.read()
}

#[tokio::test]
async fn a_reason_is_written_down_changed_listed_without_its_note_and_taken_back() {
    let (system, ids) = a_shop().await;
    assert_eq!(list(&system).await.customers, [].into());
    let at = path::defection(ids[0]);
    let none = system.owner(Method::Get, &at, None).await;
    assert_eq!(none.headers["etag"], "\"0\"");
    assert_eq!(none.read::<DefectionAnswer>().defection, None);
    let unread = system.owner(Method::Put, &at, Some(&draft("price"))).await;
    assert_eq!(unread.problem(), (428, "precondition_required"));
    let first: SavedDefection = say(&system, &at, 0, "price").await.read();
    assert_eq!((first.draft.kind, first.draft.note.as_str()), (DefectionKind::Price, "wrote us"));
    let again = say(&system, &at, 0, "quality").await;
    assert_eq!(again.problem(), (412, "precondition_failed"), "somebody else was first");
    let changed = say(&system, &at, 1, "quality").await;
    assert_eq!(changed.headers["etag"], "\"2\"");
    assert_eq!(changed.read::<SavedDefection>().draft.version, 2);
    say(&system, &path::defection(ids[1]), 0, "quality").await;
    let mut both = vec![ids[0], ids[1]];
    both.sort_unstable();
    let answer = system.owner(Method::Get, path::DEFECTIONS, None).await;
    assert!(!answer.body.to_string().contains("wrote us"));
    assert_eq!(answer.read::<DefectionList>().customers, [(DefectionKind::Quality, both)].into());

    assert_eq!(system.owner(Method::Delete, &at, None).await.status, 204);
    assert_eq!(system.owner(Method::Delete, &at, None).await.problem(), (404, "not_found"));
    let late = say(&system, &at, 2, "price").await;
    assert_eq!(late.problem(), (412, "precondition_failed"), "it was removed meanwhile");
    assert_eq!(list(&system).await.customers, [(DefectionKind::Quality, vec![ids[1]])].into());
}

#[tokio::test]
async fn a_reason_needs_a_customer_and_a_kind() {
    let (system, ids) = a_shop().await;
    let unknown = say(&system, &path::defection(ids[0]), 0, "unknown").await;
    assert_eq!(unknown.problem(), (422, "invalid"));
    let nobody = say(&system, &path::defection(CustomerId(1)), 0, "price").await;
    assert_eq!(nobody.problem(), (404, "not_found"));
    assert_eq!(list(&system).await.customers, [].into());
}

#[tokio::test]
async fn support_writes_reasons_down_admins_say_what_is_avoidable_and_others_see_neither() {
    let (system, ids) = a_shop().await;
    system.add_workspace("oak").await;
    system.add_member("support@maple", "maple", Role::Support).await;
    system.add_member("analyst@maple", "maple", Role::Analyst).await;
    let at = path::defection(ids[0]);
    let wanted = json!({ "kinds": ["price", "unknown", "life_event", "price"] });
    for (who, method, at, body, status) in [
        ("support@maple", Method::Put, at.as_str(), draft("service"), 200),
        ("support@maple", Method::Put, path::AVOIDABLE, wanted.clone(), 403),
        ("analyst@maple", Method::Put, at.as_str(), draft("service"), 403),
        ("analyst@maple", Method::Get, at.as_str(), Value::Null, 403),
        ("analyst@maple", Method::Get, path::DEFECTIONS, Value::Null, 200),
    ] {
        let body = (!body.is_null()).then_some(&body);
        let answer = system.request_with(who, method, at, &[("if-match", "*")], body).await;
        assert_eq!(answer.status, status, "{who} {method:?} {at}");
    }
    system.owner_with(Method::Put, path::AVOIDABLE, &[("if-match", "*")], Some(&wanted)).await;
    let kinds = vec![DefectionKind::Price, DefectionKind::LifeEvent];
    assert_eq!(list(&system).await.avoidable, AvoidableKinds { kinds });
    let theirs: DefectionList = system.request(Some("owner@oak"), Method::Get, path::DEFECTIONS, None).await.read();
    assert_eq!((theirs.avoidable, theirs.customers), (AvoidableKinds::default(), [].into()));
}

#[tokio::test]
async fn the_list_comes_page_by_page_and_nobody_changes_what_is_avoidable_unseen() {
    let (system, mut ids) = a_shop().await;
    for (id, kind) in ids.iter().zip(["price", "quality", "price"]) {
        say(&system, &path::defection(*id), 0, kind).await;
    }
    let (mut found, mut place) = (Vec::new(), format!("{}?limit=2", path::DEFECTIONS));
    loop {
        let page: DefectionList = system.owner(Method::Get, &place, None).await.read();
        found.extend(page.customers.into_values().flatten());
        let Some(cursor) = page.next_cursor else { break };
        place = format!("{}?limit=2&cursor={cursor}", path::DEFECTIONS);
    }
    ids.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, ids);

    let seen = list(&system).await.avoidable_tag;
    let kinds = |names: &[&str]| json!({ "kinds": names });
    let put = async |tag: &str, names: &[&str]| {
        system.owner_with(Method::Put, path::AVOIDABLE, &[("if-match", tag)], Some(&kinds(names))).await
    };
    let blind = system.owner(Method::Put, path::AVOIDABLE, Some(&kinds(&["price"]))).await;
    assert_eq!(blind.problem(), (428, "precondition_required"));
    let first = put(&seen, &["price"]).await;
    assert_eq!(first.status, 200);
    assert_eq!(put(&seen, &["quality"]).await.problem(), (412, "precondition_failed"), "it was changed since");
    let read = system.owner(Method::Get, path::AVOIDABLE, None).await;
    assert_eq!(read.headers["etag"], first.headers["etag"]);
    assert_eq!(list(&system).await.avoidable_tag, first.headers["etag"]);
    assert_eq!(read.read::<AvoidableKinds>().kinds, [DefectionKind::Price]);
}

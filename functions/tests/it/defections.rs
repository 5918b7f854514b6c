//! Why customers left.

use serde_json::{Value, json};
use shared::api::{DefectionAnswer, DefectionList, Method, Role, SavedDefection, SearchAnswer, path};
use shared::domain::CustomerId;
use shared::review::{AvoidableKinds, DefectionKind};

use crate::support::{System, a_row};

fn draft(kind: &str, version: u64) -> Value {
    json!({ "kind": kind, "note": " wrote us ", "version": version })
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
    assert_eq!(list(&system).await, DefectionList::default());
    let at = path::defection(ids[0]);
    let none: DefectionAnswer = system.owner(Method::Get, &at, None).await.read();
    assert_eq!(none.defection, None);
    let first: SavedDefection = system.owner(Method::Put, &at, Some(&draft("price", 0))).await.read();
    assert_eq!((first.draft.kind, first.draft.note.as_str()), (DefectionKind::Price, "wrote us"));
    let again = system.owner(Method::Put, &at, Some(&draft("quality", 0))).await;
    assert_eq!(again.problem(), (409, "conflict"), "somebody else was first");
    let changed: SavedDefection = system.owner(Method::Put, &at, Some(&draft("quality", 1))).await.read();
    assert_eq!(changed.draft.version, 2);
    system.owner(Method::Put, &path::defection(ids[1]), Some(&draft("quality", 0))).await;
    let mut both = vec![ids[0], ids[1]];
    both.sort_unstable();
    let answer = system.owner(Method::Get, path::DEFECTIONS, None).await;
    assert!(!answer.body.to_string().contains("wrote us"));
    assert_eq!(answer.read::<DefectionList>().customers, [(DefectionKind::Quality, both)].into());

    assert_eq!(system.owner(Method::Delete, &at, None).await.status, 204);
    assert_eq!(system.owner(Method::Delete, &at, None).await.problem(), (404, "not_found"));
    let late = system.owner(Method::Put, &at, Some(&draft("price", 2))).await;
    assert_eq!(late.problem(), (409, "conflict"), "it was removed meanwhile");
    assert_eq!(list(&system).await.customers, [(DefectionKind::Quality, vec![ids[1]])].into());
}

#[tokio::test]
async fn a_reason_needs_a_customer_and_a_kind() {
    let (system, ids) = a_shop().await;
    let unknown = system.owner(Method::Put, &path::defection(ids[0]), Some(&draft("unknown", 0))).await;
    assert_eq!(unknown.problem(), (422, "invalid"));
    let nobody = system.owner(Method::Put, &path::defection(CustomerId(1)), Some(&draft("price", 0))).await;
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
        ("support@maple", Method::Put, at.as_str(), draft("service", 0), 200),
        ("support@maple", Method::Put, path::AVOIDABLE, wanted.clone(), 403),
        ("analyst@maple", Method::Put, at.as_str(), draft("service", 0), 403),
        ("analyst@maple", Method::Get, at.as_str(), Value::Null, 403),
        ("analyst@maple", Method::Get, path::DEFECTIONS, Value::Null, 200),
    ] {
        let body = (!body.is_null()).then_some(&body);
        assert_eq!(system.request(Some(who), method, at, body).await.status, status, "{who} {method:?} {at}");
    }
    system.owner(Method::Put, path::AVOIDABLE, Some(&wanted)).await;
    let kinds = vec![DefectionKind::Price, DefectionKind::LifeEvent];
    assert_eq!(list(&system).await.avoidable, AvoidableKinds { kinds });
    let theirs: DefectionList = system.request(Some("owner@oak"), Method::Get, path::DEFECTIONS, None).await.read();
    assert_eq!(theirs, DefectionList::default());
}

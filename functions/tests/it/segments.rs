//! Saved segments, and the same members in the app and on the server.

use serde_json::{Value, json};
use shared::api::{
    MAX_SEGMENTS, Method, PartAnswer, Role, SavedSegment, SegmentCount, SegmentList, SegmentMembers, path,
};
use shared::base::{AttributesReader, Base};
use shared::domain::{CustomerId, Settings};
use shared::planning::{Scenario, Scope, score};
use shared::segments::{
    Bought, Condition, Definition, Derived, RULE_VERSION, Rule, Stage, figures, members, members_hash,
};

use crate::support::{System, a_row};

fn draft(name: &str) -> Value {
    let stage = Condition::Stage { any_of: vec![Stage::New, Stage::AtRisk] };
    let product = Condition::Product { bought: Bought::NoneOf, products: vec!["Wool socks".into()] };
    let rule = Rule::All(vec![Rule::Is(stage), Rule::Is(product)]);
    json!({ "name": name, "comment": " for autumn ", "definition": Definition::new(rule) })
}

async fn all(system: &System) -> Vec<SavedSegment> {
    system.owner(Method::Get, path::SEGMENTS, None).await.read::<SegmentList>().segments
}

async fn sample() -> System {
    let system = System::with_workspace().await;
    system.owner(Method::Post, path::SAMPLE, None).await;
    system.run_jobs().await;
    system
}

/// The base as the app has it.
async fn base(system: &System) -> Base {
    let manifest = system.manifest().await.expect("a generation");
    let mut base = shared::base::build(&system.customers().await);
    score(&mut base.customers, &manifest.assessment, &manifest.settings);
    base
}

#[tokio::test]
async fn a_segment_is_kept_changed_with_its_history_and_removed() {
    let system = System::with_workspace().await;
    assert_eq!(all(&system).await, []);
    let first: SavedSegment = system.owner(Method::Post, path::SEGMENTS, Some(&draft(" Win back "))).await.read();
    let second: SavedSegment = system.owner(Method::Post, path::SEGMENTS, Some(&draft("Other"))).await.read();
    assert_eq!((first.draft.name.as_str(), first.draft.comment.as_str()), ("Win back", "for autumn"));
    assert_eq!(all(&system).await, [second.clone(), first.clone()], "the newest first");

    system.add_member("marketer@maple", "maple", Role::Marketer).await;
    let mut change = serde_json::to_value(&first.draft).expect("plain data");
    change["name"] = json!("Win them back");
    let place = path::segment(&first.id);
    let changed: SavedSegment = system.edit("marketer@maple", &place, 1, &change).await.read();
    assert_eq!((changed.draft.name.as_str(), changed.draft.version), ("Win them back", 2));
    assert_eq!(changed.owner, first.owner, "who changes it does not own it");
    let late = system.edit("owner@maple", &place, 1, &change).await;
    assert_eq!(late.problem(), (412, "precondition_failed"), "the version was read before the change");
    assert!(late.body["detail"].as_str().expect("text").contains("was not saved"));
    let unread = system.owner(Method::Put, &place, Some(&change)).await;
    assert_eq!(unread.problem(), (428, "precondition_required"));

    let read = system.owner(Method::Get, &place, None).await;
    assert_eq!(read.headers["etag"], "\"2\"");
    assert_eq!(read.read::<SavedSegment>(), changed);
    let versions: SegmentList = system.owner(Method::Get, &path::segment_versions(&first.id), None).await.read();
    assert_eq!(versions.segments, [changed.clone(), first.clone()]);

    let removed = system.owner(Method::Delete, &path::segment(&second.id), None).await;
    assert_eq!(removed.status, 204);
    assert_eq!(all(&system).await, [changed]);
    for (method, path, body) in [
        (Method::Delete, path::segment(&second.id), None),
        (Method::Put, path::segment(&second.id), Some(&change)),
        (Method::Get, path::segment(&second.id), None),
        (Method::Get, path::segment_versions(&second.id), None),
        (Method::Get, path::segment_members(&second.id), None),
        (Method::Get, path::segment("segment#1"), None),
    ] {
        assert_eq!(system.owner_with(method, &path, &[("if-match", "*")], body).await.problem(), (404, "not_found"));
    }
}

#[tokio::test]
async fn what_is_wrong_is_named_by_its_place_and_nothing_is_kept() {
    let system = System::with_workspace().await;
    let mut bad = draft("");
    bad["definition"] = json!({ "version": RULE_VERSION, "rule": { "all": [{ "any": [] }] } });
    let answer = system.owner(Method::Post, path::SEGMENTS, Some(&bad)).await;
    assert_eq!(answer.problem(), (422, "invalid"));
    let fields: Vec<_> = answer.body["fields"].as_array().expect("fields").iter().map(|it| &it["field"]).collect();
    assert_eq!(fields, ["name", "definition.rule.all[0]"]);
    let asked = json!({ "definition": bad["definition"] });
    let answer = system.owner(Method::Post, path::SEGMENT_EVALUATE, Some(&asked)).await;
    assert_eq!(
        (answer.problem(), &answer.body["fields"][0]["field"]),
        ((422, "invalid"), &json!("definition.rule.all[0]"))
    );
    assert_eq!(all(&system).await, []);
    let nothing = json!({ "definition": Definition::new(Rule::everyone()) });
    let early = system.owner(Method::Post, path::SEGMENT_EVALUATE, Some(&nothing)).await;
    assert_eq!(early.problem(), (409, "conflict"), "there are no scores yet");
}

#[tokio::test]
async fn who_looks_on_sees_them_and_other_workspaces_do_not() {
    let system = System::with_workspace().await;
    system.add_workspace("oak").await;
    system.add_member("viewer@maple", "maple", Role::Viewer).await;
    let saved: SavedSegment = system.owner(Method::Post, path::SEGMENTS, Some(&draft("Ours"))).await.read();
    let seen = system.request(Some("viewer@maple"), Method::Get, path::SEGMENTS, None).await;
    assert_eq!(seen.read::<SegmentList>().segments.len(), 1);
    let refused = system.request(Some("viewer@maple"), Method::Post, path::SEGMENTS, Some(&draft("Mine"))).await;
    assert_eq!(refused.problem(), (403, "not_allowed"));
    let theirs = system.request(Some("owner@oak"), Method::Get, path::SEGMENTS, None).await;
    assert_eq!(theirs.read::<SegmentList>().segments, []);
    let change = serde_json::to_value(&saved.draft).expect("plain data");
    for (method, path, body) in [
        (Method::Get, path::segment(&saved.id), None),
        (Method::Put, path::segment(&saved.id), Some(&change)),
        (Method::Delete, path::segment(&saved.id), None),
        (Method::Get, path::segment_versions(&saved.id), None),
        (Method::Get, path::segment_members(&saved.id), None),
    ] {
        let other = system.request_with("owner@oak", method, &path, &[("if-match", "*")], body).await;
        assert_eq!(other.problem(), (404, "not_found"), "{method:?} {path}");
    }
    assert_eq!(all(&system).await, [saved]);
}

#[tokio::test]
async fn a_segment_in_use_stays_and_who_uses_it_is_named() {
    let system = System::with_workspace().await;
    let saved: SavedSegment = system.owner(Method::Post, path::SEGMENTS, Some(&draft("Regulars"))).await.read();
    let definition = saved.draft.definition.clone();
    let scope = Scope::Segment { id: Some(saved.id.clone()), name: Some("Regulars".into()), definition };
    let scenario = Scenario { scope, ..Scenario::base(&Settings::initial("maple")) };
    let body = json!({ "name": "Autumn push", "scenario": scenario });
    let using: Value = system.owner(Method::Post, path::SCENARIOS, Some(&body)).await.read();
    let refused = system.owner(Method::Delete, &path::segment(&saved.id), None).await;
    assert_eq!(refused.problem(), (409, "conflict"));
    assert!(refused.body["detail"].as_str().expect("text").contains("\"Autumn push\""), "{}", refused.body);
    let id = using["id"].as_str().expect("an id");
    assert_eq!(system.owner(Method::Delete, &path::scenario(id), None).await.status, 204);
    assert_eq!(system.owner(Method::Delete, &path::segment(&saved.id), None).await.status, 204);
}

#[tokio::test]
async fn the_server_counts_whom_the_app_counts_and_reads_nothing_beyond_the_base() {
    let system = sample().await;
    let base = base(&system).await;
    let saved: SavedSegment = system.owner(Method::Post, path::SEGMENTS, Some(&draft("Mild"))).await.read();
    let members = members(&saved.draft.definition.rule, &base, &Derived::default()).expect("the base has products");
    let expected: Vec<CustomerId> = members.iter().map(|row| base.customers.id[row as usize]).collect();
    assert!(!expected.is_empty() && expected.len() < base.customers.len());

    let body = json!({ "definition": saved.draft.definition });
    let _ = system.owner(Method::Get, path::ME, None).await;
    system.services.workspaces.meter().take();
    system.services.customers.meter().take();
    let answer: SegmentCount = system.owner(Method::Post, path::SEGMENT_EVALUATE, Some(&body)).await.read();
    assert_eq!(answer.figures, figures(&members, &base.customers));
    assert_eq!(answer.members_hash, members_hash(&members, &base.customers));
    assert_eq!(answer.as_of, base.as_of);
    assert_eq!(system.services.customers.meter().take().read, 0.0, "no customer is read");
    let units = system.services.workspaces.meter().take().read;
    let manifest = system.manifest().await.expect("a generation");
    assert_eq!(units, system.services.workspaces.meter().take().read, "the manifest and nothing else is read");
    assert_eq!(answer.generation, manifest.generation);

    let page: SegmentMembers = system.owner(Method::Get, &path::segment_members(&saved.id), None).await.read();
    assert_eq!((page.count, page.ids, page.next_cursor), (answer, expected, None));
    assert_eq!(system.services.customers.meter().take().read, 0.0);
}

#[tokio::test]
async fn members_come_page_by_page_within_one_generation() {
    let system = sample().await;
    let ids = base(&system).await.customers.id;
    let everyone = json!({ "name": "Everyone", "definition": Definition::new(Rule::everyone()) });
    let saved: SavedSegment = system.owner(Method::Post, path::SEGMENTS, Some(&everyone)).await.read();
    let members = path::segment_members(&saved.id);
    let manifest = system.manifest().await.expect("a generation");
    // As the last of a page would have it.
    let after = |index: usize| format!("{members}?cursor={}.1.{}", manifest.generation, ids[index]);
    let page: SegmentMembers = system.owner(Method::Get, &after(9), None).await.read();
    assert_eq!(page.ids, ids[10..ids.len().min(10 + shared::api::SEGMENT_MEMBERS_PER_PAGE)]);
    let end: SegmentMembers = system.owner(Method::Get, &after(ids.len() - 1), None).await.read();
    assert_eq!((end.ids.len(), end.next_cursor), (0, None));
    let other = system.owner(Method::Get, &format!("{members}?cursor=0.1.{}", ids[0]), None).await;
    assert_eq!(other.problem(), (409, "conflict"), "of another generation");
    let nonsense = system.owner(Method::Get, &format!("{members}?cursor=nonsense"), None).await;
    assert_eq!(nonsense.problem(), (400, "malformed"));
}

#[tokio::test]
async fn attributes_lie_beside_the_base_and_older_generations_say_what_to_do() {
    let system = sample().await;
    let base = base(&system).await;
    let answer: PartAnswer = system.owner(Method::Get, path::ATTRIBUTES, None).await.read();
    let mut reader = AttributesReader::new(base.customers.len());
    for url in &answer.urls {
        let stored = reqwest::get(url).await.expect("the bucket answers").bytes().await.expect("bytes");
        reader.push(&functions::base::unpack(&stored, 1 << 28).expect("gzip")).expect("the next chunk");
    }
    assert_eq!(Some(reader.finish().expect("all chunks")), base.attributes);

    let mut manifest = system.manifest().await.expect("a generation");
    (manifest.generation, manifest.attribute_chunks) = (manifest.generation + 1, 0);
    let tenant = shared::domain::TenantId("maple".into());
    for chunk in &manifest.chunks {
        let kind = match chunk.part {
            shared::api::BasePart::Customers => functions::base::ObjectKind::Customers,
            shared::api::BasePart::Orders => functions::base::ObjectKind::Orders,
        };
        let key = |generation| functions::base::object(&tenant, generation, kind, chunk.number);
        let bytes =
            system.services.objects.get(&key(manifest.generation - 1), 1 << 28).await.expect("read").expect("there");
        system.services.objects.put(&key(manifest.generation), bytes).await.expect("written");
    }
    assert!(functions::base::publish(&system.services.workspaces, &tenant, &manifest).await.expect("written"));
    let body = json!({ "definition": draft("x")["definition"] });
    let refused = system.owner(Method::Post, path::SEGMENT_EVALUATE, Some(&body)).await;
    assert_eq!(
        (refused.problem(), &refused.body["fields"][0]["field"]),
        ((422, "invalid"), &json!("definition.rule.all[1].is"))
    );
    assert!(refused.body["fields"][0]["message"].as_str().expect("text").contains("save the settings"));
}

#[tokio::test]
async fn there_is_room_for_two_hundred() {
    let system = System::with_workspace().await;
    system.import_rows(1, &[a_row("1", "a", "2026-01-01")]).await;
    for number in 0..MAX_SEGMENTS {
        assert_eq!(system.owner(Method::Post, path::SEGMENTS, Some(&draft(&number.to_string()))).await.status, 201);
    }
    let first_page: SegmentList =
        system.owner(Method::Get, &format!("{}?limit=150", path::SEGMENTS), None).await.read();
    let cursor = first_page.next_cursor.expect("there are more");
    let rest: SegmentList =
        system.owner(Method::Get, &format!("{}?cursor={cursor}", path::SEGMENTS), None).await.read();
    let names = first_page.segments.into_iter().chain(rest.segments).map(|one| one.draft.name);
    let descending: Vec<String> = (0..MAX_SEGMENTS).rev().map(|number| number.to_string()).collect();
    assert_eq!(names.collect::<Vec<_>>(), descending, "two pages are the whole list, the newest first");
    let full = system.owner(Method::Post, path::SEGMENTS, Some(&draft("one more"))).await;
    assert_eq!(full.problem(), (409, "conflict"));
}

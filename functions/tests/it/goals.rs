//! Goals of the board.

use serde_json::{Value, json};
use shared::api::{GoalList, MAX_GOALS, Method, Role, SavedGoal, path};

use crate::support::System;

fn draft(target: f64) -> Value {
    let aim = json!({ "metric": "retention", "period_days": 90, "target": target, "due": "2027-06-30" });
    json!({ "aim": aim, "owner": " Ana ", "note": " the loyal ones " })
}

async fn all(system: &System) -> Vec<SavedGoal> {
    system.owner(Method::Get, path::GOALS, None).await.read::<GoalList>().goals
}

#[tokio::test]
async fn a_goal_is_kept_to_the_last_bit_changed_and_removed() {
    let system = System::with_workspace().await;
    assert_eq!(all(&system).await, []);
    let first: SavedGoal = system.owner(Method::Post, path::GOALS, Some(&draft(0.1 + 0.7))).await.read();
    let second: SavedGoal = system.owner(Method::Post, path::GOALS, Some(&draft(0.9))).await.read();
    assert_eq!((first.draft.owner.as_str(), first.draft.note.as_str()), ("Ana", "the loyal ones"));
    assert_eq!(first.draft.aim.target.to_bits(), (0.1_f64 + 0.7).to_bits());
    assert_eq!(all(&system).await, [first.clone(), second.clone()], "the oldest first");

    let mut change = serde_json::to_value(&first.draft).expect("plain data");
    change["aim"]["target"] = json!(0.85);
    let place = path::goal(&first.id);
    let unread = system.owner(Method::Put, &place, Some(&change)).await;
    assert_eq!(unread.problem(), (428, "precondition_required"));
    let changed = system.edit("owner@maple", &place, 1, &change).await;
    let tag = changed.headers["etag"].clone();
    let changed: SavedGoal = changed.read();
    assert_eq!((changed.draft.aim.target, changed.draft.version), (0.85, 2));
    let late = system.edit("owner@maple", &place, 1, &change).await;
    assert_eq!(late.problem(), (412, "precondition_failed"), "the version was read before the change");
    let read = system.owner(Method::Get, &place, None).await;
    assert_eq!(read.headers["etag"], tag);
    assert_eq!(read.read::<SavedGoal>(), changed);
    assert!(late.body["detail"].as_str().expect("text").contains("was not saved"));

    assert_eq!(system.owner(Method::Delete, &path::goal(&second.id), None).await.status, 204);
    assert_eq!(all(&system).await, [changed]);
    let gone = path::goal(&second.id);
    assert_eq!(system.owner(Method::Delete, &gone, None).await.problem(), (404, "not_found"));
    assert_eq!(system.edit("owner@maple", &gone, 1, &change).await.problem(), (404, "not_found"));
}

#[tokio::test]
async fn what_is_wrong_is_named_and_a_workspace_keeps_only_so_many() {
    let system = System::with_workspace().await;
    let mut bad = draft(1.5);
    bad["aim"]["due"] = json!(null);
    let answer = system.owner(Method::Post, path::GOALS, Some(&bad)).await;
    assert_eq!(answer.problem(), (422, "invalid"));
    let fields: Vec<_> = answer.body["fields"].as_array().expect("fields").iter().map(|it| &it["field"]).collect();
    assert_eq!(fields, ["target", "due"]);
    for _ in 0..MAX_GOALS {
        assert_eq!(system.owner(Method::Post, path::GOALS, Some(&draft(0.5))).await.status, 201);
    }
    let full = system.owner(Method::Post, path::GOALS, Some(&draft(0.5))).await;
    assert_eq!(full.problem(), (409, "conflict"));
}

#[tokio::test]
async fn who_looks_on_sees_them_and_other_workspaces_do_not() {
    let system = System::with_workspace().await;
    system.add_workspace("oak").await;
    system.add_member("viewer@maple", "maple", Role::Viewer).await;
    system.add_member("analyst@maple", "maple", Role::Analyst).await;
    let saved: SavedGoal = system.owner(Method::Post, path::GOALS, Some(&draft(0.8))).await.read();
    let seen = system.request(Some("viewer@maple"), Method::Get, path::GOALS, None).await;
    assert_eq!(seen.read::<GoalList>().goals, std::slice::from_ref(&saved));
    for who in ["viewer@maple", "analyst@maple"] {
        let refused = system.request(Some(who), Method::Post, path::GOALS, Some(&draft(0.8))).await;
        assert_eq!(refused.problem(), (403, "not_allowed"), "{who}");
    }
    let theirs = system.request(Some("owner@oak"), Method::Get, path::GOALS, None).await;
    assert_eq!(theirs.read::<GoalList>().goals, []);
    let other = system.request(Some("owner@oak"), Method::Delete, &path::goal(&saved.id), None).await;
    assert_eq!(other.problem(), (404, "not_found"));
}

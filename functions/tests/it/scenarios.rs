//! Saved scenarios.

use serde_json::{Value, json};
use shared::api::{MAX_SCENARIOS, Method, Role, SavedScenario, ScenarioList, path};
use shared::domain::Settings;
use shared::planning::{RiskBand, Scenario, Scope};

use crate::support::System;

fn draft(name: &str) -> Value {
    let scope = Scope::RiskAndValue { risk: Some(RiskBand::Slipping), tier: None };
    let scenario = Scenario { scope, dropout: 0.1 + 0.8, ..Scenario::base(&Settings::initial("maple")) };
    json!({ "name": name, "comment": " for autumn ", "scenario": scenario, "cost_minor": 500_000.0 })
}

async fn all(system: &System) -> Vec<SavedScenario> {
    system.owner(Method::Get, path::SCENARIOS, None).await.read::<ScenarioList>().scenarios
}

#[tokio::test]
async fn a_scenario_is_kept_to_the_last_bit_changed_and_removed() {
    let system = System::with_workspace().await;
    assert_eq!(all(&system).await, []);
    let first: SavedScenario = system.owner(Method::Post, path::SCENARIOS, Some(&draft(" Win back "))).await.read();
    let second: SavedScenario = system.owner(Method::Post, path::SCENARIOS, Some(&draft("Other"))).await.read();
    assert_eq!((first.draft.name.as_str(), first.draft.comment.as_str()), ("Win back", "for autumn"));
    assert_eq!(first.draft.scenario.dropout.to_bits(), (0.1_f64 + 0.8).to_bits());
    assert_eq!(all(&system).await, [second.clone(), first.clone()], "the newest first");

    let mut change = serde_json::to_value(&first.draft).expect("plain data");
    change["name"] = json!("Win them back");
    let place = path::scenario(&first.id);
    let seen = system.owner(Method::Get, &place, None).await.headers["etag"].to_str().expect("text").to_owned();
    let edit = async || system.owner_with(Method::Put, &place, &[("if-match", &seen)], Some(&change)).await;
    assert_eq!(system.owner(Method::Put, &place, Some(&change)).await.problem(), (428, "precondition_required"));
    let changed: SavedScenario = edit().await.read();
    assert_eq!((changed.draft.name.as_str(), changed.draft.version), ("Win them back", 2));
    let late = edit().await;
    assert_eq!(late.problem(), (412, "precondition_failed"), "the version was read before the change");
    assert!(late.body["detail"].as_str().expect("text").contains("was not saved"));

    let removed = system.owner(Method::Delete, &path::scenario(&second.id), None).await;
    assert_eq!(removed.status, 204);
    assert_eq!(all(&system).await, [changed]);
    for (method, body) in [(Method::Delete, None), (Method::Put, Some(&change))] {
        let gone = system.owner_with(method, &path::scenario(&second.id), &[("if-match", "*")], body).await;
        assert_eq!(gone.problem(), (404, "not_found"));
    }
    let nonsense = system.owner(Method::Delete, &path::scenario("scenario#1"), None).await;
    assert_eq!(nonsense.problem(), (404, "not_found"));
}

#[tokio::test]
async fn what_is_wrong_is_named_and_nothing_is_kept() {
    let system = System::with_workspace().await;
    let mut bad = draft("");
    bad["scenario"]["order_value"] = json!(7);
    let answer = system.owner(Method::Post, path::SCENARIOS, Some(&bad)).await;
    assert_eq!(answer.problem(), (422, "invalid"));
    let fields: Vec<_> = answer.body["fields"].as_array().expect("fields").iter().map(|it| &it["field"]).collect();
    assert_eq!(fields, ["name", "order_value"]);
    assert_eq!(all(&system).await, []);
}

#[tokio::test]
async fn who_looks_on_sees_them_and_other_workspaces_do_not() {
    let system = System::with_workspace().await;
    system.add_workspace("oak").await;
    system.add_member("viewer@maple", "maple", Role::Viewer).await;
    let saved: SavedScenario = system.owner(Method::Post, path::SCENARIOS, Some(&draft("Ours"))).await.read();
    let seen = system.request(Some("viewer@maple"), Method::Get, path::SCENARIOS, None).await;
    assert_eq!(seen.read::<ScenarioList>().scenarios.len(), 1);
    let refused = system.request(Some("viewer@maple"), Method::Post, path::SCENARIOS, Some(&draft("Mine"))).await;
    assert_eq!(refused.problem(), (403, "not_allowed"));
    let theirs = system.request(Some("owner@oak"), Method::Get, path::SCENARIOS, None).await;
    assert_eq!(theirs.read::<ScenarioList>().scenarios, []);
    let other = system.request(Some("owner@oak"), Method::Delete, &path::scenario(&saved.id), None).await;
    assert_eq!(other.problem(), (404, "not_found"));
}

#[tokio::test]
async fn there_is_room_for_a_hundred() {
    let system = System::with_workspace().await;
    for number in 0..MAX_SCENARIOS {
        let saved = system.owner(Method::Post, path::SCENARIOS, Some(&draft(&number.to_string()))).await;
        assert_eq!(saved.status, 201);
    }
    let first_page: ScenarioList =
        system.owner(Method::Get, &format!("{}?limit=60", path::SCENARIOS), None).await.read();
    let cursor = first_page.next_cursor.expect("there are more");
    let rest = format!("{}?limit=60&cursor={cursor}", path::SCENARIOS);
    let second_page: ScenarioList = system.owner(Method::Get, &rest, None).await.read();
    let names = first_page.scenarios.into_iter().chain(second_page.scenarios).map(|one| one.draft.name);
    let descending: Vec<String> = (0..MAX_SCENARIOS).rev().map(|number| number.to_string()).collect();
    assert_eq!(names.collect::<Vec<_>>(), descending, "two pages are the whole list, the newest first");
    let foreign = system.owner(Method::Get, &format!("{}?cursor={cursor}", path::IMPORTS), None).await;
    assert_eq!(foreign.problem(), (422, "invalid"), "a cursor belongs to its list");
    let full = system.owner(Method::Post, path::SCENARIOS, Some(&draft("one more"))).await;
    assert_eq!(full.problem(), (409, "conflict"));
}

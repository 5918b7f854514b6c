//! What-ifs on the server.

use serde_json::json;
use shared::api::{Method, path};
use shared::domain::Settings;
use shared::planning::{Outcome, Scenario, Scope, WhatIf};

use crate::support::{System, a_row};

#[tokio::test]
async fn a_scenario_comes_to_what_the_models_say_of_the_same_base() {
    let system = System::with_workspace().await;
    system.owner(Method::Post, path::SAMPLE, None).await;
    system.run_jobs().await;
    let settings: Settings = system.owner(Method::Get, path::SETTINGS, None).await.read();
    let scenario = Scenario { purchase_rate: 1.1, ..Scenario::base(&settings) };
    let body = serde_json::to_value(&scenario).expect("plain data");
    let answer: Outcome = system.owner(Method::Post, path::WHAT_IF, Some(&body)).await.read();
    let again: Outcome = system.owner(Method::Post, path::WHAT_IF, Some(&body)).await.read();
    assert_eq!(answer, again);

    let manifest = system.manifest().await.expect("a generation");
    let histories = system.customers().await;
    let base = shared::base::build(&histories);
    let mut here = WhatIf::new(&base.customers, &manifest.assessment).expect("the sample shop can be estimated");
    assert_eq!(here.evaluate(&scenario).expect("in range").result_hash, answer.result_hash);
    let scope = Scope::Source { name: manifest.sources.last().expect("the sample shop has sources").clone() };
    let some = Scenario { scope, ..scenario };
    let body = serde_json::to_value(&some).expect("plain data");
    let part: Outcome = system.owner(Method::Post, path::WHAT_IF, Some(&body)).await.read();
    let mut here = WhatIf::of_scope(&base, &manifest.assessment, &some.scope).expect("can be estimated");
    let known = here.evaluate(&some).expect("in range");
    assert_eq!(known.result_hash, part.result_hash);
    assert!(0.0 < part.customer_equity_minor && part.customer_equity_minor < 0.9 * answer.customer_equity_minor);

    let equity = manifest.summary.customer_equity_minor.expect("estimated").value;
    assert!(answer.customer_equity_minor > equity, "more orders are worth more");
}

#[tokio::test]
async fn what_cannot_be_computed_says_why() {
    let system = System::with_workspace().await;
    let base = serde_json::to_value(Scenario::base(&Settings::initial("maple"))).expect("plain data");
    let none = system.owner(Method::Post, path::WHAT_IF, Some(&base)).await;
    assert_eq!(none.problem(), (409, "conflict"));
    system.import_rows(1, &[a_row("1", "a", "2026-01-01")]).await;
    let few = system.owner(Method::Post, path::WHAT_IF, Some(&base)).await;
    assert_eq!(few.problem(), (409, "conflict"), "one customer says nothing about dropout");
    let mut wild = base.clone();
    wild["dropout"] = json!(9.0);
    let answer = system.owner(Method::Post, path::WHAT_IF, Some(&wild)).await;
    assert_eq!(answer.problem(), (422, "invalid"));
    assert_eq!(answer.body["fields"][0]["field"], "dropout");
}

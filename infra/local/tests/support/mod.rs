//! A running fixture, and a function played by the test over the real Runtime API.
#![allow(dead_code, reason = "every test file uses another part of it")]

use std::path::{Path, PathBuf};

use local::{Functions, Options, System};
use reqwest::{Client, StatusCode};
use serde_json::Value;

/// The template of the whole system.
pub(crate) fn real_template() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../template.yaml")
}

/// The small template of these tests.
pub(crate) fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture.yaml")
}

/// A system whose functions the test plays, one invocation at a time.
pub(crate) async fn attached(template: PathBuf, site: Option<PathBuf>) -> System {
    let options = Options {
        port: 0,
        data: None,
        template,
        site,
        functions: Functions::Attached,
        concurrency: 1,
        parameters: std::collections::BTreeMap::new(),
    };
    System::start(&options).await.expect("the system starts")
}

/// A client that follows no redirection.
pub(crate) fn client() -> Client {
    Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client")
}

/// A function played by the test.
pub(crate) struct Player {
    base: String,
    client: Client,
}

/// One invocation that a player has taken on.
pub(crate) struct Turn {
    pub(crate) id: String,
    pub(crate) deadline_ms: u64,
    pub(crate) event: Value,
}

impl Player {
    pub(crate) fn new(system: &System, logical_id: &str) -> Self {
        let base = format!("{}/holdfast-{logical_id}/0/2018-06-01/runtime", system.runtime_api);
        Self { base, client: client() }
    }

    /// Waits for the next invocation.
    pub(crate) async fn next(&self) -> Turn {
        let answer = self.client.get(format!("{}/invocation/next", self.base)).send().await.expect("an invocation");
        let header = |name: &str| answer.headers()[name].to_str().expect("plain text").to_owned();
        let id = header("lambda-runtime-aws-request-id");
        let deadline_ms = header("lambda-runtime-deadline-ms").parse().expect("a number");
        Turn { id, deadline_ms, event: answer.json().await.expect("JSON") }
    }

    /// Answers an invocation.
    pub(crate) async fn answer(&self, turn: &Turn, body: impl Into<reqwest::Body>) -> StatusCode {
        self.post(&turn.id, "response", body).await
    }

    /// Fails an invocation.
    pub(crate) async fn fail(&self, turn: &Turn) -> StatusCode {
        self.post(&turn.id, "error", r#"{"errorType":"Planned","errorMessage":"as the test wants it"}"#).await
    }

    async fn post(&self, id: &str, what: &str, body: impl Into<reqwest::Body>) -> StatusCode {
        let address = format!("{}/invocation/{id}/{what}", self.base);
        self.client.post(address).body(body).send().await.expect("an answer").status()
    }
}

//! The whole system as a process of its own, on a free port, gone when dropped.

use std::env;
use std::path::Path;
use std::process::Command;

use reqwest::blocking::{Client, RequestBuilder, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use system::{Programs, RunningSystem, workspace_root};

/// A running system.
pub struct System {
    running: RunningSystem,
    client: Client,
}

/// Status, headers and body of an answer.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `Content-Type`, or empty.
    pub content_type: String,
    /// Body, `Null` when it is not JSON.
    pub json: Value,
}

impl Answer {
    /// The body as one of the API's types.
    #[must_use]
    #[track_caller]
    pub fn read<T: DeserializeOwned>(self) -> T {
        let text = self.json.to_string();
        serde_json::from_value(self.json).unwrap_or_else(|error| panic!("{error} in {text}"))
    }
}

impl System {
    /// Starts an empty system and waits until it is ready.
    #[must_use]
    pub fn start_empty() -> Self {
        Self::start(&["--empty"])
    }

    /// Starts with the arguments of `cargo xtask up` and waits until it is ready.
    #[must_use]
    pub fn start(arguments: &[&str]) -> Self {
        let running = RunningSystem::start(&build(), None, arguments).expect("the system starts");
        Self { running, client: Client::new() }
    }

    /// Starts a system, empty at first, that keeps everything in a folder.
    #[must_use]
    pub fn start_in(folder: &Path) -> Self {
        let running = RunningSystem::start(&build(), None, &["--empty", "--data", &folder.to_string_lossy()]);
        Self { running: running.expect("the system starts"), client: Client::new() }
    }

    /// Ends database, bucket, queues and functions at once, as a power failure would.
    pub fn kill(self) {
        self.running.kill().expect("the process can be ended");
    }

    /// Where it listens.
    #[must_use]
    pub fn url(&self) -> &str {
        self.running.url()
    }

    /// A token of a member of a workspace with a role; both are made if they do not exist.
    #[must_use]
    pub fn token(&self, tenant: &str, role: &str) -> String {
        self.token_expiring_in(tenant, role, 900)
    }

    /// Like [`Self::token`], expiring in so many seconds; negative for one that has expired.
    #[must_use]
    pub fn token_expiring_in(&self, tenant: &str, role: &str, seconds: i64) -> String {
        let body = json!({ "tenant": tenant, "role": role, "expires_in": seconds });
        let answer = self.send(self.client.post(format!("{}/local-idp/mint", self.url())).json(&body));
        answer.json["access_token"].as_str().expect("a token").to_owned()
    }

    /// Sends a request to a path, with a token and a body if there are any.
    #[must_use]
    pub fn request(&self, method: &str, path: &str, token: Option<&str>, body: Option<Value>) -> Answer {
        let method = method.parse().expect("an HTTP method");
        let mut request = self.client.request(method, format!("{}{path}", self.url()));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        self.send(request)
    }

    /// Replaces whatever is at a path.
    #[must_use]
    pub fn edit(&self, path: &str, token: &str, body: Value) -> Answer {
        let request = self.client.put(format!("{}{path}", self.url())).bearer_auth(token);
        self.send(request.header("if-match", "*").json(&body))
    }

    /// Uploads bytes to a pre-signed address.
    #[must_use]
    pub fn upload(&self, url: &str, headers: &[(String, String)], bytes: Vec<u8>) -> u16 {
        let mut request = self.client.put(url).body(bytes);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        self.send(request).status
    }

    /// Downloads what a pre-signed address names.
    #[must_use]
    pub fn download(&self, url: &str) -> Vec<u8> {
        let response = self.client.get(url).send().and_then(Response::error_for_status).expect("the bucket answers");
        response.bytes().expect("the whole object").to_vec()
    }

    fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().expect("the system answers");
        let status = response.status().as_u16();
        let content_type =
            response.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let content_type = content_type.to_owned();
        let json = serde_json::from_str(&response.text().unwrap_or_default()).unwrap_or(Value::Null);
        Answer { status, content_type, json }
    }
}

/// Builds the two programs, which is quick when they are there, and says where they are.
fn build() -> Programs {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "local", "--package", "functions", "--bins"])
        .current_dir(workspace_root())
        .status()
        .expect("cargo runs");
    assert!(status.success(), "the system builds");
    let test_program = env::current_exe().expect("the test knows its path");
    let profile = test_program.ancestors().find(|folder| folder.ends_with("debug") || folder.ends_with("release"));
    let folder = profile.expect("tests are built into a profile's folder").to_owned();
    Programs { folder }
}

//! Whether the running system answers as its OpenAPI document says: schemathesis sends what the document allows and forbids.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use system::RunningSystem;

use super::token;
use crate::builds::{native, python};
use crate::workspace::{root, target_folder};

/// How much is sent.
pub(crate) enum Extent {
    /// As many cases of each operation and phase, with following of what one answer says into the next request.
    Full {
        /// Cases of each operation and phase.
        examples: u32,
        /// Seed of the cases.
        seed: u64,
    },
    /// Always the same few cases, about a minute.
    Bounded,
}

/// What was found.
pub(crate) struct Found {
    /// Operations of the document.
    pub(crate) operations: u64,
    /// Requests sent.
    pub(crate) cases: u64,
    /// Answers that the document does not promise.
    pub(crate) failures: u64,
}

/// Starts the system with a small sample shop and holds it against its document; schemathesis says what is wrong.
pub(crate) fn check(extent: &Extent) -> Result<Found> {
    let folder = target_folder().join("contract");
    let programs = python::environment(&folder, &root().join("tests/contract/requirements.txt"), false)?;
    let system = RunningSystem::start(&native::build(false)?, None, &["--parameter", "SampleCustomers=300"])?;
    let report = folder.join("report.json");
    fs::remove_file(&report).ok();
    let token = token::owners(system.url())?;
    let mut command = Command::new(programs.join("schemathesis"));
    command
        .arg("--config-file")
        .arg(root().join("tests/contract/schemathesis.toml"))
        .arg("run")
        .arg(format!("{}/api/openapi.json", system.url()))
        .args(["--report", "ndjson", "--report-ndjson-path"])
        .arg(&report)
        .env("HOLDFAST_KEY", api_key(system.url(), &token)?)
        .env("HOLDFAST_TOKEN", token)
        .current_dir(&folder);
    match extent {
        Extent::Full { examples, seed } => {
            command.args(["--max-examples", &examples.to_string(), "--seed", &seed.to_string()]);
        }
        Extent::Bounded => {
            command.args([
                "--max-examples",
                "8",
                "--seed",
                "1",
                "--phases",
                "examples,coverage,fuzzing",
                "--no-shrink",
            ]);
        }
    }
    let status = command.status().context("schemathesis starts")?;
    let mut found = read(&fs::read_to_string(&report).context("schemathesis writes a report")?);
    if !status.success() {
        found.failures = found.failures.max(1);
    }
    Ok(found)
}

/// A key for the routes of programs.
fn api_key(url: &str, token: &str) -> Result<String> {
    let draft = json!({ "name": "contract", "rights": ["view_personal_data", "import_orders"] });
    let mut answer = ureq::post(format!("{url}/api/keys"))
        .header("authorization", &format!("Bearer {token}"))
        .send_json(&draft)
        .context("a key is made")?;
    let made: Value = answer.body_mut().read_json()?;
    Ok(made["secret"].as_str().context("a new key has a secret")?.to_owned())
}

/// Counts in the events of a run, one JSON object a line.
fn read(report: &str) -> Found {
    let mut found = Found { operations: 0, cases: 0, failures: 0 };
    let mut operations = std::collections::BTreeSet::new();
    for event in report.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let Some(scenario) = event.get("ScenarioFinished") else { continue };
        operations.extend(scenario["recorder"]["label"].as_str().map(str::to_owned));
        found.cases += scenario["recorder"]["cases"].as_object().map_or(0, |cases| cases.len() as u64);
        found.failures += u64::from(scenario["status"] == "failure" || scenario["status"] == "error");
    }
    found.operations = operations.len() as u64;
    found
}

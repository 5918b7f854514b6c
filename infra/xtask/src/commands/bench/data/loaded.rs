//! Waiting for what the jobs do.

use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::Value;

use super::api::Api;

/// Between two questions: each costs read units of the function `api`, which no figure of a job counts.
const ASK_EVERY: Duration = Duration::from_secs(1);

/// Waits until all customers of an import are written.
pub(super) fn until_written(api: &Api, import: &str) -> Result<Value> {
    loop {
        let answer = api.get(&format!("/api/imports/{import}"))?;
        match answer["state"].as_str() {
            Some("done") => return Ok(answer),
            Some("writing") => {}
            _ => bail!("the import ended otherwise: {answer}"),
        }
        thread::sleep(ASK_EVERY);
    }
}

/// Waits until the files of an export are written.
pub(super) fn until_exported(api: &Api, export: &str) -> Result<Value> {
    loop {
        let answer = api.get(&format!("/api/exports/{export}"))?;
        match answer["state"].as_str() {
            Some("done") => return Ok(answer),
            Some("running") => {}
            _ => bail!("the export ended otherwise: {answer}"),
        }
        thread::sleep(ASK_EVERY);
    }
}

/// Waits until a generation after this one is there, and gives its manifest.
pub(super) fn until_scored(api: &Api, after: u64) -> Result<Value> {
    loop {
        let mut answer = api.get("/api/base")?;
        if answer["manifest"]["generation"].as_u64().is_some_and(|generation| generation > after)
            && answer["scoring"]["state"] == "idle"
        {
            return Ok(answer["manifest"].take());
        }
        if answer["scoring"]["state"] == "failed" {
            bail!("scoring failed: {}", answer["scoring"]);
        }
        thread::sleep(ASK_EVERY);
    }
}

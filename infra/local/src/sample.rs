//! Loading the sample shop through the real API.

use std::time::Duration;

use anyhow::{Context as _, bail};
use serde_json::Value;
use shared::api::path;

/// How often the state is asked for.
const ASK_EVERY: Duration = Duration::from_millis(250);

/// Loads the sample shop unless the workspace has a generation already, and waits until it is scored.
///
/// # Errors
/// When the API refuses, or scoring fails.
pub async fn load(origin: &str, token: &str) -> anyhow::Result<()> {
    let client = reqwest::Client::new();
    if generation(&client, origin, token).await?.is_some() {
        return Ok(());
    }
    eprintln!("loading the sample shop …");
    let answer = client.post(format!("{origin}{}", path::SAMPLE)).bearer_auth(token).send().await?;
    if !answer.status().is_success() {
        bail!("the sample shop was refused with {}: {}", answer.status(), answer.text().await?);
    }
    let mut last = String::new();
    loop {
        if let Some(generation) = generation(&client, origin, token).await? {
            eprintln!("the sample shop is scored: {generation}");
            return Ok(());
        }
        let progress = progress(&client, origin, token).await?;
        if progress != last {
            eprintln!("{progress}");
            last = progress;
        }
        tokio::time::sleep(ASK_EVERY).await;
    }
}

/// One line about the newest generation, if there is one.
async fn generation(client: &reqwest::Client, origin: &str, token: &str) -> anyhow::Result<Option<String>> {
    let answer = get(client, &format!("{origin}{}", path::BASE), token).await?;
    if answer["scoring"]["state"] == "failed" {
        bail!("scoring failed: {}", answer["scoring"]["message"].as_str().unwrap_or("no reason given"));
    }
    let manifest = &answer["manifest"];
    Ok((!manifest.is_null()).then(|| {
        format!("generation {}, {} customers of the sample shop", manifest["generation"], manifest["sample_customers"])
    }))
}

async fn progress(client: &reqwest::Client, origin: &str, token: &str) -> anyhow::Result<String> {
    let imports = get(client, &format!("{origin}{}", path::IMPORTS), token).await?;
    let newest = &imports["imports"][0];
    let state = newest["state"].as_str().unwrap_or("starting");
    match state {
        "failed" => bail!("the sample shop failed: {}", newest["message"].as_str().unwrap_or("no reason given")),
        "writing" => Ok(format!("writing customers: {} of {} parts", newest["buckets_done"], newest["buckets"])),
        "done" => Ok("customers are written, scoring …".to_owned()),
        other => Ok(format!("sample shop: {other}")),
    }
}

async fn get(client: &reqwest::Client, address: &str, token: &str) -> anyhow::Result<Value> {
    let answer = client.get(address).bearer_auth(token).send().await?;
    let status = answer.status();
    let text = answer.text().await?;
    if !status.is_success() {
        bail!("{address} answered {status}: {text}");
    }
    serde_json::from_str(&text).with_context(|| format!("{address} answered what is not JSON"))
}

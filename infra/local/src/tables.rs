//! Tables in an embedded DynamoDB, in memory or in a file.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use dynoxide::Database;
use dynoxide::errors::DynoxideError;
use serde_json::json;
use tokio::net::TcpListener;

use crate::template::TablePlan;

/// How often expired items are removed.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// Opens the database and makes the tables that are missing.
///
/// # Errors
/// When the file cannot be opened or a table is refused.
pub fn open(plans: &[TablePlan], file: Option<&Path>) -> anyhow::Result<Database> {
    let database = match file {
        None => Database::memory(),
        Some(file) => Database::new(file.to_str().context("the data folder's name is not plain text")?),
    };
    let database = database.map_err(|error| anyhow!("{error}")).context("the database cannot be opened")?;
    for plan in plans {
        let request = serde_json::from_value(plan.create.clone()).with_context(|| plan.name.clone())?;
        match database.create_table(request) {
            Ok(_) | Err(DynoxideError::ResourceInUseException(..)) => {}
            Err(error) => return Err(anyhow!("{}: {error}", plan.name)),
        }
        if let Some(attribute) = &plan.expires_by {
            expire(&database, &plan.name, attribute)?;
        }
    }
    Ok(database)
}

fn expire(database: &Database, table: &str, attribute: &str) -> anyhow::Result<()> {
    let described = database
        .describe_time_to_live(serde_json::from_value(json!({"TableName": table}))?)
        .map_err(|error| anyhow!("{table}: {error}"))?;
    // Asking again for what is already on is an error.
    if serde_json::to_value(&described)?["TimeToLiveDescription"]["TimeToLiveStatus"] == "ENABLED" {
        return Ok(());
    }
    let request = json!({
        "TableName": table,
        "TimeToLiveSpecification": {"AttributeName": attribute, "Enabled": true},
    });
    database.update_time_to_live(serde_json::from_value(request)?).map_err(|error| anyhow!("{table}: {error}"))?;
    Ok(())
}

/// Serves DynamoDB's protocol, forever.
///
/// # Errors
/// When the server fails.
pub async fn serve(listener: TcpListener, database: Database) -> anyhow::Result<()> {
    dynoxide::server::serve_with_shutdown(listener, database, std::future::pending())
        .await
        .map_err(|error| anyhow!("{error}"))
}

/// Removes expired items every minute, forever.
pub async fn sweep(database: Database) {
    let mut every = tokio::time::interval(SWEEP_EVERY);
    loop {
        every.tick().await;
        let database = database.clone();
        match tokio::task::spawn_blocking(move || database.sweep_ttl()).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => eprintln!("expired items cannot be removed: {error}"),
            Err(error) => eprintln!("expired items cannot be removed: {error}"),
        }
    }
}

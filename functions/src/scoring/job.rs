//! The `score` job: all customers of a workspace → base → fits and scores → the next generation.

use jiff::Timestamp;
use shared::api::{EndpointEvent, FinishedScoring};
use shared::domain::TenantId;
use tokio::sync::mpsc;

use super::gather::gather;
use super::generation::generation_files;
use super::store;
use crate::aws::{Services, StoreError};
use crate::base::{self, Published};
use crate::jobs::{JobError, ScoreMessage};
use crate::{endpoints, settings};

/// Objects that are made and wait to be written.
const OBJECTS_AHEAD: usize = 4;

/// What a person sees when the scores could not be made.
const FAILED: &str = "The scores could not be made. Your orders are safe and the scores before are still shown. \
                      Save the settings to try again.";

/// One delivery of the job.
#[derive(Debug)]
pub struct ScoreJob {
    /// What was asked.
    pub message: ScoreMessage,
    /// Identifier of the message, the same whenever it is delivered.
    pub message_id: String,
    /// When this invocation ends at the latest.
    pub deadline: Timestamp,
    /// Whether this is the last delivery.
    pub last: bool,
}

/// Makes a new generation if one was asked for and no other run is at it; once more if asked for meanwhile.
///
/// # Errors
/// When it failed and may succeed when delivered again.
pub async fn make_if_asked(services: &Services, job: ScoreJob) -> Result<(), JobError> {
    let tenant = &job.message.tenant;
    let Some(run) = store::begin(services, tenant, &job.message_id, job.deadline).await? else { return Ok(()) };
    let outcome = make(services, tenant, run).await;
    let asked_again = match outcome {
        Ok(()) => store::end(services, tenant, run).await?,
        Err(error) => {
            if job.last {
                store::fail(services, tenant, run, FAILED).await?;
            } else {
                store::release(services, tenant, run).await?;
            }
            return Err(error.into());
        }
    };
    if asked_again {
        super::start(services, tenant).await?;
    }
    Ok(())
}

async fn make(services: &Services, tenant: &TenantId, run: store::Run) -> Result<(), StoreError> {
    let generation = run.generation;
    let settings = settings::store::read(&services.workspaces, tenant).await?;
    let gathered = gather(services, tenant).await?;
    if gathered.is_empty() {
        if base::forget(&services.workspaces, tenant, generation).await? {
            base::remove_before(services, tenant, generation).await?;
        }
        return Ok(());
    }
    let built_at = services.now();
    let (objects, made) = mpsc::channel(OBJECTS_AHEAD);
    let making =
        tokio::task::spawn_blocking(move || generation_files(gathered, settings, generation, built_at, objects));
    base::write(services, tenant, generation, made).await?;
    let manifest =
        making.await.map_err(|error| StoreError::unreadable("base", format!("making it panicked: {error}")))?;
    let (customers, state_hash) = (manifest.summary.customers, manifest.state_hash.clone());
    match base::switch(services, tenant, &manifest).await? {
        Published::Newest => {
            if run.purges {
                base::remove_before(services, tenant, generation).await?;
            }
            let data = FinishedScoring { generation, customers: customers.into() };
            endpoints::tell(services, tenant, EndpointEvent::ScoringFinished, &generation.to_string(), data).await?;
            tracing::info!(%tenant, generation, customers, state_hash, "a generation was made");
        }
        Published::Overtaken => tracing::info!(%tenant, generation, "another run was faster"),
    }
    Ok(())
}

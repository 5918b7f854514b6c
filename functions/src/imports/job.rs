//! One step of an import with one hash bucket, and the end of the step once all buckets have ended.

use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::api::{EndpointEvent, FinishedImport, ImportState};
use shared::domain::{ImportId, TenantId};
use shared::ingest::{MergeCounts, UndoCounts};

use super::{Import, compare, store, undo, write};
use crate::aws::{Services, StoreError};
use crate::base::import_objects;
use crate::jobs::{ImportStep, JobError};
use crate::{endpoints, scoring};

/// What a person sees when writing failed in all deliveries.
const FAILED: &str = "Not all lines could be written. What was written stays and can be taken back. Import the file \
                      again: records that are already there are not counted twice.";

/// One bucket of one step of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What is to be done.
    pub step: ImportStep,
    /// The workspace.
    pub tenant: TenantId,
    /// The import.
    pub import: ImportId,
    /// Bucket, below the import's number of buckets.
    pub bucket: u16,
}

/// How a bucket ended.
pub(super) enum Ended<T> {
    /// All customers are done.
    All(T),
    /// The import was cancelled in between.
    Cancelled(T),
}

/// Does a part. Safe to run twice: customers that are as they should be are left alone, and a bucket's result counts
/// once.
///
/// # Errors
/// When it failed and may succeed when delivered again.
pub async fn run_step(services: &Services, part: &Part, last_delivery: bool) -> Result<(), JobError> {
    match try_step(services, part).await {
        Ok(()) => Ok(()),
        Err(JobError::Lasting(message)) => {
            tracing::warn!(tenant = %part.tenant, import = %part.import, part.bucket, message, "an import failed for good");
            fail(services, part, &message).await?;
            Ok(())
        }
        Err(error) => {
            if last_delivery {
                fail(services, part, FAILED).await?;
            }
            Err(error)
        }
    }
}

async fn try_step(services: &Services, part: &Part) -> Result<(), JobError> {
    let workspaces = &services.workspaces;
    let Some(import) = store::read(workspaces, &part.tenant, &part.import).await? else { return Ok(()) };
    if !is_open(import.state, part.step) {
        if import.state == ImportState::Cancelled && part.step == ImportStep::Write {
            // A delivery before may have written customers and died.
            scoring::request(services, &part.tenant).await?;
        }
        return Ok(());
    }
    if !store::bucket_ended(workspaces, part).await? {
        let is_cancelled = match part.step {
            ImportStep::Compare => end(services, part, compare::bucket(services, part, &import).await?).await?,
            ImportStep::Write => end(services, part, write::bucket(services, part, &import).await?).await?,
            ImportStep::Undo => end(services, part, undo::bucket(services, part, &import).await?).await?,
        };
        if is_cancelled {
            if part.step == ImportStep::Write {
                scoring::request(services, &part.tenant).await?;
            }
            return Ok(());
        }
    }
    finish_if_last(services, &part.tenant, &import, part.step).await?;
    Ok(())
}

/// Whether the state is the step's own or the one it leads to: a delivery may come again after the end.
pub(super) fn is_open(state: ImportState, step: ImportStep) -> bool {
    match step {
        ImportStep::Compare => matches!(state, ImportState::Comparing | ImportState::Compared),
        ImportStep::Write => matches!(state, ImportState::Writing | ImportState::Done),
        ImportStep::Undo => matches!(state, ImportState::Undoing | ImportState::Undone),
    }
}

async fn end(services: &Services, part: &Part, ended: Ended<impl Serialize>) -> Result<bool, StoreError> {
    let (counts, is_cancelled) = match ended {
        Ended::All(counts) => (counts, false),
        Ended::Cancelled(counts) => (counts, true),
    };
    store::end_bucket(&services.workspaces, part, counts).await?;
    Ok(is_cancelled)
}

/// Ends the step when all its buckets have ended, and has scores made. A delivery that comes again has them made again:
/// the one before may have died in between.
pub(super) async fn finish_if_last(
    services: &Services,
    tenant: &TenantId,
    import: &Import,
    step: ImportStep,
) -> Result<(), StoreError> {
    let is_finished = match step {
        ImportStep::Undo => finish(services, tenant, import, step, UndoCounts::plus).await?,
        _ => finish(services, tenant, import, step, MergeCounts::plus).await?,
    };
    if step == ImportStep::Write && is_finished {
        // Undo stands on what the customers' records know, not on the file.
        let objects = &services.objects;
        objects.delete(&objects.keys(&import_objects(tenant, &import.id)).await?).await?;
        tell(services, tenant, &import.id).await?;
    }
    if step != ImportStep::Compare && is_finished {
        tracing::info!(%tenant, import = %import.id, ?step, "a step of an import is done");
        scoring::start(services, tenant).await?;
    }
    Ok(())
}

async fn tell(services: &Services, tenant: &TenantId, import: &ImportId) -> Result<(), StoreError> {
    let total: MergeCounts =
        store::read(&services.workspaces, tenant, import).await?.and_then(|import| import.total).unwrap_or_default();
    let data =
        FinishedImport { import: import.to_string(), customers_new: total.customers_new, orders_new: total.orders_new };
    endpoints::tell(services, tenant, EndpointEvent::ImportFinished, &import.to_string(), data).await
}

async fn finish<T: Default + Serialize + DeserializeOwned>(
    services: &Services,
    tenant: &TenantId,
    import: &Import,
    step: ImportStep,
    plus: fn(T, T) -> T,
) -> Result<bool, StoreError> {
    let workspaces = &services.workspaces;
    let ended: Vec<T> = store::ended_buckets(workspaces, tenant, &import.id, step).await?;
    if ended.len() < usize::from(import.buckets) {
        return Ok(false);
    }
    if step != ImportStep::Compare {
        // Before the step has ended: whoever sees that it has sees that scores follow.
        scoring::request_later(services, tenant).await?;
    }
    let total = ended.into_iter().fold(T::default(), plus);
    if store::finish(workspaces, tenant, &import.id, step, total).await?.is_some() {
        return Ok(true);
    }
    // Refused, but perhaps because a request before, whose answer was lost, has ended the step.
    let now = store::read(workspaces, tenant, &import.id).await?;
    Ok(now.is_some_and(|now| now.state == ended_state(step)))
}

fn ended_state(step: ImportStep) -> ImportState {
    match step {
        ImportStep::Compare => ImportState::Compared,
        ImportStep::Write => ImportState::Done,
        ImportStep::Undo => ImportState::Undone,
    }
}

async fn fail(services: &Services, part: &Part, message: &str) -> Result<(), StoreError> {
    // Other buckets may have written customers, which the scores must know. They are asked for first: a delivery that
    // comes again does nothing with an import that has failed.
    scoring::request(services, &part.tenant).await?;
    store::fail(&services.workspaces, &part.tenant, &part.import, message).await?;
    Ok(())
}

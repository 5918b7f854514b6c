//! The job of one export: customers partition by partition into files, so many bytes an invocation. Safe to run twice: every
//! delivery writes objects of its own, and only those of the one that ends its slice count.

use std::pin::pin;

use futures::TryStreamExt;
use shared::api::ExportState;
use shared::domain::{PARTITIONS, TenantId};
use uuid::Uuid;

use super::files::Files;
use super::{Export, objects_of, store};
use crate::aws::{Services, StoreError};
use crate::customers::store::{self as customers, StoredCustomer};
use crate::jobs::{ImportMessage, JobError};
use crate::settings;
use crate::suppressions::Suppressions;

/// Bytes of text that one invocation writes before it hands on to the next: some tens of seconds.
pub const SLICE_BYTES: usize = 256 << 20;

/// What a person sees when it failed in all deliveries.
const FAILED: &str = "The files could not be written. Your data is as it was. Export again.";

/// One delivery of the job.
#[derive(Clone, Debug)]
pub struct Job {
    /// The workspace.
    pub tenant: TenantId,
    /// The export.
    pub export: String,
    /// Bytes of text after which the next invocation goes on.
    pub slice_bytes: usize,
    /// Whether this is the last delivery.
    pub last: bool,
}

/// Writes a slice of the files, and asks for the next one.
///
/// # Errors
/// When it failed and may succeed when delivered again.
pub async fn run(services: &Services, job: &Job) -> Result<(), JobError> {
    if let Err(error) = slice(services, job).await {
        if job.last {
            let (tenant, id, now) = (&job.tenant, &job.export, services.now());
            store::stop(&services.workspaces, tenant, id, ExportState::Failed, FAILED, now).await?;
            tidy(services, job).await?;
        }
        return Err(error.into());
    }
    Ok(())
}

async fn slice(services: &Services, job: &Job) -> Result<(), StoreError> {
    let Job { tenant, export: id, .. } = job;
    let workspaces = &services.workspaces;
    let Some(before) = store::read(workspaces, tenant, id).await? else { return Ok(()) };
    if before.state != ExportState::Running {
        // A delivery that was killed may have left parts.
        return tidy(services, job).await;
    }
    let delivery = Uuid::now_v7().to_string();
    let Some(after) = write(services, job, &before, delivery).await? else { return tidy(services, job).await };
    let ended = (after.next == PARTITIONS).then(|| services.now());
    if !store::end_slice(workspaces, tenant, before.next, &after, ended).await? {
        // Cancelled, removed, or another delivery was faster: perhaps a request of this one whose answer was lost.
        let now = store::read(workspaces, tenant, id).await?;
        if now.is_none_or(|now| now.state != ExportState::Running || now.next <= before.next) {
            return tidy(services, job).await;
        }
    } else if ended.is_some() {
        tracing::info!(%tenant, export = id, customers = after.customers, records = after.records, "an export is done");
        return tidy(services, job).await;
    }
    let next = ImportMessage::Export { tenant: tenant.clone(), export: id.clone() };
    services.import_queue.send(&[next]).await
}

/// Writes partitions until enough is written; `None` where the export does not run any more.
async fn write(
    services: &Services,
    job: &Job,
    before: &Export,
    delivery: String,
) -> Result<Option<Export>, StoreError> {
    let tenant = &job.tenant;
    let currency = settings::store::read(&services.workspaces, tenant).await?.currency;
    let suppressions = Suppressions::read(&services.workspaces, tenant).await?;
    let prefix = objects_of(tenant, &before.id);
    let mut files = Files::new(&services.objects, prefix, delivery, currency, before.files.clone());
    let mut after = before.clone();
    for partition in before.next..PARTITIONS {
        let mut pages = pin!(customers::pages(&services.customers, tenant, partition));
        while let Some(page) = pages.try_next().await? {
            for StoredCustomer { history, .. } in page {
                let merged_into = match history.merged_into {
                    None => None,
                    Some(id) => {
                        customers::read(&services.customers, tenant, id).await?.map(|stored| stored.history.key)
                    }
                };
                let suppressed = suppressions.since(tenant, &history);
                files.add(&history, merged_into.as_ref(), suppressed).await?;
                after.customers += 1;
            }
        }
        after.next += 1;
        if !store::note_seen(&services.workspaces, tenant, &before.id, after.next).await? {
            return Ok(None);
        }
        if files.added >= job.slice_bytes {
            break;
        }
    }
    after.records += files.records;
    after.files = files.finish().await?;
    Ok(Some(after))
}

/// Removes objects of the export that do not count: those of deliveries that were overtaken or killed, and all where it did not
/// end well. While it runs another delivery may be at it, whose objects stay.
async fn tidy(services: &Services, job: &Job) -> Result<(), StoreError> {
    let now = store::read(&services.workspaces, &job.tenant, &job.export).await?;
    let Some(now) = now.filter(|now| now.state != ExportState::Running) else { return Ok(()) };
    let prefix = objects_of(&job.tenant, &job.export);
    let counts = |key: &String| {
        let part = key.strip_prefix(&prefix).unwrap_or_default();
        now.files.iter().any(|file| file.parts.iter().any(|known| known == part))
    };
    let mut keys = services.objects.keys(&prefix).await?;
    keys.retain(|key| !counts(key));
    services.objects.delete(&keys).await
}

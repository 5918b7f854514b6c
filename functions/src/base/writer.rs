//! Writes the objects of a generation and makes it the newest.

use futures::{StreamExt, TryStreamExt};
use shared::api::Manifest;
use shared::domain::TenantId;
use tokio::sync::mpsc::Receiver;

use super::manifest::{publish, read};
use super::{ObjectKind, generation_of, object, workspace_objects};
use crate::aws::limits::CONCURRENT_REQUESTS;
use crate::aws::{Services, StoreError};

/// An object of a generation as stored: kind, number and bytes.
pub type GenerationObject = (ObjectKind, u32, Vec<u8>);

/// How publishing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// The generation is the newest.
    Newest,
    /// Another run made a newer one meanwhile; this one's objects are removed.
    Overtaken,
}

/// Writes objects of a generation as they are made, so that they never are in memory together.
///
/// # Errors
/// When the bucket fails.
pub async fn write(
    services: &Services,
    tenant: &TenantId,
    generation: u64,
    objects: Receiver<GenerationObject>,
) -> Result<(), StoreError> {
    futures::stream::unfold(objects, async |mut objects| objects.recv().await.map(|object| (object, objects)))
        .map(|(kind, number, bytes)| async move {
            services.objects.put(&object(tenant, generation, kind, number), bytes).await
        })
        .buffer_unordered(CONCURRENT_REQUESTS)
        .try_collect::<()>()
        .await
}

/// Switches to a manifest whose objects are all written, then removes the objects of generations before the last two.
///
/// # Errors
/// When the table fails before the switch.
pub async fn switch(services: &Services, tenant: &TenantId, manifest: &Manifest) -> Result<Published, StoreError> {
    let generation = manifest.generation;
    let before = read(&services.workspaces, tenant).await?.map_or(0, |manifest| manifest.generation);
    if !publish(&services.workspaces, tenant, manifest).await? {
        // Nothing else knows of these objects, and they may hold a customer who was erased meanwhile.
        remove(services, tenant, |of| of == generation).await?;
        return Ok(Published::Overtaken);
    }
    tidy_before(services, tenant, before).await;
    Ok(Published::Newest)
}

/// Removes objects of generations before one. What is left by a failure is removed after the next run.
async fn tidy_before(services: &Services, tenant: &TenantId, generation: u64) {
    if let Err(error) = remove_before(services, tenant, generation).await {
        tracing::warn!(error = crate::http::chain(&error), "objects of old generations were not removed");
    }
}

/// Removes objects of generations before one.
///
/// # Errors
/// When the bucket fails.
pub(crate) async fn remove_before(services: &Services, tenant: &TenantId, generation: u64) -> Result<(), StoreError> {
    remove(services, tenant, |of| of < generation).await
}

async fn remove(services: &Services, tenant: &TenantId, is_old: impl Fn(u64) -> bool) -> Result<(), StoreError> {
    let keys = services.objects.keys(&workspace_objects(tenant)).await?;
    let old: Vec<String> = keys.into_iter().filter(|key| generation_of(tenant, key).is_some_and(&is_old)).collect();
    services.objects.delete(&old).await
}

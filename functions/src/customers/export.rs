//! Where the identity chunks of the newest generation are.

use futures::{StreamExt, TryStreamExt};
use shared::api::{ExportAnswer, IDENTITY_ROWS_PER_CHUNK};

use crate::aws::limits::CONCURRENT_REQUESTS;
use crate::aws::{Services, StoreError};
use crate::base::{self, ObjectKind, object};
use crate::exports;
use crate::http::{ApiError, ApiResult, Member};

/// Pre-signed addresses of all identity chunks. Who asked is written down first.
///
/// # Errors
/// [`ApiError::Conflict`] before the first generation.
pub(super) async fn export(services: &Services, member: &Member) -> ApiResult<ExportAnswer> {
    let tenant = &member.tenant;
    let manifest = base::read(&services.workspaces, tenant).await?;
    let manifest =
        manifest.ok_or_else(|| ApiError::Conflict("There are no customers yet. Import orders first.".to_owned()))?;
    let generation = manifest.generation;
    exports::note_list(services, tenant, &member.name, manifest.summary.customers.into()).await?;
    let addresses = (0..manifest.summary.customers.div_ceil(IDENTITY_ROWS_PER_CHUNK)).map(|number| async move {
        services.objects.presign_get(&object(tenant, generation, ObjectKind::Identities, number)).await
    });
    let identity_urls = futures::stream::iter(addresses).buffered(CONCURRENT_REQUESTS).try_collect::<Vec<_>>().await;
    Ok(ExportAnswer { generation, identity_urls: identity_urls.map_err(|error: StoreError| error)? })
}

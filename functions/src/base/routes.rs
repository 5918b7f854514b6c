//! Where the newest generation is.

use axum::extract::State;
use axum::response::Response;
use futures::{StreamExt, TryStreamExt};
use shared::api::{BaseAnswer, BaseChunk, BasePart, Manifest, PartAnswer, QualityAnswer};
use shared::domain::TenantId;

use super::{ObjectKind, object, read as read_manifest, unpack};
use crate::aws::limits::CONCURRENT_REQUESTS;
use crate::aws::{Objects, StoreError};
use crate::http::{ApiError, ApiResult, ApiState, Member, answer};
use crate::scoring;

/// Most bytes of what was found in the records: lists that end, with numbers and names of at most some KB.
const MOST_QUALITY_BYTES: u64 = 16 << 20;

/// `GET /api/base`
///
/// # Errors
/// When the table fails.
pub async fn read(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    let services = &state.services;
    // Scoring first: a run that ends in between shows as running with the new generation, never as idle with the old.
    let scoring = scoring::state(services, &member.tenant).await?;
    let manifest = match read_manifest(&services.workspaces, &member.tenant).await? {
        None => None,
        Some(manifest) => Some(with_addresses(&services.objects, &member.tenant, manifest).await?),
    };
    Ok(answer(&BaseAnswer { manifest, scoring }))
}

/// `GET /api/base/attributes`
///
/// # Errors
/// When the table fails; [`ApiError::Conflict`] before the first generation.
pub async fn attributes(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    part(&state, &member, ObjectKind::Attributes, |manifest| manifest.attribute_chunks).await
}

/// `GET /api/base/contracts`
///
/// # Errors
/// When the table fails; [`ApiError::Conflict`] before the first generation.
pub async fn contracts(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    part(&state, &member, ObjectKind::Contracts, |manifest| manifest.contract_chunks).await
}

/// `GET /api/base/referrals`
///
/// # Errors
/// When the table fails; [`ApiError::Conflict`] before the first generation.
pub async fn referrals(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    part(&state, &member, ObjectKind::Referrals, |manifest| manifest.referral_chunks).await
}

/// `GET /api/base/quality`
///
/// # Errors
/// When table or bucket fail; [`ApiError::Conflict`] before the first generation that was looked at.
pub async fn quality(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    let services = &state.services;
    let none = || ApiError::Conflict("These checks come with the next scores.".to_owned());
    let generation = read_manifest(&services.workspaces, &member.tenant).await?.ok_or_else(none)?.generation;
    let key = object(&member.tenant, generation, ObjectKind::Quality, 0);
    let packed = services.objects.get(&key, MOST_QUALITY_BYTES).await?.ok_or_else(none)?;
    let bytes = unpack(&packed, MOST_QUALITY_BYTES).map_err(|error| StoreError::unreadable("quality", error))?;
    let found: QualityAnswer =
        serde_json::from_slice(&bytes).map_err(|error| StoreError::unreadable("quality", error))?;
    Ok(answer(&found))
}

async fn part(
    state: &ApiState,
    member: &Member,
    kind: ObjectKind,
    chunks: fn(&Manifest) -> u32,
) -> ApiResult<Response> {
    let services = &state.services;
    let manifest = read_manifest(&services.workspaces, &member.tenant).await?;
    let manifest =
        manifest.ok_or_else(|| ApiError::Conflict("There are no scores yet. Import orders first.".to_owned()))?;
    let generation = manifest.generation;
    let signed = (0..chunks(&manifest)).map(|number| {
        let key = object(&member.tenant, generation, kind, number);
        async move { services.objects.presign_get(&key).await }
    });
    let urls = futures::stream::iter(signed).buffered(CONCURRENT_REQUESTS).try_collect().await?;
    Ok(answer(&PartAnswer { generation, urls }))
}

async fn with_addresses(objects: &Objects, tenant: &TenantId, mut manifest: Manifest) -> Result<Manifest, StoreError> {
    let generation = manifest.generation;
    let signed = manifest.chunks.into_iter().map(|chunk| async move {
        let kind = match chunk.part {
            BasePart::Customers => ObjectKind::Customers,
            BasePart::Orders => ObjectKind::Orders,
        };
        let url = objects.presign_get(&object(tenant, generation, kind, chunk.number)).await?;
        Ok::<_, StoreError>(BaseChunk { url, ..chunk })
    });
    manifest.chunks = futures::stream::iter(signed).buffered(CONCURRENT_REQUESTS).try_collect().await?;
    Ok(manifest)
}

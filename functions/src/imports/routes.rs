//! Imports: started, uploaded, committed, watched, cancelled.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use futures::{StreamExt, TryStreamExt};
use shared::api::{
    ChunkPlace, ChunkUpload, ChunkUploadsRequest, CommitImport, ImportAnswer, ImportList, ImportState, StartImport,
    UploadHeader, UploadsAnswer, buckets_for,
};
use shared::domain::{ImportId, TenantId};
use uuid::Uuid;

use super::{Import, faults, job, store};
use crate::aws::limits::CONCURRENT_REQUESTS;
use crate::aws::{Services, StoreError};
use crate::base::import_chunk;
use crate::http::{ApiError, ApiResult, ApiState, Body, Member, answer, answer_with};
use crate::jobs::ImportMessage;
use crate::scoring;

/// Imports in the list.
const LISTED: u16 = 50;

/// Places asked for at once.
const PLACES_AT_ONCE: usize = 64;

/// Chunks of one bucket.
const CHUNKS_PER_BUCKET: u16 = 10_000;

/// `POST /api/imports`
///
/// # Errors
/// [`ApiError::Invalid`] with every field at fault.
pub async fn start(
    State(state): State<ApiState>,
    member: Member,
    Body(request): Body<StartImport>,
) -> ApiResult<Response> {
    let faults = faults(&request);
    if !faults.is_empty() {
        return Err(ApiError::Invalid(faults));
    }
    let import = Import {
        id: ImportId(Uuid::now_v7().to_string()),
        state: ImportState::Uploading,
        started_at: state.services.now().to_string(),
        buckets: buckets_for(request.accepted_lines),
        request,
        chunks: None,
        total: None,
        message: None,
    };
    store::create(&state.services.workspaces, &member.tenant, &import).await?;
    Ok(answer_with(StatusCode::CREATED, &import.answer(&[])))
}

/// `GET /api/imports`
///
/// # Errors
/// When the table fails.
pub async fn list(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    let imports = store::newest(&state.services.workspaces, &member.tenant, LISTED).await?;
    let answers = imports.into_iter().map(|import| with_counts(&state.services, &member.tenant, import));
    let imports = futures::stream::iter(answers).buffered(CONCURRENT_REQUESTS).try_collect().await?;
    Ok(answer(&ImportList { imports }))
}

/// `GET /api/imports/{id}`
///
/// # Errors
/// [`ApiError::NotFound`] for what is no import of this workspace.
pub async fn read(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let import = find(&state, &member, &id).await?;
    Ok(answer(&with_counts(&state.services, &member.tenant, import).await?))
}

/// `POST /api/imports/{id}/chunks`
///
/// # Errors
/// [`ApiError::Conflict`] for an import that is not being uploaded any more.
pub async fn chunks(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    Body(request): Body<ChunkUploadsRequest>,
) -> ApiResult<Response> {
    let import = find(&state, &member, &id).await?;
    if import.state != ImportState::Uploading {
        return Err(not_uploading());
    }
    let fits = |place: &ChunkPlace| place.bucket < import.buckets && place.number < CHUNKS_PER_BUCKET;
    if request.chunks.len() > PLACES_AT_ONCE || !request.chunks.iter().all(fits) {
        let message = format!(
            "ask for at most {PLACES_AT_ONCE} places, with buckets below {} and numbers below {CHUNKS_PER_BUCKET}",
            import.buckets
        );
        return Err(ApiError::invalid("chunks", message));
    }
    let uploads = request.chunks.into_iter().map(|place| {
        let key = import_chunk(&member.tenant, &import.id, place.bucket, place.number);
        let objects = &state.services.objects;
        async move {
            let upload = objects.presign_put(&key).await?;
            let headers = upload.headers.into_iter().map(|(name, value)| UploadHeader { name, value }).collect();
            Ok::<_, StoreError>(ChunkUpload { place, url: upload.url, headers })
        }
    });
    let uploads = futures::stream::iter(uploads).buffered(CONCURRENT_REQUESTS).try_collect().await?;
    Ok(answer(&UploadsAnswer { uploads }))
}

/// `POST /api/imports/{id}/commit`: safe to repeat with the same chunks.
///
/// # Errors
/// [`ApiError::Invalid`] unless there is one entry a bucket; [`ApiError::Conflict`] for an import that was
/// cancelled, has failed, or was committed with other chunks.
pub async fn commit(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    Body(request): Body<CommitImport>,
) -> ApiResult<Response> {
    let before = find(&state, &member, &id).await?;
    let fits = request.chunks.iter().all(|chunks| *chunks <= CHUNKS_PER_BUCKET);
    if request.chunks.len() != usize::from(before.buckets) || !fits {
        let message = format!("give {} numbers of chunks, each at most {CHUNKS_PER_BUCKET}", before.buckets);
        return Err(ApiError::invalid("chunks", message));
    }
    let (services, tenant) = (&state.services, &member.tenant);
    let committed = match store::commit(&services.workspaces, tenant, &before.id, &request.chunks).await? {
        Some(import) => import,
        None => find(&state, &member, &id).await?,
    };
    let open = matches!(committed.state, ImportState::Writing | ImportState::Done);
    if !open || committed.chunks.as_ref() != Some(&request.chunks) {
        return Err(not_uploading());
    }
    if committed.state == ImportState::Writing {
        hand_over(services, tenant, &committed, &request.chunks).await?;
    }
    let after = find(&state, &member, &id).await?;
    Ok(answer_with(StatusCode::ACCEPTED, &with_counts(services, tenant, after).await?))
}

/// `POST /api/imports/{id}/cancel`: safe to repeat.
///
/// # Errors
/// [`ApiError::Conflict`] for an import that has ended otherwise.
pub async fn cancel(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let before = find(&state, &member, &id).await?;
    let (services, tenant) = (&state.services, &member.tenant);
    let import = match store::cancel(&services.workspaces, tenant, &before.id).await? {
        Some(cancelled) => {
            if before.state == ImportState::Writing {
                // Buckets that had ended stay written, and the scores must know them.
                scoring::request(services, tenant).await?;
            }
            cancelled
        }
        None => find(&state, &member, &id).await?,
    };
    if import.state != ImportState::Cancelled {
        return Err(ApiError::Conflict("The import has already ended, so nothing was cancelled.".to_owned()));
    }
    Ok(answer(&with_counts(services, tenant, import).await?))
}

/// Gives every bucket to a job; buckets without chunks end at once.
async fn hand_over(services: &Services, tenant: &TenantId, import: &Import, chunks: &[u16]) -> Result<(), StoreError> {
    let (empty, filled): (Vec<u16>, Vec<u16>) =
        (0..import.buckets).partition(|bucket| chunks.get(usize::from(*bucket)).is_none_or(|chunks| *chunks == 0));
    store::end_empty_buckets(&services.workspaces, tenant, &import.id, empty).await?;
    let messages: Vec<ImportMessage> = filled
        .into_iter()
        .map(|bucket| ImportMessage::Bucket { tenant: tenant.clone(), import: import.id.clone(), bucket })
        .collect();
    services.import_queue.send(&messages).await?;
    if messages.is_empty() {
        job::finish_if_last(services, tenant, import).await?;
    }
    Ok(())
}

/// The import of a path; an id of another workspace is not found, like one that never was.
async fn find(state: &ApiState, member: &Member, id: &str) -> ApiResult<Import> {
    let id = Uuid::try_parse(id).map_err(|_| ApiError::NotFound)?.to_string();
    let import = store::read(&state.services.workspaces, &member.tenant, &ImportId(id)).await?;
    import.ok_or(ApiError::NotFound)
}

async fn with_counts(services: &Services, tenant: &TenantId, import: Import) -> Result<ImportAnswer, StoreError> {
    let ended = if import.total.is_some() || import.chunks.is_none() {
        Vec::new()
    } else {
        store::ended_buckets(&services.workspaces, tenant, &import.id).await?
    };
    Ok(import.answer(&ended))
}

fn not_uploading() -> ApiError {
    let text = "The import takes no more chunks: it was committed, cancelled or has failed. Start a new import.";
    ApiError::Conflict(text.to_owned())
}

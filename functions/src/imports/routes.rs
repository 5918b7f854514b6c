//! Imports: started, uploaded, committed, watched, cancelled.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use futures::{StreamExt, TryStreamExt};
use shared::api::{
    ChunkPlace, ChunkUpload, ChunkUploadsRequest, CommitImport, ImportAnswer, ImportList, ImportState, StartImport,
    UploadHeader, UploadedChunks, UploadsAnswer, buckets_for,
};
use shared::domain::{ImportId, TenantId};
use shared::ingest::{MergeCounts, UndoCounts};
use uuid::Uuid;

use super::{Import, Progress, faults, job, store};
use crate::aws::limits::CONCURRENT_REQUESTS;
use crate::aws::{Services, StoreError};
use crate::base::{chunk_of_import, import_chunk, import_objects};
use crate::http::{ApiError, ApiResult, ApiState, Body, Member, Paging, answer, answer_with, cursor_after};
use crate::jobs::{ImportMessage, ImportStep};
use crate::scoring;

/// Imports of a page unless asked for another number.
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
        compared: None,
        total: None,
        undone: None,
        message: None,
    };
    store::create(&state.services.workspaces, &member.tenant, &import).await?;
    Ok(answer_with(StatusCode::CREATED, &import.answer(Progress::default())))
}

/// `GET /api/imports`
///
/// # Errors
/// When the table fails.
pub async fn list(State(state): State<ApiState>, member: Member, paging: Paging) -> ApiResult<Response> {
    let (imports, next) = store::newest(&state.services.workspaces, &member.tenant, LISTED, &paging).await?;
    let answers = imports.into_iter().map(|import| with_counts(&state.services, &member.tenant, import));
    let imports = futures::stream::iter(answers).buffered(CONCURRENT_REQUESTS).try_collect().await?;
    Ok(answer(&ImportList { imports, next_cursor: cursor_after(next.as_ref()) }))
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

/// `GET /api/imports/{id}/chunks`: so that an upload goes on where it was left.
///
/// # Errors
/// [`ApiError::NotFound`] for what is no import of this workspace.
pub async fn uploaded(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let import = find(&state, &member, &id).await?;
    let keys = state.services.objects.keys(&import_objects(&member.tenant, &import.id)).await?;
    let mut chunks: Vec<ChunkPlace> = keys.iter().filter_map(|key| chunk_of_import(key)).collect();
    chunks.sort_unstable();
    Ok(answer(&UploadedChunks { chunks }))
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
    take_chunks(&state, &member, &id, request, ImportStep::Write).await
}

/// `POST /api/imports/{id}/compare`: as [`commit`], but nothing is written.
///
/// # Errors
/// As those of [`commit`].
pub async fn compare(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    Body(request): Body<CommitImport>,
) -> ApiResult<Response> {
    take_chunks(&state, &member, &id, request, ImportStep::Compare).await
}

async fn take_chunks(
    state: &ApiState,
    member: &Member,
    id: &str,
    request: CommitImport,
    step: ImportStep,
) -> ApiResult<Response> {
    let before = find(state, member, id).await?;
    let fits = request.chunks.iter().all(|chunks| *chunks <= CHUNKS_PER_BUCKET);
    if request.chunks.len() != usize::from(before.buckets) || !fits {
        let message = format!("give {} numbers of chunks, each at most {CHUNKS_PER_BUCKET}", before.buckets);
        return Err(ApiError::invalid("chunks", message));
    }
    let (services, tenant) = (&state.services, &member.tenant);
    let begun = match store::begin(&services.workspaces, tenant, &before.id, step, &request.chunks).await? {
        Some(import) => import,
        None => find(state, member, id).await?,
    };
    if !job::is_open(begun.state, step) || begun.chunks.as_ref() != Some(&request.chunks) {
        return Err(not_uploading());
    }
    if matches!(begun.state, ImportState::Comparing | ImportState::Writing) {
        hand_over(services, tenant, &begun, step).await?;
    }
    let after = find(state, member, id).await?;
    Ok(answer_with(StatusCode::ACCEPTED, &with_counts(services, tenant, after).await?))
}

/// `POST /api/imports/{id}/undo`: takes back what was written; safe to repeat, and again after records failed.
///
/// # Errors
/// [`ApiError::Conflict`] for an import that is still going on.
pub async fn undo(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let before = find(&state, &member, &id).await?;
    let (services, tenant) = (&state.services, &member.tenant);
    let Some(chunks) = before.chunks.clone() else {
        return Err(ApiError::Conflict("Nothing of this import was written, so nothing can be taken back.".to_owned()));
    };
    if before.state == ImportState::Undone {
        store::forget_buckets(&services.workspaces, tenant, &before.id, before.buckets, ImportStep::Undo).await?;
    }
    let undoing = match store::begin(&services.workspaces, tenant, &before.id, ImportStep::Undo, &chunks).await? {
        Some(import) => import,
        None => find(&state, &member, &id).await?,
    };
    if undoing.state != ImportState::Undoing {
        return Err(ApiError::Conflict("The import is still going on: cancel it first, then take it back.".to_owned()));
    }
    hand_over(services, tenant, &undoing, ImportStep::Undo).await?;
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
        Some(cancelled) => cancelled,
        None => find(&state, &member, &id).await?,
    };
    if import.state != ImportState::Cancelled {
        return Err(ApiError::Conflict("The import has already ended, so nothing was cancelled.".to_owned()));
    }
    let ended: Vec<MergeCounts> =
        store::ended_buckets(&services.workspaces, tenant, &import.id, ImportStep::Write).await?;
    if !ended.is_empty() {
        // What these buckets wrote stays, and the scores must know it. Asked for again when the person asks again: the
        // request before may have died here.
        scoring::request(services, tenant).await?;
    }
    Ok(answer(&with_counts(services, tenant, import).await?))
}

/// Gives every bucket to a job; buckets without chunks have nothing to do and end at once.
async fn hand_over(
    services: &Services,
    tenant: &TenantId,
    import: &Import,
    step: ImportStep,
) -> Result<(), StoreError> {
    let part = |bucket| job::Part { step, tenant: tenant.clone(), import: import.id.clone(), bucket };
    let chunks = import.chunks.as_deref().unwrap_or_default();
    let is_empty = |bucket: &u16| chunks.get(usize::from(*bucket)).is_none_or(|chunks| *chunks == 0);
    let (empty, filled): (Vec<u16>, Vec<u16>) = (0..import.buckets).partition(is_empty);
    let ends = empty.into_iter().map(|bucket| {
        let part = part(bucket);
        async move {
            match step {
                ImportStep::Undo => store::end_bucket(&services.workspaces, &part, UndoCounts::default()).await,
                _ => store::end_bucket(&services.workspaces, &part, MergeCounts::default()).await,
            }
        }
    });
    futures::stream::iter(ends).buffer_unordered(CONCURRENT_REQUESTS).try_collect::<Vec<bool>>().await?;
    let messages: Vec<ImportMessage> = filled
        .into_iter()
        .map(|bucket| ImportMessage::Bucket { step, tenant: tenant.clone(), import: import.id.clone(), bucket })
        .collect();
    services.import_queue.send(&messages).await?;
    if messages.is_empty() {
        job::finish_if_last(services, tenant, import, step).await?;
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
    let workspaces = &services.workspaces;
    let progress = match import.state {
        ImportState::Undoing => {
            let ended: Vec<UndoCounts> = store::ended_buckets(workspaces, tenant, &import.id, ImportStep::Undo).await?;
            Progress {
                buckets: ended.len() as u16,
                undone: ended.into_iter().fold(UndoCounts::default(), UndoCounts::plus),
                ..Progress::default()
            }
        }
        _ if import.total.is_some() || import.chunks.is_none() => Progress::default(),
        state => {
            let step = if state == ImportState::Comparing { ImportStep::Compare } else { ImportStep::Write };
            let ended: Vec<MergeCounts> = store::ended_buckets(workspaces, tenant, &import.id, step).await?;
            Progress {
                buckets: ended.len() as u16,
                counts: ended.into_iter().fold(MergeCounts::default(), MergeCounts::plus),
                ..Progress::default()
            }
        }
    };
    Ok(import.answer(progress))
}

fn not_uploading() -> ApiError {
    let text = "The import takes no more chunks: it was committed, cancelled or has failed. Start a new import.";
    ApiError::Conflict(text.to_owned())
}

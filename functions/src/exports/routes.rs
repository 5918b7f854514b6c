//! Exports: asked for, listed, fetched, cancelled or removed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use futures::{StreamExt, TryStreamExt};
use shared::api::{DataExport, ExportContent, ExportList, ExportState};
use uuid::Uuid;

use super::{Export, objects_of, store};
use crate::aws::StoreError;
use crate::aws::limits::CONCURRENT_REQUESTS;
use crate::http::{ApiError, ApiResult, ApiState, Member, Paging, answer, answer_with, cursor_after};
use crate::jobs::ImportMessage;

/// Exports of a page unless asked for another number.
const LISTED: u16 = 50;

/// What is said of an export that a member cancelled.
const CANCELLED: &str = "Cancelled before the files were complete.";

/// What is said of files that a member removed.
const REMOVED: &str = "The files were removed before their day was over.";

/// `POST /api/exports`
///
/// # Errors
/// [`ApiError::Conflict`] while another one is being written.
pub async fn start(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    let (services, tenant) = (&state.services, &member.tenant);
    let newest = store::page(&services.workspaces, tenant, LISTED, None).await?.0;
    if newest.iter().any(|export| export.state == ExportState::Running) {
        let text = "An export is being written already. Wait for its end or cancel it.";
        return Err(ApiError::Conflict(text.to_owned()));
    }
    let export = Export {
        id: Uuid::now_v7().to_string(),
        content: ExportContent::AllData,
        state: ExportState::Running,
        asked_at: services.now().to_string(),
        asked_by: member.name.clone(),
        ended_at: None,
        message: None,
        seen: 0,
        next: 0,
        customers: 0,
        records: 0,
        files: Vec::new(),
    };
    store::create(&services.workspaces, tenant, &export).await?;
    hand_over(&state, &member, &export.id).await?;
    tracing::info!(%tenant, export = export.id, "an export was asked for");
    Ok(answer_with(StatusCode::ACCEPTED, &export.answer(services.now())))
}

/// `GET /api/exports`: who took what, and when.
///
/// # Errors
/// When the table fails.
pub async fn list(State(state): State<ApiState>, member: Member, paging: Paging) -> ApiResult<Response> {
    let after = paging.start(&store::partition(&member.tenant), store::PREFIX)?;
    let limit = paging.limit(LISTED);
    let (exports, next) = store::page(&state.services.workspaces, &member.tenant, limit, after).await?;
    let now = state.services.now();
    let exports = exports.iter().map(|export| export.answer(now)).collect();
    Ok(answer(&ExportList { exports, next_cursor: cursor_after(next.as_ref()) }))
}

/// `GET /api/exports/{id}`: with addresses of the files as long as they are there.
///
/// # Errors
/// [`ApiError::NotFound`] for what is no export of this workspace.
pub async fn read(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let export = find(&state, &member, &id).await?;
    let mut with_addresses: DataExport = export.answer(state.services.now());
    if with_addresses.state == ExportState::Done {
        let (prefix, objects) = (objects_of(&member.tenant, &export.id), &state.services.objects);
        for (file, written) in with_addresses.files.iter_mut().zip(&export.files) {
            let keys: Vec<String> = written.parts.iter().map(|part| format!("{prefix}{part}")).collect();
            let signed = keys.into_iter().map(|key| async move { objects.presign_get(&key).await });
            let signed = futures::stream::iter(signed).buffered(CONCURRENT_REQUESTS).try_collect().await;
            file.urls = signed.map_err(|error: StoreError| error)?;
        }
    }
    Ok(answer(&with_addresses))
}

/// `DELETE /api/exports/{id}`: cancels one that runs, removes the files of one that is done; who took it when stays listed.
///
/// # Errors
/// [`ApiError::Conflict`] for one that has no files any more, or never had.
pub async fn remove(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let export = find(&state, &member, &id).await?;
    let (services, tenant) = (&state.services, &member.tenant);
    let (workspaces, now) = (&services.workspaces, services.now());
    let is_stopped = export.content == ExportContent::AllData
        && (store::stop(workspaces, tenant, &export.id, ExportState::Cancelled, CANCELLED, now).await?
            || store::remove(workspaces, tenant, &export.id, REMOVED, now).await?);
    let is_gone = matches!(export.state, ExportState::Cancelled | ExportState::Removed);
    if !is_stopped && !is_gone {
        return Err(ApiError::Conflict("There are no files of this export to remove.".to_owned()));
    }
    // The job sees that it is over, and removes what there is.
    hand_over(&state, &member, &export.id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn hand_over(state: &ApiState, member: &Member, export: &str) -> Result<(), StoreError> {
    let message = ImportMessage::Export { tenant: member.tenant.clone(), export: export.to_owned() };
    state.services.import_queue.send(&[message]).await
}

/// The export of a path; an id of another workspace is not found, like one that never was.
async fn find(state: &ApiState, member: &Member, id: &str) -> ApiResult<Export> {
    let id = Uuid::try_parse(id).map_err(|_| ApiError::NotFound)?.to_string();
    store::read(&state.services.workspaces, &member.tenant, &id).await?.ok_or(ApiError::NotFound)
}

//! The versions of a saved segment.

use axum::extract::{Path, State};
use axum::response::Response;
use shared::api::{SavedSegment, SegmentList};

use super::store;
use crate::http::{ApiResult, ApiState, Member, answer};
use crate::kept::routes::find;

/// `GET /api/segments/{id}/versions`
///
/// # Errors
/// [`crate::http::ApiError::NotFound`] where there is none.
pub async fn versions(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let SavedSegment { id, .. } = find(&state, &member, &id).await?;
    let segments = store::versions(&state.services.workspaces, &member.tenant, &id).await?;
    Ok(answer(&SegmentList { segments, next_cursor: None }))
}

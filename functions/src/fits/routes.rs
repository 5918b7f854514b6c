//! Models compared over the newest generation.

use axum::extract::State;
use axum::response::Response;
use shared::planning::{RefitRequest, refit};

use crate::base;
use crate::http::{ApiError, ApiResult, ApiState, Body, Member, answer};

/// `POST /api/fits`
///
/// # Errors
/// [`ApiError::Invalid`] for orders or a date that nothing can be fitted to; [`ApiError::Conflict`] where there are none.
pub async fn compare(
    State(state): State<ApiState>,
    member: Member,
    Body(request): Body<RefitRequest>,
) -> ApiResult<Response> {
    request.check().map_err(|problem| ApiError::invalid(problem.field(), problem.to_string()))?;
    let manifest = base::read(&state.services.workspaces, &member.tenant).await?;
    let manifest =
        manifest.ok_or_else(|| ApiError::Conflict("There are no scores yet. Import orders first.".to_owned()))?;
    let needs = request.scope.needs();
    let base = state.generations.whole_base(&state.services.objects, &member.tenant, &manifest, needs).await?;
    let compared = tokio::task::spawn_blocking(move || refit(&base, request));
    let compared = compared.await.map_err(|error| ApiError::Unexpected(Box::new(error)))?;
    Ok(answer(&compared.map_err(|problem| ApiError::invalid(problem.field(), problem.to_string()))?))
}

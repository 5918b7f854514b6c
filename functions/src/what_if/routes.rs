//! One scenario over the newest generation.

use std::sync::PoisonError;

use axum::extract::State;
use axum::response::Response;
use shared::planning::Scenario;

use crate::base;
use crate::http::{ApiError, ApiResult, ApiState, Body, Member, answer};
use crate::segments;

/// `POST /api/what-if`
///
/// # Errors
/// [`ApiError::Invalid`] for a lever out of its range; [`ApiError::Conflict`] where there is nothing to estimate from.
pub async fn evaluate(
    State(state): State<ApiState>,
    member: Member,
    Body(scenario): Body<Scenario>,
) -> ApiResult<Response> {
    scenario.check().map_err(|error| ApiError::invalid(error.lever, error.to_string()))?;
    scenario.scope.check().map_err(|fault| ApiError::invalid("scope", fault.to_string()))?;
    let manifest = base::read(&state.services.workspaces, &member.tenant).await?;
    let manifest =
        manifest.ok_or_else(|| ApiError::Conflict("There are no scores yet. Import orders first.".to_owned()))?;
    let what_if = state.generations.what_if(&state.services.objects, &member.tenant, &manifest, &scenario.scope).await;
    let what_if = what_if.map_err(|error| segments::not_evaluated(error, "scope"))?;
    let evaluated = tokio::task::spawn_blocking(move || {
        let what_if = what_if.as_ref().as_ref()?;
        Some(what_if.lock().unwrap_or_else(PoisonError::into_inner).evaluate(&scenario))
    });
    let outcome = evaluated.await.map_err(|error| ApiError::Unexpected(Box::new(error)))?;
    let outcome = outcome.ok_or_else(|| {
        ApiError::Conflict("These data cannot tell who is still active, so no scenario can be computed.".to_owned())
    })?;
    Ok(answer(&outcome.map_err(|error| ApiError::invalid(error.lever, error.to_string()))?))
}

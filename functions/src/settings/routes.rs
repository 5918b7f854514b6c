//! Settings, read and replaced.

use axum::extract::State;
use axum::response::Response;
use shared::domain::Settings;

use super::{faults, store};
use crate::http::{ApiError, ApiResult, ApiState, Body, Member, answer};
use crate::{imports, scoring};

/// `GET /api/settings`
///
/// # Errors
/// When the table fails.
pub async fn read(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    Ok(answer(&store::read(&state.services.workspaces, &member.tenant).await?))
}

/// `PUT /api/settings`: checks all fields at once and asks for new scores.
///
/// # Errors
/// [`ApiError::Invalid`] with every field at fault; [`ApiError::Conflict`] for another currency than that of the
/// orders that are stored, because amounts are kept in minor units without one.
pub async fn replace(
    State(state): State<ApiState>,
    member: Member,
    Body(mut settings): Body<Settings>,
) -> ApiResult<Response> {
    settings.shop_name = settings.shop_name.trim().to_owned();
    let faults = faults(&settings);
    if !faults.is_empty() {
        return Err(ApiError::Invalid(faults));
    }
    let workspaces = &state.services.workspaces;
    let before = store::read(workspaces, &member.tenant).await?;
    if before.currency != settings.currency && imports::store::any_committed(workspaces, &member.tenant).await? {
        return Err(ApiError::Conflict(format!(
            "Your orders are in {}, so the currency cannot become {}. Nothing was changed. \
             Use another workspace for orders in another currency.",
            before.currency, settings.currency
        )));
    }
    store::write(workspaces, &member.tenant, &settings).await?;
    scoring::request(&state.services, &member.tenant).await?;
    Ok(answer(&settings))
}

//! Settings, read and replaced.

use axum::extract::State;
use axum::response::Response;
use shared::domain::{Settings, TenantId};

use super::{faults, store};
use crate::aws::{StoreError, Table};
use crate::http::{ApiError, ApiResult, ApiState, Body, IfMatch, Member, answer, content_tag, tagged};
use crate::{base, imports, rates, scoring};

/// `GET /api/settings`
///
/// # Errors
/// When the table fails.
pub async fn read(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    let settings = store::read(&state.services.workspaces, &member.tenant).await?;
    Ok(tagged(answer(&settings), &content_tag(&settings)))
}

/// `PUT /api/settings`: checks all fields at once and asks for new scores.
///
/// # Errors
/// [`ApiError::PreconditionRequired`] without `If-Match`; [`ApiError::Stale`] where somebody else has changed them since;
/// [`ApiError::Invalid`] with every field at fault; [`ApiError::Conflict`] for another currency than that of the
/// orders that are stored, because amounts are kept in minor units without one.
pub async fn replace(
    State(state): State<ApiState>,
    member: Member,
    seen: IfMatch,
    Body(mut settings): Body<Settings>,
) -> ApiResult<Response> {
    settings.shop_name = settings.shop_name.trim().to_owned();
    let faults = faults(&settings);
    if !faults.is_empty() {
        return Err(ApiError::Invalid(faults));
    }
    let workspaces = &state.services.workspaces;
    let before = store::read(workspaces, &member.tenant).await?;
    let tag_before = content_tag(&before);
    if !seen.names(&tag_before) {
        return Err(stale());
    }
    if before.currency != settings.currency && has_orders(workspaces, &member.tenant).await? {
        return Err(ApiError::Conflict(format!(
            "Your orders are counted in {}, so the currency cannot become {}. Nothing was changed. Orders in another \
             currency can be imported here: give a rate for it below. To count in {} instead, open another workspace, choose its \
             currency first and import your files there.",
            before.currency, settings.currency, settings.currency
        )));
    }
    if before.currency != settings.currency && !rates::store::read(workspaces, &member.tenant).await?.rates.is_empty() {
        return Err(ApiError::Conflict(format!(
            "Your rates say what other currencies are worth in {}. Nothing was changed. Remove the rates, then choose {}.",
            before.currency, settings.currency
        )));
    }
    let tag = content_tag(&settings);
    if !store::replace(workspaces, &member.tenant, &settings, &tag, &tag_before).await? {
        return Err(stale());
    }
    scoring::request(&state.services, &member.tenant).await?;
    Ok(tagged(answer(&settings), &tag))
}

/// Whether orders came by a file, or by a program or a shop and are scored by now.
async fn has_orders(workspaces: &Table, tenant: &TenantId) -> Result<bool, StoreError> {
    let scored = base::read(workspaces, tenant).await?;
    let has_own = scored.is_some_and(|manifest| manifest.summary.customers > manifest.sample_customers);
    Ok(has_own || imports::store::any_committed(workspaces, tenant).await?)
}

fn stale() -> ApiError {
    let text =
        "Somebody else has changed the settings since you opened them. Yours were not saved. Reload to see theirs.";
    ApiError::Stale(text.to_owned())
}

//! Rates, read and replaced.

use axum::extract::State;
use axum::response::Response;
use shared::api::ProblemField;
use shared::domain::Rates;

use super::store;
use crate::http::{ApiError, ApiResult, ApiState, Body, IfMatch, Member, answer, content_tag, tagged};
use crate::settings;

/// `GET /api/rates`
///
/// # Errors
/// When the table fails.
pub async fn read(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    let rates = store::read(&state.services.workspaces, &member.tenant).await?;
    Ok(tagged(answer(&rates), &content_tag(&rates)))
}

/// `PUT /api/rates`: all of them at once. Orders that are stored keep the rate they were taken with.
///
/// # Errors
/// [`ApiError::PreconditionRequired`] without `If-Match`; [`ApiError::Stale`] where somebody else has changed them since;
/// [`ApiError::Invalid`] with everything that is wrong.
pub async fn replace(
    State(state): State<ApiState>,
    member: Member,
    seen: IfMatch,
    Body(mut wanted): Body<Rates>,
) -> ApiResult<Response> {
    for rate in &mut wanted.rates {
        rate.note = rate.note.trim().to_owned();
    }
    let table = &state.services.workspaces;
    let own = settings::store::read(table, &member.tenant).await?.currency;
    if let Err(errors) = wanted.check(own) {
        let fields =
            errors.iter().take(20).map(|error| ProblemField { field: "rates".into(), message: error.to_string() });
        return Err(ApiError::Invalid(fields.collect()));
    }
    let before = store::read(table, &member.tenant).await?;
    if !seen.names(&content_tag(&before)) || !store::replace(table, &member.tenant, &wanted, &before).await? {
        let text =
            "Somebody else has changed the rates since you opened them. Yours were not saved. Reload to see theirs.";
        return Err(ApiError::Stale(text.to_owned()));
    }
    Ok(tagged(answer(&wanted), &content_tag(&wanted)))
}

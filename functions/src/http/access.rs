//! Who may call: the one place where a request becomes a member with a right, or is refused.

use axum::extract::{FromRequestParts, Request};
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use shared::api::{Right, Role};
use shared::domain::TenantId;

use super::claims::Claims;
use super::router::ApiState;
use super::{ApiError, ApiResult};
use crate::aws::Services;
use crate::keys::{self, Presented};
use crate::members;

/// The member who calls. Only this module makes one, after the right of the route was checked.
#[derive(Clone, Debug)]
pub struct Member {
    /// The workspace.
    pub tenant: TenantId,
    /// Role in it.
    pub role: Role,
    /// Name or e-mail address to greet with.
    pub name: String,
}

/// Lets a request through if its member's role has the right, and hands the member on.
pub(super) async fn authorise(state: ApiState, right: Right, mut request: Request, next: Next) -> ApiResult<Response> {
    let claims = Claims::of(request.extensions()).ok_or(ApiError::NotSignedIn)?;
    let now = state.services.now();
    let membership = match state.members.get(&claims.subject, now) {
        Some(membership) => membership,
        None => {
            let found = members::store::membership(&state.services.workspaces, &claims.subject).await?;
            let membership = found.ok_or(ApiError::NoWorkspace)?;
            state.members.insert(&claims.subject, membership.clone(), now);
            membership
        }
    };
    if !membership.role.may(right) {
        return Err(ApiError::NotAllowed);
    }
    let name = membership.name.or(claims.name).unwrap_or(claims.subject);
    request.extensions_mut().insert(Member { tenant: membership.tenant, role: membership.role, name });
    Ok(next.run(request).await)
}

/// Lets a request through if its API key has the right, and hands on a member with no other rights than the route's.
pub(super) async fn authorise_key(
    services: Services,
    right: Right,
    mut request: Request,
    next: Next,
) -> ApiResult<Response> {
    let authorization = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let holder = match keys::present(&services, authorization).await? {
        Presented::Known(holder) => holder,
        Presented::Unknown => return Err(ApiError::NotSignedIn),
        Presented::Expired(until) => return Err(ApiError::KeyExpired(keys::day_of(until))),
        Presented::TooMany(seconds) => return Err(ApiError::TooManyRequests(seconds)),
    };
    if !holder.rights.contains(&right) {
        return Err(ApiError::NotAllowed);
    }
    request.extensions_mut().insert(Member { tenant: holder.tenant, role: Role::Viewer, name: holder.name });
    Ok(next.run(request).await)
}

impl<S: Sync> FromRequestParts<S> for Member {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        parts.extensions.get::<Self>().cloned().ok_or(ApiError::NotAllowed)
    }
}

//! Signing in, staying signed in, signing out. The cookie alone proves nothing about which page sent a request, so
//! other sites are kept out by what their pages cannot send: a JSON content type, a header of our own, or the
//! browser's own word that the page is ours.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::api::{CodeExchange, SessionToken};

use super::cookie;
use super::provider::Tokens;
use crate::http::{ApiError, ApiResult, Body, PublicState, answer, is_json};

/// Header that a program may send instead of a JSON content type.
const OWN_HEADER: &str = "x-requested-with";

/// Header in which a browser says whose page sends a request; pages cannot set it.
const FETCH_SITE: &str = "sec-fetch-site";

/// `GET /api/session/configuration`
pub async fn configuration(State(state): State<PublicState>) -> Response {
    answer(&state.provider.configuration())
}

/// `POST /api/session/exchange`
///
/// # Errors
/// [`ApiError::NotSignedIn`] when the provider refuses the code.
pub async fn exchange(State(state): State<PublicState>, Body(code): Body<CodeExchange>) -> ApiResult<Response> {
    signed_in(state.provider.exchange(&code).await?)
}

/// `POST /api/session/refresh`: gives a new access token for the cookie and rotates it.
///
/// # Errors
/// [`ApiError::Malformed`] for a request that another site's page could have sent.
pub async fn refresh(State(state): State<PublicState>, headers: HeaderMap) -> ApiResult<Response> {
    let same_origin = headers.get(FETCH_SITE).is_some_and(|site| site == "same-origin");
    if !same_origin && !is_json(&headers) && !headers.contains_key(OWN_HEADER) {
        return Err(ApiError::Malformed(format!("Send the header {OWN_HEADER} or a JSON content type.")));
    }
    let Some(token) = cookie::refresh_token(&headers) else { return Ok(signed_out(ApiError::NotSignedIn)) };
    match state.provider.refresh(&token).await {
        Ok(tokens) => signed_in(tokens),
        Err(error @ ApiError::NotSignedIn) => Ok(signed_out(error)),
        Err(error) => Err(error),
    }
}

/// `DELETE /api/session`. No page of another site can send `DELETE` without being asked first.
pub async fn sign_out() -> Response {
    signed_out(StatusCode::NO_CONTENT)
}

fn signed_in(tokens: Tokens) -> ApiResult<Response> {
    let mut response = answer(&SessionToken { access_token: tokens.access_token, expires_in: tokens.expires_in });
    if let Some(refresh_token) = tokens.refresh_token {
        let kept = cookie::keep(&refresh_token)
            .ok_or_else(|| ApiError::Unexpected("the provider's refresh token does not fit a cookie".into()))?;
        response.headers_mut().insert(header::SET_COOKIE, kept);
    }
    Ok(response)
}

fn signed_out(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().insert(header::SET_COOKIE, cookie::forget());
    response
}

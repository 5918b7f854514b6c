//! Errors of the API and how they leave it: as RFC 9457 problems.

use std::error::Error;
use std::fmt::Write;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::api::{Method, Problem, ProblemCode, ProblemField};

use crate::aws::StoreError;

/// Result of a use case behind a route.
pub type ApiResult<T> = Result<T, ApiError>;

/// Why a request is not answered with what it asked for. Texts say what happened, what was kept, what to do.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The body or a parameter cannot be read.
    #[error("{0}")]
    Malformed(String),
    /// Fields are out of range.
    #[error("{} fields are out of range", .0.len())]
    Invalid(Vec<ProblemField>),
    /// No valid token.
    #[error("not signed in")]
    NotSignedIn,
    /// The API key was valid until this day, UTC.
    #[error("the API key has expired")]
    KeyExpired(String),
    /// A delivery whose signature does not fit.
    #[error("the signature does not fit")]
    BadSignature,
    /// A member of no workspace.
    #[error("a member of no workspace")]
    NoWorkspace,
    /// The role lacks the right.
    #[error("not allowed")]
    NotAllowed,
    /// There is no such thing in this workspace. It does not say whether there is one in another.
    #[error("not found")]
    NotFound,
    /// The thing is not in a state that allows it.
    #[error("{0}")]
    Conflict(String),
    /// It was there and was removed for good.
    #[error("{0}")]
    Gone(String),
    /// Larger than what is taken.
    #[error("{0}")]
    TooLarge(String),
    /// There is such a path, but not with this method.
    #[error("the path has the methods {0:?}")]
    MethodNotAllowed(Vec<Method>),
    /// A body of another kind than JSON.
    #[error("the body is not JSON")]
    UnsupportedMediaType,
    /// An edit does not say what it was made from.
    #[error("If-Match is missing")]
    PreconditionRequired,
    /// Somebody else has changed the thing since it was read.
    #[error("{0}")]
    Stale(String),
    /// More requests than are taken; how many seconds to wait.
    #[error("too many requests")]
    TooManyRequests(u64),
    /// Our fault. The source is logged once, here, and never leaves the server.
    #[error("unexpected")]
    Unexpected(#[source] Box<dyn Error + Send + Sync>),
}

impl ApiError {
    /// One field out of range.
    #[must_use]
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![ProblemField { field: field.to_owned(), message: message.into() }])
    }

    /// What else the answer says of it.
    fn header(&self) -> Option<(header::HeaderName, String)> {
        match self {
            Self::MethodNotAllowed(methods) => {
                let names: Vec<&str> = methods.iter().map(|method| method.name()).collect();
                Some((header::ALLOW, names.join(", ")))
            }
            Self::TooManyRequests(seconds) => Some((header::RETRY_AFTER, seconds.to_string())),
            Self::NotSignedIn | Self::KeyExpired(_) => Some((header::WWW_AUTHENTICATE, "Bearer".to_owned())),
            _ => None,
        }
    }

    fn problem(self) -> Problem {
        let (status, code, title, detail) = match &self {
            Self::Malformed(detail) => {
                (StatusCode::BAD_REQUEST, ProblemCode::Malformed, "The request cannot be read", detail.clone())
            }
            Self::Invalid(_) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                ProblemCode::Invalid,
                "Some values cannot be used",
                "Nothing was changed. Correct the fields named and send it again.".to_owned(),
            ),
            Self::NotSignedIn => (
                StatusCode::UNAUTHORIZED,
                ProblemCode::NotSignedIn,
                "You are not signed in",
                "Nothing was changed. Sign in and try again.".to_owned(),
            ),
            Self::KeyExpired(day) => (
                StatusCode::UNAUTHORIZED,
                ProblemCode::NotSignedIn,
                "This key is no longer valid",
                format!("Nothing was changed. The key was valid until {day}: make another one and use that."),
            ),
            Self::BadSignature => (
                StatusCode::UNAUTHORIZED,
                ProblemCode::NotSignedIn,
                "The signature does not fit",
                "Nothing was kept. Sign with the secret of this source, and by a clock that is right.".to_owned(),
            ),
            Self::NoWorkspace => (
                StatusCode::FORBIDDEN,
                ProblemCode::NoWorkspace,
                "You are not a member of a workspace",
                "Ask the owner of the workspace to add you.".to_owned(),
            ),
            Self::NotAllowed => (
                StatusCode::FORBIDDEN,
                ProblemCode::NotAllowed,
                "Your role does not allow this",
                "Nothing was changed. Ask the owner of the workspace for another role.".to_owned(),
            ),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                ProblemCode::NotFound,
                "There is no such thing",
                "It may have been removed, or the link may be incomplete.".to_owned(),
            ),
            Self::Conflict(detail) => {
                (StatusCode::CONFLICT, ProblemCode::Conflict, "This is not possible now", detail.clone())
            }
            Self::Gone(detail) => (StatusCode::GONE, ProblemCode::Gone, "This is gone for good", detail.clone()),
            Self::TooLarge(detail) => {
                (StatusCode::PAYLOAD_TOO_LARGE, ProblemCode::TooLarge, "The request is too large", detail.clone())
            }
            Self::MethodNotAllowed(_) => (
                StatusCode::METHOD_NOT_ALLOWED,
                ProblemCode::MethodNotAllowed,
                "This path does not take the method",
                "Nothing was changed. The header Allow says which methods it takes.".to_owned(),
            ),
            Self::UnsupportedMediaType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                ProblemCode::UnsupportedMediaType,
                "The body is not JSON",
                "Nothing was changed. Send the body as application/json.".to_owned(),
            ),
            Self::PreconditionRequired => (
                StatusCode::PRECONDITION_REQUIRED,
                ProblemCode::PreconditionRequired,
                "Say what you have changed",
                "Nothing was changed. Send the ETag that came with what you read as If-Match.".to_owned(),
            ),
            Self::Stale(detail) => (
                StatusCode::PRECONDITION_FAILED,
                ProblemCode::PreconditionFailed,
                "Somebody else has changed it since",
                detail.clone(),
            ),
            Self::TooManyRequests(seconds) => (
                StatusCode::TOO_MANY_REQUESTS,
                ProblemCode::TooManyRequests,
                "Too many requests",
                format!("Nothing was changed. Wait {seconds} seconds and send it again."),
            ),
            Self::Unexpected(source) => {
                tracing::error!(error = chain(source.as_ref()), "a request failed");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    ProblemCode::Unexpected,
                    "Something went wrong on our side",
                    "What was stored before is unchanged. Try again in a minute.".to_owned(),
                )
            }
        };
        let fields = if let Self::Invalid(fields) = self { fields } else { Vec::new() };
        Problem { title: title.to_owned(), status: status.as_u16(), code, detail, fields }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        Self::Unexpected(Box::new(error))
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let extra = self.header();
        let problem = self.problem();
        let status = StatusCode::from_u16(problem.status).expect("made from a status");
        let body = serde_json::to_vec(&problem).expect("a problem is plain data");
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some((name, value)) = extra
            && let Ok(value) = HeaderValue::try_from(value)
        {
            headers.insert(name, value);
        }
        response
    }
}

/// An error with all its sources, for the log.
pub(crate) fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        let _ = write!(text, ": {error}");
        source = error.source();
    }
    text
}

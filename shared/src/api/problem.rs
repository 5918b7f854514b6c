//! Errors as RFC 9457 problem details.

use serde::{Deserialize, Serialize};

/// What went wrong, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The body or a parameter cannot be read.
    Malformed,
    /// The body can be read, but fields are out of range.
    Invalid,
    /// No valid token.
    NotSignedIn,
    /// Signed in, but a member of no workspace.
    NoWorkspace,
    /// The role lacks the right.
    NotAllowed,
    /// There is no such thing in this workspace.
    NotFound,
    /// The thing is not in a state that allows it.
    Conflict,
    /// It was there and was removed for good.
    Gone,
    /// Larger than what is taken.
    TooLarge,
    /// Our fault; the text says nothing more.
    Unexpected,
    /// There is such a path, but not with this method.
    MethodNotAllowed,
    /// A body of another kind than JSON.
    UnsupportedMediaType,
    /// An edit must say by `If-Match` what it was made from.
    PreconditionRequired,
    /// Somebody else has changed the thing since it was read.
    PreconditionFailed,
    /// More requests than are taken in a minute.
    TooManyRequests,
}

/// One field at fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemField {
    /// Name of the field in the request.
    pub field: String,
    /// What to do.
    pub message: String,
}

/// Body of every answer that is an error, as `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// What went wrong, for people, without detail.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What went wrong, for programs.
    pub code: ProblemCode,
    /// What happened, what was kept, what to do.
    pub detail: String,
    /// Fields at fault, if any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<ProblemField>,
}

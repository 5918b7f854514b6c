//! Why a request failed, as far as a person can do something about it.

use shared::api::{Problem, ProblemCode};

use crate::text;

/// A failed request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ApiClientError {
    /// The server cannot be reached.
    #[error("offline")]
    Offline,
    /// The server says what is wrong.
    #[error("{} ({})", .0.title, .0.status)]
    Problem(Box<Problem>),
    /// Anything else, with the little that is known.
    #[error("{0}")]
    Unexpected(String),
}

impl ApiClientError {
    /// What to tell the person: what happened, what was kept, what to do.
    #[must_use]
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Offline => text::errors::offline().to_owned(),
            Self::Problem(problem) => match problem.code {
                ProblemCode::NotAllowed => text::errors::not_allowed().to_owned(),
                ProblemCode::NoWorkspace => text::errors::no_workspace().to_owned(),
                _ if problem.detail.is_empty() => text::sentence(problem.title.clone()),
                _ => text::sentence(problem.detail.clone()),
            },
            Self::Unexpected(detail) => text::errors::unexpected(detail),
        }
    }

    /// The gateway refuses a token without saying more.
    #[must_use]
    pub(super) fn not_signed_in() -> Self {
        Self::Problem(Box::new(Problem {
            title: text::frame::signed_out_banner().to_owned(),
            status: 401,
            code: ProblemCode::NotSignedIn,
            detail: String::new(),
            fields: Vec::new(),
        }))
    }

    /// The problem's code, if the server gave one.
    #[must_use]
    pub(crate) fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::Offline | Self::Unexpected(_) => None,
        }
    }
}

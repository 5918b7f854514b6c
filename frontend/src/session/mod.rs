//! Signing in and out: OpenID Connect code flow with PKCE, the token in memory only.

mod code_flow;
mod hint;
mod pkce;

use leptos::prelude::*;
use shared::api::{CodeExchange, Me, ProblemCode, Right};

use crate::requests::{self, ApiClientError};
use crate::text;

pub(crate) use code_flow::go_to_sign_in;

/// Where signing in stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SessionState {
    /// The cookie or the code is being tried.
    Starting,
    /// Nobody is signed in; `true` after signing out here.
    SignedOut {
        /// Whether the person just signed out.
        on_purpose: bool,
    },
    /// Signed in.
    SignedIn(Me),
    /// Signing in failed.
    Failed(SignInError),
}

/// Why signing in failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SignInError {
    /// A request failed.
    #[error(transparent)]
    Request(#[from] ApiClientError),
    /// The identity provider's answer was not asked for by this window.
    #[error("the answer's state is not ours")]
    State,
    /// The identity provider says no.
    #[error("{0}")]
    Refused(String),
}

impl SignInError {
    /// What to tell the person.
    #[must_use]
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Request(error) => error.message(),
            Self::State => text::sign_in::state_mismatch().to_owned(),
            Self::Refused(reason) => reason.clone(),
        }
    }
}

/// The session, for every component.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    /// Where signing in stands.
    pub(crate) state: RwSignal<SessionState>,
    /// Whether the session ended while a page was open.
    pub(crate) expired: RwSignal<bool>,
}

thread_local! {
    static EXPIRED: std::cell::Cell<Option<RwSignal<bool>>> = const { std::cell::Cell::new(None) };
}

impl Session {
    /// Starts: takes the code from the address if there is one, and puts the wanted page there instead; else tries
    /// the refresh cookie.
    #[must_use]
    pub(crate) fn start() -> Self {
        let session = Self { state: RwSignal::new(SessionState::Starting), expired: RwSignal::new(false) };
        EXPIRED.set(Some(session.expired));
        requests::on_expiry(|| {
            if let Some(expired) = EXPIRED.get() {
                expired.set(true);
            }
        });
        let code = code_flow::take_code();
        leptos::task::spawn_local(async move {
            let state = match sign_in(code).await {
                Ok(Some(me)) => SessionState::SignedIn(me),
                Ok(None) => SessionState::SignedOut { on_purpose: code_flow::is_signed_out() },
                Err(error) => SessionState::Failed(error),
            };
            // Whoever starts signed out has not lost a session.
            session.expired.set(false);
            session.state.set(state);
        });
        session
    }

    /// Ends the session on the server and here: the window is loaded anew, so that nothing of the customers stays in
    /// its memory or in its worker's.
    pub(crate) fn sign_out(self) {
        leptos::task::spawn_local(async move {
            // Without an answer the cookie stays, but this window forgets its session either way.
            let _ = requests::sign_out().await;
            hint::remember(false);
            code_flow::go_to_signed_out();
        });
    }

    /// Who is signed in.
    #[must_use]
    pub(crate) fn me(self) -> Option<Me> {
        self.state.with_untracked(|state| match state {
            SessionState::SignedIn(me) => Some(me.clone()),
            _ => None,
        })
    }

    /// Whether the person signed in has a right; it does not change while the workspace is open.
    #[must_use]
    pub(crate) fn may(self, right: Right) -> bool {
        self.state.with_untracked(|state| matches!(state, SessionState::SignedIn(me) if me.rights.contains(&right)))
    }
}

async fn sign_in(code: Result<Option<CodeExchange>, SignInError>) -> Result<Option<Me>, SignInError> {
    let token = match code? {
        Some(code) => requests::exchange(&code).await?,
        None if !hint::was_signed_in() => return Ok(None),
        None => match requests::refresh().await {
            Ok(token) => token,
            Err(error) if error.code() == Some(ProblemCode::NotSignedIn) => {
                hint::remember(false);
                return Ok(None);
            }
            Err(error) => return Err(error.into()),
        },
    };
    requests::keep_token(token.access_token);
    hint::remember(true);
    Ok(Some(requests::me().await?))
}

/// The session of the app.
#[must_use]
pub(crate) fn use_session() -> Session {
    expect_context()
}

//! The identity provider's token endpoint.

use std::time::Duration;

use serde::Deserialize;
use shared::api::{CodeExchange, SessionConfiguration};

use crate::aws::IdentityProvider;
use crate::http::{ApiError, ApiResult};

/// How long the provider may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// What the token endpoint answers.
#[derive(Debug, Deserialize)]
pub(super) struct Tokens {
    pub(super) access_token: String,
    /// Missing when the provider goes on with the refresh token it gave before.
    pub(super) refresh_token: Option<String>,
    pub(super) expires_in: u64,
}

/// Where people sign in, and the client that talks to it.
#[derive(Clone, Debug)]
pub struct Provider {
    client: reqwest::Client,
    provider: IdentityProvider,
}

impl Provider {
    /// Builds the client. It follows no redirection: a code or token goes to one address only.
    ///
    /// # Errors
    /// When the TLS stack cannot be set up.
    pub fn new(provider: IdentityProvider) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder().timeout(TIMEOUT).redirect(reqwest::redirect::Policy::none()).build()?;
        Ok(Self { client, provider })
    }

    /// What the app needs to send the browser there.
    pub(super) fn configuration(&self) -> SessionConfiguration {
        SessionConfiguration {
            authorization_endpoint: self.provider.authorization_endpoint.clone(),
            client_id: self.provider.client_id.clone(),
            scope: self.provider.scope.clone(),
        }
    }

    /// Exchanges an authorization code (RFC 6749 section 4.1.3, with the verifier of RFC 7636).
    pub(super) async fn exchange(&self, exchange: &CodeExchange) -> ApiResult<Tokens> {
        self.tokens(&[
            ("grant_type", "authorization_code"),
            ("client_id", &self.provider.client_id),
            ("code", &exchange.code),
            ("code_verifier", &exchange.code_verifier),
            ("redirect_uri", &exchange.redirect_uri),
        ])
        .await
    }

    /// Exchanges a refresh token (RFC 6749 section 6).
    pub(super) async fn refresh(&self, refresh_token: &str) -> ApiResult<Tokens> {
        self.tokens(&[
            ("grant_type", "refresh_token"),
            ("client_id", &self.provider.client_id),
            ("refresh_token", refresh_token),
        ])
        .await
    }

    async fn tokens(&self, form: &[(&str, &str)]) -> ApiResult<Tokens> {
        let answer = self.client.post(&self.provider.token_endpoint).form(form).send().await.map_err(unexpected)?;
        if answer.status().is_client_error() {
            return Err(ApiError::NotSignedIn);
        }
        answer.error_for_status().map_err(unexpected)?.json().await.map_err(unexpected)
    }
}

/// The address is left out of the log: it is configuration, and a query may hold secrets.
fn unexpected(error: reqwest::Error) -> ApiError {
    ApiError::Unexpected(Box::new(error.without_url()))
}

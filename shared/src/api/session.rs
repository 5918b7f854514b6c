//! Signing in.

use serde::{Deserialize, Serialize};

use super::{Right, Role};
use crate::domain::TenantId;

/// What the app needs to start the OpenID Connect code flow with PKCE (S256).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionConfiguration {
    /// Where the browser goes to sign in.
    pub authorization_endpoint: String,
    /// The app's client id.
    pub client_id: String,
    /// Scopes to ask for, separated by spaces.
    pub scope: String,
}

/// The code that came back from the identity provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeExchange {
    /// Authorization code.
    pub code: String,
    /// PKCE verifier.
    pub code_verifier: String,
    /// The redirect URI the code was given for.
    pub redirect_uri: String,
}

/// An access token for `Authorization: Bearer`. The refresh token is in a cookie the app cannot read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionToken {
    /// Access token, kept in memory only.
    pub access_token: String,
    /// Seconds until it expires.
    pub expires_in: u64,
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// Name or e-mail address to greet with.
    pub name: String,
    /// The workspace.
    pub tenant: TenantId,
    /// Role in it.
    pub role: Role,
    /// Rights of the role.
    pub rights: Vec<Right>,
}

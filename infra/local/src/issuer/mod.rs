//! A small OpenID Connect issuer: code flow with PKCE, refresh with rotation, real signed tokens.
//!
//! It exists on this machine only; in the cloud the template's user pool stands in its place.

mod directory;
mod grants;
mod key;
mod page;
mod people;
mod routes;

pub use directory::{DEFAULT_TENANT, Directory};
pub use grants::{Grants, challenge_of};
pub use key::{Key, TokenKind};
pub use people::{PEOPLE, Person};
pub use routes::{Issuer, router};

/// Client id of the app, and audience of its tokens.
pub const CLIENT_ID: &str = "holdfast-app";
/// Where the issuer is on the one origin.
pub const PATH: &str = "/local-idp";
/// How long an access token is valid, in seconds.
pub const TOKEN_SECONDS: i64 = 900;

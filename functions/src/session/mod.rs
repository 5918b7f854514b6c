//! Signing in with the identity provider: the refresh token stays in a cookie that no script can read.

mod cookie;
mod provider;
pub mod routes;

pub use provider::Provider;

//! The JWT authorizer: issuer, audience, signature and expiry, as the HTTP API checks them.

use std::collections::BTreeMap;

use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Map, Value};

use crate::template::AuthorizerPlan;

/// A token's claims, all as texts.
pub type Claims = BTreeMap<String, String>;

/// Verifies tokens of one issuer.
pub struct Authorizer {
    key: DecodingKey,
    key_id: Option<String>,
    validation: Validation,
}

impl std::fmt::Debug for Authorizer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Authorizer").field("validation", &self.validation).finish_non_exhaustive()
    }
}

impl Authorizer {
    /// An authorizer for the issuer and audience of the template, with the issuer's key.
    ///
    /// # Errors
    /// When the key cannot be used.
    pub fn new(plan: &AuthorizerPlan, key: &Jwk) -> Result<Self, jsonwebtoken::errors::Error> {
        let mut validation = Validation::new(Algorithm::RS256);
        validation.leeway = 0;
        validation.validate_nbf = true;
        validation.set_issuer(&[&plan.issuer]);
        validation.set_audience(&plan.audience);
        validation.set_required_spec_claims(&["exp", "iss", "aud"]);
        Ok(Self { key: DecodingKey::from_jwk(key)?, key_id: key.common.key_id.clone(), validation })
    }

    /// The claims in an `Authorization` header; `None` unless all is well.
    #[must_use]
    pub fn claims(&self, authorization: &str) -> Option<Claims> {
        let (scheme, token) = authorization.split_once(' ').unwrap_or(("Bearer", authorization));
        if !scheme.eq_ignore_ascii_case("bearer") {
            return None;
        }
        let token = token.trim();
        if decode_header(token).ok()?.kid != self.key_id {
            return None;
        }
        let claims = decode::<Map<String, Value>>(token, &self.key, &self.validation).ok()?.claims;
        // jsonwebtoken takes a token of this very second; the service does not.
        if claims.get("exp")?.as_u64()? <= jsonwebtoken::get_current_timestamp() {
            return None;
        }
        Some(claims.into_iter().map(|(name, value)| (name, text(&value))).collect())
    }
}

/// The service gives lists as `[a b]` and everything else as its text.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => format!("[{}]", values.iter().map(text).collect::<Vec<_>>().join(" ")),
        other => other.to_string(),
    }
}

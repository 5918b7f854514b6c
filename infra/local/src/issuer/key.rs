//! The issuer's key, made at every start and kept in memory only, and the tokens it signs.

use anyhow::Context as _;
use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::json;

use super::{CLIENT_ID, Person};

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// To call the API.
    Access,
    /// To learn who signed in.
    Identity,
}

/// The issuer's key.
pub struct Key {
    issuer: String,
    encoding: EncodingKey,
    public: Jwk,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Key").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

impl Key {
    /// Makes a key for tokens of `issuer`.
    ///
    /// # Errors
    /// When the system cannot make one.
    pub fn generate(issuer: &str) -> anyhow::Result<Self> {
        let pair = KeyPair::generate(KeySize::Rsa2048).context("no key could be made")?;
        let der = pair.as_der().context("the key cannot be written")?;
        let body = STANDARD.encode(der.as_ref());
        let pem = format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
        let encoding = EncodingKey::from_rsa_pem(pem.as_bytes()).context("the key cannot be used")?;
        let mut public = Jwk::from_encoding_key(&encoding, Algorithm::RS256).context("the key cannot be shown")?;
        public.common.key_id = Some(uuid::Uuid::new_v4().to_string());
        Ok(Self { issuer: issuer.to_owned(), encoding, public })
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> &Jwk {
        &self.public
    }

    /// The document at `jwks.json`.
    #[must_use]
    pub fn key_set(&self) -> JwkSet {
        JwkSet { keys: vec![self.public.clone()] }
    }

    /// A token about `person` that expires `seconds` from now; it has expired already when that is negative.
    #[must_use]
    pub fn sign(&self, person: &Person, kind: TokenKind, seconds: i64) -> String {
        let now = jiff::Timestamp::now().as_second();
        let claims = json!({
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "client_id": CLIENT_ID,
            "sub": person.subject,
            "email": person.email,
            "name": person.name,
            "token_use": match kind { TokenKind::Access => "access", TokenKind::Identity => "id" },
            "iat": now.min(now + seconds),
            "exp": now + seconds,
        });
        let mut header = Header::new(Algorithm::RS256);
        header.kid = self.public.common.key_id.clone();
        encode(&header, &claims, &self.encoding).expect("plain claims and a checked key always sign")
    }
}

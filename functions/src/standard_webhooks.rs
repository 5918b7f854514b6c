//! Signatures by the Standard Webhooks specification (version 1, symmetric): HMAC-SHA256 over `id.timestamp.body`, as base64.
//! What comes in is held against them, what goes out is signed with them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

/// What secrets begin with.
const SECRET_MARK: &str = "whsec_";

/// What signatures of this version begin with.
pub(crate) const VERSION_MARK: &str = "v1,";

/// Header with the message's id, the same with every attempt.
pub(crate) const ID: &str = "webhook-id";
/// Header with the second of the attempt, from 1970.
pub(crate) const TIMESTAMP: &str = "webhook-timestamp";
/// Header with the signatures, separated by spaces.
pub(crate) const SIGNATURE: &str = "webhook-signature";

/// A new secret of 244 random bits.
pub(crate) fn new_secret() -> String {
    format!("{SECRET_MARK}{}", random())
}

/// 244 random bits as base64.
pub(crate) fn random() -> String {
    STANDARD.encode([*Uuid::new_v4().as_bytes(), *Uuid::new_v4().as_bytes()].concat())
}

/// The key of a secret; `None` for what is no secret.
pub(crate) fn key(secret: &str) -> Option<Vec<u8>> {
    let key = STANDARD.decode(secret.strip_prefix(SECRET_MARK)?).ok()?;
    (!key.is_empty()).then_some(key)
}

/// What is signed.
pub(crate) fn signed_parts<'a>(id: &'a str, timestamp: &'a str, body: &'a [u8]) -> [&'a [u8]; 5] {
    [id.as_bytes(), b".", timestamp.as_bytes(), b".", body]
}

/// HMAC-SHA256 over parts in a row.
pub(crate) fn mac(key: &[u8], parts: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length is a key");
    parts.iter().for_each(|part| mac.update(part));
    mac
}

/// The signatures of a message by each secret, as they stand in the header.
pub(crate) fn sign(secrets: &[String], id: &str, timestamp: &str, body: &[u8]) -> String {
    let keys = secrets.iter().filter_map(|secret| key(secret));
    let signatures = keys.map(|key| {
        let code = mac(&key, &signed_parts(id, timestamp, body)).finalize().into_bytes();
        format!("{VERSION_MARK}{}", STANDARD.encode(code))
    });
    signatures.collect::<Vec<_>>().join(" ")
}

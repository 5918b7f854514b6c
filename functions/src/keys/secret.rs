//! Secrets of keys: 244 random bits, of which only the SHA-256 is stored.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use shared::api::KEY_MARK;
use uuid::Uuid;

/// Characters of a key that are stored as they are, to tell it from others: 36 of its bits.
const SHOWN: usize = 9;

/// A new secret.
pub(super) fn generate() -> String {
    let random = [*Uuid::new_v4().as_bytes(), *Uuid::new_v4().as_bytes()].concat();
    format!("{KEY_MARK}{}", URL_SAFE_NO_PAD.encode(random))
}

/// How a secret begins.
pub(super) fn prefix(secret: &str) -> String {
    secret.chars().take(SHOWN).collect()
}

/// What is stored of it. A secret of so many random bits needs no salt and no slow hash: it cannot be guessed.
pub(super) fn digest(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{digest, generate, prefix};

    #[test]
    fn secrets_differ_and_their_prefix_does_not_give_them_away() {
        let (one, other) = (generate(), generate());
        assert_ne!(one, other);
        assert_eq!(one.len(), 3 + 43);
        assert!(one.starts_with("hf_") && prefix(&one).len() == 9 && one.starts_with(&prefix(&one)));
        assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}

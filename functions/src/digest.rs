//! One digest of several parts.

use sha2::{Digest, Sha256};

/// SHA-256 over the parts, each with its length before it, so that no other cut gives the same; in hexadecimal digits.
pub(crate) fn digest(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

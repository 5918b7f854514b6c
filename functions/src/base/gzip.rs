//! Gzip with a bound on what comes out.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

/// Why bytes were not unpacked.
#[derive(Debug, thiserror::Error)]
pub enum UnpackError {
    /// Not gzip, or damaged.
    #[error("it is not gzip or damaged: {0}")]
    Damaged(#[from] std::io::Error),
    /// It unpacks to more than it may.
    #[error("it unpacks to more than {0} bytes")]
    TooLarge(u64),
}

/// Packs bytes.
#[must_use]
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::default());
    encoder.write_all(bytes).expect("writing to memory does not fail");
    encoder.finish().expect("writing to memory does not fail")
}

/// Unpacks bytes to at most `limit`.
///
/// # Errors
/// When they are damaged or unpack to more.
pub fn unpack(bytes: &[u8], limit: u64) -> Result<Vec<u8>, UnpackError> {
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(bytes).take(limit + 1).read_to_end(&mut unpacked)?;
    if unpacked.len() as u64 > limit { Err(UnpackError::TooLarge(limit)) } else { Ok(unpacked) }
}

#[cfg(test)]
mod tests {
    use super::{UnpackError, pack, unpack};

    #[test]
    fn a_bomb_is_refused_at_the_limit() {
        let bomb = pack(&vec![0; 1_000_000]);
        assert!(bomb.len() < 2_000);
        assert!(matches!(unpack(&bomb, 999_999), Err(UnpackError::TooLarge(999_999))));
        assert_eq!(unpack(&bomb, 1_000_000).expect("fits").len(), 1_000_000);
        assert!(matches!(unpack(&bomb[..bomb.len() - 9], 1_000_000), Err(UnpackError::Damaged(_))));
        assert!(matches!(unpack(b"plain", 100), Err(UnpackError::Damaged(_))));
    }
}

//! What stands around the bytes of every chunk: a header that says what it is and a checksum.
//!
//! All numbers are little-endian: magic (4 bytes), version (2), part (1), zero (1), number (4), rows (4), payload,
//! checksum of everything before it (8).

use super::chunk::{ChunkError, ROWS_PER_CHUNK};

const MAGIC: [u8; 4] = *b"HfBs";
const VERSION: u16 = 1;
const HEADER_BYTES: usize = 16;
const CHECKSUM_BYTES: usize = 8;

/// Which columns a chunk holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Customers = 1,
    Orders = 2,
    Attributes = 3,
    Contracts = 4,
    Referrals = 5,
}

/// Starts a chunk; the payload is appended to what is returned.
pub(super) fn open(part: Part, number: u32, rows: usize) -> Vec<u8> {
    debug_assert!(rows <= ROWS_PER_CHUNK);
    let mut bytes = Vec::with_capacity(HEADER_BYTES);
    bytes.extend(MAGIC);
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend([part as u8, 0]);
    bytes.extend(number.to_le_bytes());
    bytes.extend((rows as u32).to_le_bytes());
    bytes
}

/// Ends a chunk with its checksum.
pub(super) fn seal(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = checksum(&bytes);
    bytes.extend(sum.to_le_bytes());
    bytes
}

/// Checks a chunk and gives its number of rows and its payload.
pub(super) fn unseal(bytes: &[u8], part: Part, number: u32) -> Result<(usize, &[u8]), ChunkError> {
    let foreign = |found: &str| ChunkError::Version { expected: VERSION, found: found.to_owned() };
    let (magic, rest) = bytes.split_first_chunk().ok_or_else(|| foreign("something shorter"))?;
    if *magic != MAGIC {
        return Err(foreign("something else"));
    }
    let (version, _) = rest.split_first_chunk().ok_or(ChunkError::Damaged)?;
    if u16::from_le_bytes(*version) != VERSION {
        return Err(foreign(&format!("version {}", u16::from_le_bytes(*version))));
    }
    let (content, sum) = bytes.split_last_chunk::<CHECKSUM_BYTES>().ok_or(ChunkError::Damaged)?;
    let (header, payload) = content.split_first_chunk::<HEADER_BYTES>().ok_or(ChunkError::Damaged)?;
    if checksum(content) != u64::from_le_bytes(*sum) {
        return Err(ChunkError::Damaged);
    }
    let [.., part_found, _, n0, n1, n2, n3, r0, r1, r2, r3] = *header;
    if part_found != part as u8 || u32::from_le_bytes([n0, n1, n2, n3]) != number {
        return Err(ChunkError::OutOfOrder { number });
    }
    let rows = u32::from_le_bytes([r0, r1, r2, r3]) as usize;
    if rows > ROWS_PER_CHUNK { Err(ChunkError::Damaged) } else { Ok((rows, payload)) }
}

/// A 64-bit checksum against accidents, not against forgers, at the speed of memory. Every step is a bijection of
/// the state for each word and of the word for each state, so that damage within one word never goes unseen.
fn checksum(bytes: &[u8]) -> u64 {
    // The odd constant of the golden ratio, 2^64 / 1.618….
    const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
    let step = |state: u64, word: [u8; 8]| (state.rotate_left(29) ^ u64::from_le_bytes(word)).wrapping_mul(MULTIPLIER);
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let state = words.iter().fold(bytes.len() as u64, |state, word| step(state, *word));
    step(step(state, last), [0; 8])
}

#[cfg(test)]
mod tests {
    use super::{Part, checksum, open, seal, unseal};
    use crate::base::ChunkError;

    #[test]
    fn every_flipped_bit_and_every_cut_is_seen() {
        let mut bytes = open(Part::Orders, 3, 2);
        bytes.extend(b"payload of some bytes");
        let bytes = seal(bytes);
        assert_eq!(unseal(&bytes, Part::Orders, 3), Ok((2, b"payload of some bytes".as_slice())));
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(unseal(&flipped, Part::Orders, 3).is_err(), "bit {bit}");
        }
        for length in 0..bytes.len() {
            assert!(unseal(&bytes[..length], Part::Orders, 3).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn another_part_or_number_is_out_of_order_and_another_version_is_named() {
        let bytes = seal(open(Part::Orders, 3, 0));
        assert_eq!(unseal(&bytes, Part::Customers, 3), Err(ChunkError::OutOfOrder { number: 3 }));
        assert_eq!(unseal(&bytes, Part::Orders, 4), Err(ChunkError::OutOfOrder { number: 4 }));
        let mut newer = bytes;
        newer[4] = 9;
        let error = unseal(&newer, Part::Orders, 3).expect_err("another version");
        assert_eq!(error, ChunkError::Version { expected: 1, found: "version 9".into() });
    }

    #[test]
    fn the_checksum_tells_zeros_of_different_length_apart() {
        let sums: std::collections::BTreeSet<u64> = (0..64).map(|length| checksum(&vec![0; length])).collect();
        assert_eq!(sums.len(), 64);
    }
}

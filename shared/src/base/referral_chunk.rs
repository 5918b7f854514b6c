//! The bytes of the referrals, so many a chunk as a chunk of customers has rows.

use super::chunk::rows_of;
use super::envelope::{Part, open, seal, unseal};
use super::{ChunkError, ROWS_PER_CHUNK, Referral};

/// Number of chunks of these referrals.
#[must_use]
pub fn referral_chunks(referrals: &[Referral]) -> u32 {
    referrals.len().div_ceil(ROWS_PER_CHUNK) as u32
}

/// Encodes chunk `number`.
#[must_use]
pub fn encode_referrals(referrals: &[Referral], number: u32) -> Vec<u8> {
    let rows = rows_of(number, referrals.len());
    let mut bytes = open(Part::Referrals, number, rows.len());
    bytes.extend(postcard::to_allocvec(&referrals[rows]).expect("plain data"));
    seal(bytes)
}

/// The referrals from all chunks in order of their numbers; none of no chunk.
///
/// # Errors
/// When the bytes are not the next chunk, whole and of this version.
pub fn decode_referrals<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<Referral>, ChunkError> {
    let mut all = Vec::new();
    for (number, bytes) in (0..).zip(chunks) {
        if all.len() != number as usize * ROWS_PER_CHUNK {
            return Err(ChunkError::OutOfOrder { number });
        }
        let (count, payload) = unseal(bytes, Part::Referrals, number)?;
        let referrals: Vec<Referral> = postcard::from_bytes(payload).map_err(|_| ChunkError::Damaged)?;
        if referrals.len() != count {
            return Err(ChunkError::Damaged);
        }
        all.extend(referrals);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::{decode_referrals, encode_referrals, referral_chunks};
    use crate::base::{ChunkError, ROWS_PER_CHUNK, Referral, ReferralOutcome};
    use crate::domain::{CustomerId, Day};

    fn referral(number: usize) -> Referral {
        let outcomes = [ReferralOutcome::Ordered, ReferralOutcome::UnknownCode, ReferralOutcome::Circle];
        Referral {
            referred: CustomerId(number as u64 * 7),
            referrer: (!number.is_multiple_of(3)).then_some(CustomerId(number as u64)),
            day: Day(20_000 - number as i32),
            outcome: outcomes[number % 3],
        }
    }

    #[test]
    fn referrals_come_through_their_chunks_and_nothing_else_does() {
        let referrals: Vec<Referral> = (0..ROWS_PER_CHUNK + 5).map(referral).collect();
        assert_eq!((referral_chunks(&referrals), referral_chunks(&[])), (2, 0));
        let [first, second] = [0, 1].map(|number| encode_referrals(&referrals, number));
        let of = |chunks: &[&[u8]]| decode_referrals(chunks.iter().copied());
        assert_eq!(of(&[&first, &second]), Ok(referrals));
        assert_eq!(of(&[]), Ok(Vec::new()));
        assert_eq!(of(&[&second]), Err(ChunkError::OutOfOrder { number: 0 }));
        assert_eq!(of(&[&first, &first]), Err(ChunkError::OutOfOrder { number: 1 }));
        assert!(of(&[&first[..first.len() - 1]]).is_err());
    }
}

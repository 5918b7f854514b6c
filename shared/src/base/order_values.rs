//! The bytes of the transactions. What the customer columns say already (how many there are, the first day, the first
//! value) is not written again: for each further transaction the days since the one before and the value follow,
//! each as a variable-length integer of 7 bits a byte.

use super::ChunkError;

/// Appends an unsigned integer, low bits first; the highest bit of a byte says that another follows.
pub(super) fn write_unsigned(mut value: u64, bytes: &mut Vec<u8>) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Appends a signed integer: 0, −1, 1, −2, 2, … become 0, 1, 2, 3, 4, ….
pub(super) fn write_signed(value: i64, bytes: &mut Vec<u8>) {
    write_unsigned(((value << 1) ^ (value >> 63)) as u64, bytes);
}

/// Takes an unsigned integer from the front; only its shortest spelling is read.
pub(super) fn read_unsigned(bytes: &mut &[u8]) -> Result<u64, ChunkError> {
    let mut value = 0_u64;
    for shift in (0..u64::BITS).step_by(7) {
        let (byte, rest) = bytes.split_first().ok_or(ChunkError::Damaged)?;
        *bytes = rest;
        let part = u64::from(byte & 0x7f);
        if (part << shift) >> shift != part || (*byte == 0 && shift > 0) {
            return Err(ChunkError::Damaged);
        }
        value |= part << shift;
        if *byte < 0x80 {
            return Ok(value);
        }
    }
    Err(ChunkError::Damaged)
}

/// Takes a signed integer from the front.
pub(super) fn read_signed(bytes: &mut &[u8]) -> Result<i64, ChunkError> {
    let value = read_unsigned(bytes)?;
    Ok((value >> 1) as i64 ^ -((value & 1) as i64))
}

#[cfg(test)]
mod tests {
    use super::{read_signed, write_signed};

    #[test]
    fn usual_values_are_short_and_all_values_read_back() {
        for (value, length) in [(0, 1), (63, 1), (-64, 1), (5_995, 2), (99_999, 3), (i64::MAX, 10), (i64::MIN, 10)] {
            let mut bytes = Vec::new();
            write_signed(value, &mut bytes);
            assert_eq!(bytes.len(), length, "{value}");
            let mut rest = bytes.as_slice();
            assert_eq!(read_signed(&mut rest), Ok(value));
            assert!(rest.is_empty());
            assert!(read_signed(&mut &bytes[..length - 1]).is_err());
        }
    }

    #[test]
    fn spellings_too_long_or_too_large_are_refused() {
        assert!(read_signed(&mut [0x80, 0].as_slice()).is_err());
        assert!(read_signed(&mut [0xff; 11].as_slice()).is_err());
        let mut too_large = [0xff; 10];
        too_large[9] = 2;
        assert!(read_signed(&mut too_large.as_slice()).is_err());
    }
}

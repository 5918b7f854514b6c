//! Rows as they travel in an upload chunk.

use super::Row;

/// What an upload chunk begins with: whose it is and the version of its format.
const MARK: [u8; 4] = *b"HfR6";

/// Rows of a chunk that is still being filled, encoded already: a tenth of what they take decoded.
#[derive(Clone, Debug, Default)]
pub struct EncodedRows {
    count: usize,
    bytes: Vec<u8>,
}

impl EncodedRows {
    /// Adds a row.
    pub fn push(&mut self, row: &Row) {
        let bytes = std::mem::take(&mut self.bytes);
        self.bytes = postcard::to_extend(row, bytes).expect("a vector takes all bytes");
        self.count += 1;
    }

    /// How many rows.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Bytes that they take.
    #[must_use]
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The chunk, before gzip.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        let mut chunk = postcard::to_extend(&self.count, MARK.to_vec()).expect("a vector takes all bytes");
        chunk.extend(self.bytes);
        chunk
    }
}

/// Encodes rows for an upload chunk (before gzip).
#[must_use]
pub fn encode_rows(rows: &[Row]) -> Vec<u8> {
    let mut encoded = EncodedRows::default();
    rows.iter().for_each(|row| encoded.push(row));
    encoded.finish()
}

/// Bytes that are not rows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the uploaded chunk cannot be read: {0}")]
pub struct RowsError(pub String);

/// Decodes an upload chunk (after gzip).
///
/// # Errors
/// When the bytes are not what [`encode_rows`] writes.
pub fn decode_rows(bytes: &[u8]) -> Result<Vec<Row>, RowsError> {
    let content = bytes.strip_prefix(&MARK).ok_or_else(|| RowsError("it does not begin like one".to_owned()))?;
    match postcard::take_from_bytes(content) {
        Ok((rows, [])) => Ok(rows),
        Ok((_, rest)) => Err(RowsError(format!("{} bytes follow its end", rest.len()))),
        Err(error) => Err(RowsError(error.to_string())),
    }
}

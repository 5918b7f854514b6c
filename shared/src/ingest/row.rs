//! One accepted line, and how lines travel to the import job.

use serde::{Deserialize, Serialize};

use crate::domain::{ConsentStatus, CustomerKey};

/// When an order was placed, as its text said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Placed {
    /// A calendar day in the workspace's time zone, counted from 1970-01-01.
    Local(i32),
    /// An instant with an offset, in seconds from 1970-01-01T00:00:00Z; the job turns it into the workspace's day.
    Instant(i64),
}

/// One accepted line of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    /// The customer's number, or the lower-cased e-mail address where there is none.
    pub customer_number: String,
    /// The order's id.
    pub order_id: String,
    /// When it was placed.
    pub placed: Placed,
    /// Net amount in thousandths of a minor unit, so that unit prices with more digits add up exactly.
    pub net_milli_minor: i64,
    /// Number of units.
    pub units: i64,
    /// Name or number of the product, if the row has one.
    pub product: Option<String>,
    /// E-mail address, if the row has one.
    pub email: Option<String>,
    /// Full name, if the row has one.
    pub name: Option<String>,
    /// Acquisition source, if the row has one.
    pub acquisition_source: Option<String>,
    /// Consent the row states.
    pub email_consent: ConsentStatus,
}

impl OrderRow {
    /// The customer's natural key in a data source.
    #[must_use]
    pub fn customer_key(&self, data_source: &str) -> CustomerKey {
        CustomerKey { data_source: data_source.to_owned(), number: self.customer_number.clone() }
    }
}

/// Bytes that are not rows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the uploaded chunk cannot be read: {0}")]
pub struct RowsError(pub String);

/// What an upload chunk begins with: whose it is and the version of its format.
const MARK: [u8; 4] = *b"HfR2";

/// Encodes rows for an upload chunk (before gzip).
#[must_use]
pub fn encode_rows(rows: &[OrderRow]) -> Vec<u8> {
    postcard::to_extend(rows, MARK.to_vec()).expect("a vector takes all bytes and rows have no unknown length")
}

/// Decodes an upload chunk (after gzip).
///
/// # Errors
/// When the bytes are not what [`encode_rows`] writes.
pub fn decode_rows(bytes: &[u8]) -> Result<Vec<OrderRow>, RowsError> {
    let content = bytes.strip_prefix(&MARK).ok_or_else(|| RowsError("it does not begin like one".to_owned()))?;
    match postcard::take_from_bytes(content) {
        Ok((rows, [])) => Ok(rows),
        Ok((_, rest)) => Err(RowsError(format!("{} bytes follow its end", rest.len()))),
        Err(error) => Err(RowsError(error.to_string())),
    }
}

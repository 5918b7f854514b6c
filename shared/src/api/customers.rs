//! Names and single customers.

use serde::{Deserialize, Serialize};

use crate::domain::{
    Consents, Contract, Cost, CustomerId, Day, Event, ImportId, OrderLine, Origin, OriginalAmount, Refund,
};

/// Most rows whose names are answered at once.
pub const MAX_NAMES: usize = 200;

/// Rows of the base in one identity chunk of the bucket.
pub const IDENTITY_ROWS_PER_CHUNK: u32 = 512;

/// Asks for the names of visible rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamesRequest {
    /// Generation the rows belong to.
    pub generation: u64,
    /// Rows of the base, at most [`MAX_NAMES`].
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub rows: Vec<u32>,
}

/// Who a row is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomerName {
    /// Row of the base.
    pub row: u32,
    /// Identifier for links.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "00f1d2c3b4a59687"))]
    pub id: CustomerId,
    /// The customer's number in the shop.
    pub number: String,
    /// Full name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// Answer of `POST /api/customers/names`, in the order asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamesAnswer {
    /// One entry a row asked for.
    pub names: Vec<CustomerName>,
}

/// Answer of `GET /api/customers/search?q=…`: by e-mail address, number, or the beginning of any word of the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchAnswer {
    /// Generation the rows belong to.
    pub generation: u64,
    /// At most 20 customers.
    pub found: Vec<CustomerName>,
    /// Whether there are more than shown.
    pub more: bool,
}

/// One order of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderAnswer {
    /// The order's id in the shop.
    pub id: String,
    /// Day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2026-11-20"))]
    pub day: Day,
    /// Net value, minor units, before refunds that name it; negative for a refund that is a line of orders.
    pub net_minor: i64,
    /// What refunds that name it take off its value, minor units.
    #[serde(default)]
    pub refunded_minor: i64,
    /// Units.
    pub units: i64,
    /// What was ordered; empty where that is not known.
    pub lines: Vec<OrderLine>,
    /// What it was in other currencies before it was converted; not there where it was not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub originals: Vec<OriginalAmount>,
    /// The import that last wrote it.
    pub import: ImportId,
}

/// Another record of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomerRef {
    /// Identifier for links.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "00f1d2c3b4a59687"))]
    pub id: CustomerId,
    /// The customer's number in the shop.
    pub number: String,
    /// Full name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// Body of `POST /api/customers/{id}/merge` and `…/part`: the customer of the path stands for this one, or does so no
/// more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeCustomer {
    /// The other record.
    pub other: CustomerId,
}

/// Answer of `GET /api/customers/{id}/duplicates`: other customers with the same e-mail address, as of the newest
/// generation. Nothing is ever merged without being told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Duplicates {
    /// At most 20.
    pub candidates: Vec<CustomerRef>,
}

/// Answer of `GET /api/customers/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomerAnswer {
    /// Identifier for links.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "00f1d2c3b4a59687"))]
    pub id: CustomerId,
    /// Where the number comes from.
    pub data_source: String,
    /// The customer's number in the shop.
    pub number: String,
    /// Own or sample.
    pub origin: Origin,
    /// Full name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Acquisition source.
    pub acquisition_source: Option<String>,
    /// What the customer allowed, one record a purpose and channel.
    pub consents: Consents,
    /// Orders by day.
    pub orders: Vec<OrderAnswer>,
    /// Refunds that name their order. One with the id `all of the order` says what was given back for it altogether; others are
    /// parts of that.
    pub refunds: Vec<Refund>,
    /// What serving the customer cost.
    pub costs: Vec<Cost>,
    /// What else happened, by time.
    pub events: Vec<Event>,
    /// Contracts, by their first day.
    pub contracts: Vec<Contract>,
    /// Other records of the same person that are shown together with this one.
    pub stands_for: Vec<CustomerRef>,
    /// The customer who stands for this one, if another does.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "00f1d2c3b4a59687"))]
    pub merged_into: Option<CustomerId>,
}

/// Answer of `POST /api/customers/export`: where the identity chunks of a generation are; the app joins
/// them with the scores of the base into a CSV file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportAnswer {
    /// Generation the chunks belong to.
    pub generation: u64,
    /// Pre-signed addresses of gzip around what [`encode_identities`] writes, in the order of rows.
    pub identity_urls: Vec<String>,
}

/// Who a customer is, as in an identity chunk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityRow {
    /// Identifier.
    pub id: CustomerId,
    /// Number in the shop.
    pub number: String,
    /// Full name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// Encodes one identity chunk (before gzip).
#[must_use]
pub fn encode_identities(rows: &[IdentityRow]) -> Vec<u8> {
    postcard::to_allocvec(rows).expect("a slice of plain rows always encodes")
}

/// Decodes one identity chunk (after gzip).
///
/// # Errors
/// When the bytes are not what [`encode_identities`] writes.
pub fn decode_identities(bytes: &[u8]) -> Result<Vec<IdentityRow>, postcard::Error> {
    postcard::from_bytes(bytes)
}

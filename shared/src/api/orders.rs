//! Orders in, without a file.

use serde::{Deserialize, Serialize};

use super::CustomerName;
use crate::domain::ConsentStatus;

/// Most orders of one batch.
pub const MAX_ORDERS: usize = 500;
/// Most lines of one order.
pub const MAX_ORDER_LINES: usize = 200;
/// Longest id, number, name or address, in bytes.
pub const MAX_ORDER_TEXT: usize = 200;

/// Who ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderingCustomer {
    /// The customer's number in the source.
    pub number: String,
    /// E-mail address. Fills an empty one, never replaces.
    #[serde(default)]
    pub email: Option<String>,
    /// Full name. Fills an empty one, never replaces.
    #[serde(default)]
    pub name: Option<String>,
    /// Where the customer came from. Fills an empty one, never replaces.
    #[serde(default)]
    pub acquisition_source: Option<String>,
    /// What is known of consent to marketing by e-mail. It only tightens: nothing turns a withdrawal back.
    #[serde(default)]
    pub email_consent: ConsentStatus,
}

/// What was ordered of one product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderedProduct {
    /// Name or number of the product.
    pub product: String,
    /// Number of units; negative for a return.
    pub units: i32,
}

/// One order as it stands now. Sending it again with other values replaces it; its key is the source and `id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderInput {
    /// The order's id in the source.
    pub id: String,
    /// Who ordered.
    pub customer: OrderingCustomer,
    /// The day in the workspace's time zone (`2026-11-20`), or an instant with an offset (`2026-11-20T18:30:00Z`).
    pub placed_at: String,
    /// Value after discounts and returns, minor units of [`Self::currency`]; negative for a refund. Beyond 10^12 on either
    /// side of zero the order is not taken.
    pub net_minor: i64,
    /// ISO 4217 code of the value's currency; the workspace's where none is given. Another one is converted with the workspace's
    /// rate of the day that is written in `placed_at`; without such a rate the order is not taken.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = "USD"))]
    pub currency: Option<String>,
    /// What was ordered; empty where that is not known. With more than [`MAX_ORDER_LINES`] the order is not taken.
    #[serde(default)]
    pub lines: Vec<OrderedProduct>,
}

/// Body of `POST /api/orders`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderBatch {
    /// The system the numbers come from: lower-case letters, digits, `-`; not `sample`.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, pattern = "^[a-z0-9-]+$"))]
    pub data_source: String,
    /// Orders, at most [`MAX_ORDERS`].
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 500))]
    pub orders: Vec<OrderInput>,
}

/// What became of one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderOutcome {
    /// Seen for the first time.
    Created,
    /// Replaced by what was sent.
    Changed,
    /// As it was.
    Unchanged,
    /// Not taken; the others are.
    Error,
}

/// What became of one order of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderResult {
    /// The order's id.
    pub id: String,
    /// What became of it.
    pub outcome: OrderOutcome,
    /// Why it was not taken.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Answer of `POST /api/orders`, in the order sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderResults {
    /// One entry an order.
    pub results: Vec<OrderResult>,
}

/// Answer of `GET /api/customers`: customers of the newest generation by id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomerPage {
    /// Generation they are from; 0 before the first.
    pub generation: u64,
    /// Customers.
    pub customers: Vec<CustomerName>,
    /// Goes into `?cursor=` for the next page, of a later generation as well; `None` at the end.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

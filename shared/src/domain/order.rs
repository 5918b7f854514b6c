//! Orders, and the money that came back or went out after them.

use serde::{Deserialize, Serialize};

use super::{Day, ImportId, OriginalAmount};

/// What an order holds of one product.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderLine {
    /// Name or number of the product as given.
    pub product: String,
    /// Number of units; negative for a return.
    pub units: i64,
}

/// One order, its lines summed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The order's id in its data source: unique there, so importing it twice changes nothing.
    pub id: String,
    /// The day it was placed, in the workspace's time zone.
    pub day: Day,
    /// Value after returns and discounts in minor units; negative for a refund or cancellation.
    pub net_minor: i64,
    /// Number of units, for reference.
    pub units: i64,
    /// What was ordered, one entry a product in the order of their names; empty where that is not known.
    pub lines: Vec<OrderLine>,
    /// What it was in other currencies before it was converted; empty where it was not.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "super::rates::beside")]
    pub originals: Vec<OriginalAmount>,
    /// The import that last wrote it.
    pub import: ImportId,
}

/// Money given back for an order, stated apart from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refund {
    /// Its id in its data source, unique with the order's.
    pub id: String,
    /// The order it belongs to. A refund may be known before its order: it waits.
    pub order_id: String,
    /// The day it was paid, in the workspace's time zone.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2026-11-20"))]
    pub day: Day,
    /// Minor units given back, not negative.
    pub amount_minor: i64,
    /// What it was in other currencies before it was converted; empty where it was not.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "super::rates::beside")]
    pub originals: Vec<OriginalAmount>,
    /// The import that last wrote it.
    pub import: ImportId,
}

impl Refund {
    /// The id of a refund that says what was given back for an order altogether, as lists of orders do. Refunds of the
    /// same order with ids of their own are parts of it.
    pub const ALL_OF_ORDER: &'static str = "all of the order";
}

/// What serving a customer cost, for example postage, a payment's fee or a service call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cost {
    /// Its id in its data source.
    pub id: String,
    /// For what, as given.
    pub kind: String,
    /// The day it arose.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2026-11-20"))]
    pub day: Day,
    /// Minor units spent; negative where some came back.
    pub amount_minor: i64,
    /// What it was in other currencies before it was converted; empty where it was not.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "super::rates::beside")]
    pub originals: Vec<OriginalAmount>,
    /// The import that last wrote it.
    pub import: ImportId,
}

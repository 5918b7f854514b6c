//! What is looked at while scores are made, because the base does not hold it: addresses, and orders one by one.

use serde::{Deserialize, Serialize};

use crate::domain::{CustomerId, Day};

/// Most customers or pairs that are listed; counts are of all.
pub const MOST_CONCERNED: usize = 1_000;

/// Somebody a check is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConcernedPerson {
    /// Identifier.
    pub id: CustomerId,
    /// Number in the shop.
    pub number: String,
    /// Full name.
    pub name: Option<String>,
}

/// Two orders that may be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DoubledOrder {
    /// Whose order it is.
    pub customer: ConcernedPerson,
    /// Another record with the same e-mail address that has the other order; `None` where both are of one.
    pub other: Option<ConcernedPerson>,
    /// The day of both.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2026-11-20"))]
    pub day: Day,
    /// The value of each, minor units.
    pub net_minor: i64,
    /// Ids of both orders; of two records their order days are compared, which have none.
    pub orders: Option<(String, String)>,
}

/// Answer of `GET /api/base/quality`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QualityAnswer {
    /// The generation.
    pub generation: u64,
    /// Customers, each person once, also those without an order.
    pub customers: u64,
    /// Those of them without an e-mail address, neither as such nor as number.
    pub without_address: u64,
    /// The first [`MOST_CONCERNED`] of those.
    pub listed_without_address: Vec<ConcernedPerson>,
    /// Orders with a positive value.
    pub orders: u64,
    /// Orders that another one of the same person, day and value may be.
    pub doubled: u64,
    /// The first [`MOST_CONCERNED`] of those.
    pub listed_doubled: Vec<DoubledOrder>,
}

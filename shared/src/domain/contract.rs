//! A contract that runs until somebody ends it.

use serde::{Deserialize, Serialize};

use super::{Day, ImportId, OriginalAmount};

/// Why a contract ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// The customer cancelled, or whatever else was given as the reason.
    #[default]
    Cancelled,
    /// Nobody meant to end it: payments failed.
    PaymentFailed,
}

/// A contract of a customer, for example a subscription or a membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contract {
    /// Its id in its data source.
    pub id: String,
    /// Its first day, in the workspace's time zone.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2026-03-01"))]
    pub start: Day,
    /// The first day on which it is no longer active, not before the start; `None` while nobody has ended it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "2026-11-20"))]
    pub end: Option<Day>,
    /// Why it ended; of one without an end it says nothing.
    pub reason: EndReason,
    /// What it brings a month, minor units; 0 where that was not given.
    pub monthly_minor: i64,
    /// What it was in other currencies before it was converted; empty where it was not.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "super::rates::beside")]
    pub originals: Vec<OriginalAmount>,
    /// The import that last wrote it.
    pub import: ImportId,
}

//! The manifest of a generation of the base.

use serde::{Deserialize, Serialize};

use super::ScoringState;
use crate::domain::{Day, Settings};
use crate::planning::{Assessment, Summary};

/// Which part of the base a chunk belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BasePart {
    /// Fixed columns and scores.
    Customers,
    /// Transactions.
    Orders,
}

/// One immutable object in the bucket: gzip around what `shared::base` encodes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BaseChunk {
    /// Part.
    pub part: BasePart,
    /// Number within the part, from 0.
    pub number: u32,
    /// Bytes as stored.
    pub bytes: u64,
    /// Where to read it, pre-signed for some minutes; empty in the stored manifest.
    pub url: String,
}

/// One generation of the base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Manifest {
    /// Generation, counting up.
    pub generation: u64,
    /// When it was built, RFC 3339 in UTC.
    pub built_at: String,
    /// The last day with an order; `None` for an empty base.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "2026-11-20"))]
    pub as_of: Option<Day>,
    /// Settings the scores were made with.
    pub settings: Settings,
    /// Names of acquisition sources.
    pub sources: Vec<String>,
    /// What the data can say.
    pub assessment: Assessment,
    /// Figures of the board.
    pub summary: Summary,
    /// Customers of the sample shop among them.
    pub sample_customers: u32,
    /// Hash of everything stored, see `shared::domain::state_hash`.
    pub state_hash: String,
    /// Chunks of both parts, by part and number.
    pub chunks: Vec<BaseChunk>,
    /// Chunks of the attributes, see [`PartAnswer`]; none in generations of older versions.
    #[serde(default)]
    pub attribute_chunks: u32,
    /// Chunks of the contracts, see [`PartAnswer`]; none where nobody has a contract.
    #[serde(default)]
    pub contract_chunks: u32,
    /// Chunks of the referrals, see [`PartAnswer`]; none where nobody came by a recommendation.
    #[serde(default)]
    pub referral_chunks: u32,
}

/// Where the chunks of a part of the newest generation are that only some pages need: attributes, contracts or referrals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartAnswer {
    /// The generation.
    pub generation: u64,
    /// Where to read each chunk in its order, pre-signed for some minutes; empty where the generation has none.
    pub urls: Vec<String>,
}

/// Answer of `GET /api/base`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BaseAnswer {
    /// The newest generation; `None` before the first import.
    pub manifest: Option<Manifest>,
    /// Whether a newer one is on its way.
    pub scoring: ScoringState,
}

//! Erasing a customer: what goes, what stays, how far it is.

use serde::{Deserialize, Serialize};

use super::CustomerRef;
use crate::domain::CustomerId;

/// Most records that are erased at once: an address that more have is not one person's.
pub const MAX_ERASED_RECORDS: usize = 20;

/// How far an erasure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErasureState {
    /// Nobody has asked for it.
    NotAsked,
    /// It cannot be asked for; the message says why.
    NotPossible,
    /// Records, reasons and uploaded files are being removed.
    Erasing,
    /// Nothing of the person is stored any more but in the scores before, which are being made anew.
    Rebuilding,
    /// Nothing is left.
    Done,
    /// It failed; the message says what to do.
    Failed,
}

/// What goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ErasedCounts {
    /// Records of the person: merged ones and those with the same address included.
    pub records: u64,
    /// Orders, whose numbers and products go.
    pub orders: u64,
    /// Refunds, whose numbers go.
    pub refunds: u64,
    /// What serving the person cost.
    pub costs: u64,
    /// Contracts, whose numbers go.
    pub contracts: u64,
    /// Conversations, feedback and what else happened.
    pub events: u64,
    /// Consents given and withdrawn.
    pub consents: u64,
    /// Reasons of leaving, with their notes.
    pub reasons: u64,
    /// Earlier values that were kept so that imports can be taken back.
    pub earlier: u64,
    /// Imports of which uploaded pieces are still there.
    pub uploads: u64,
    /// Generations of the base that hold names.
    pub generations: u64,
}

/// What stays, and cannot be led back to the person by us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct KeptCounts {
    /// Orders as day, value and units, without a name, so that past totals stay.
    pub orders: u64,
    /// Contracts as days, monthly amount and reason of the end, likewise.
    pub contracts: u64,
    /// Their value after refunds, minor units.
    pub net_minor: i64,
    /// Hashes of numbers and addresses by which lines of later files are recognised and not stored.
    pub hashes: u64,
}

/// Answer of `GET` and `POST /api/customers/{id}/erasure`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErasureAnswer {
    /// How far it is.
    pub state: ErasureState,
    /// What goes or went.
    pub goes: ErasedCounts,
    /// What stays.
    pub stays: KeptCounts,
    /// Records that go, the customer's own first; empty once it was asked for.
    pub records: Vec<CustomerRef>,
    /// When it was asked for, RFC 3339 in UTC.
    pub asked_at: Option<String>,
    /// By whom.
    pub asked_by: Option<String>,
    /// Why it is not possible, or what to do after a failure.
    pub message: Option<String>,
}

/// Body of `POST /api/customers/{id}/erasure`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EraseCustomer {
    /// The records that were shown: if there are others by now, nothing is erased.
    pub records: Vec<CustomerId>,
}

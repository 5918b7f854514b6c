//! What members keep and change one by one, such as scenarios, goals and segments: one store and one set of routes for all of
//! them.

pub mod routes;
pub mod store;

use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::api::ProblemField;
use shared::domain::TenantId;

use crate::aws::{Change, StoreError, Table};
use crate::jobs::NotifyMessage;

/// A kind of thing that is kept.
pub trait Kept: Clone + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// What a person sends.
    type Draft: DeserializeOwned + Send + 'static;
    /// A page of them as it is answered.
    type List: Serialize;

    /// Its name in the sort key and to people.
    const KIND: &'static str;
    /// The name of several.
    const KINDS: &'static str;
    /// How many a workspace keeps.
    const MOST: usize;
    /// Whether lists begin with the newest.
    const NEWEST_FIRST: bool;

    /// All that is wrong with a draft.
    fn faults(draft: &Self::Draft) -> Vec<ProblemField>;

    /// What is kept of a draft without faults, in the place of what was there before.
    fn new(draft: Self::Draft, stamp: Stamp, before: Option<&Self>) -> Self;

    /// Identifier, ascending with time.
    fn id(&self) -> &str;

    /// Version, from 1.
    fn version(&self) -> u64;

    /// Who saved it last.
    fn saved_by(&self) -> &str;

    /// A page of them.
    fn list(page: Vec<Self>, next_cursor: Option<String>) -> Self::List;

    /// What is written together with it.
    fn written_beside(&self, _tenant: &TenantId) -> Vec<Change> {
        Vec::new()
    }

    /// What is removed together with it.
    fn removed_beside(&self, _tenant: &TenantId) -> Vec<Change> {
        Vec::new()
    }

    /// What endpoints are told when it is saved.
    fn told_when_saved(&self, _tenant: &TenantId) -> Option<NotifyMessage> {
        None
    }

    /// What endpoints are told when it is removed at a time, RFC 3339 in UTC.
    fn told_when_removed(&self, _tenant: &TenantId, _at: String) -> Option<NotifyMessage> {
        None
    }

    /// What uses it, each in words: as long as there is something, it is not removed.
    fn uses(&self, _table: &Table, _tenant: &TenantId) -> impl Future<Output = Result<Vec<String>, StoreError>> + Send {
        async { Ok(Vec::new()) }
    }
}

/// What the server says of a thing when it is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its id, a UUID of version 7.
    pub id: String,
    /// Its version.
    pub version: u64,
    /// When, RFC 3339 in UTC.
    pub saved_at: String,
    /// By whom.
    pub saved_by: String,
}

//! Saved segments as they are kept, and each version beside its segment: `tenant#<id>` / `segment-version#<id>#<version>`.

use shared::api::{
    ChangedSegment, EndpointEvent, MAX_SEGMENT_VERSIONS, MAX_SEGMENTS, ProblemField, SavedScenario, SavedSegment,
    SegmentDraft, SegmentList,
};
use shared::domain::TenantId;
use shared::planning::Scope;

use crate::aws::{Change, Key, StoreError, Table};
use crate::endpoints;
use crate::jobs::NotifyMessage;
use crate::kept::{Kept, Stamp, store};

fn versions_prefix(id: &str) -> String {
    format!("segment-version#{id}#")
}

fn version_key(tenant: &TenantId, id: &str, version: u64) -> Key {
    Key::new(store::partition(tenant), format!("{}{version:010}", versions_prefix(id)))
}

/// All versions of one that are kept, the newest first.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn versions(table: &Table, tenant: &TenantId, id: &str) -> Result<Vec<SavedSegment>, StoreError> {
    store::below(table, tenant, versions_prefix(id)).await
}

fn told(saved: &SavedSegment, tenant: &TenantId, event: EndpointEvent, at: String) -> NotifyMessage {
    let (segment, version) = (saved.id.clone(), saved.version());
    let which = format!("{segment} {version}");
    endpoints::told(tenant, event, &which, at, ChangedSegment { segment, version })
}

impl Kept for SavedSegment {
    type Draft = SegmentDraft;
    type List = SegmentList;

    const KIND: &'static str = "segment";
    const KINDS: &'static str = "segments";
    const MOST: usize = MAX_SEGMENTS;
    const NEWEST_FIRST: bool = true;

    fn faults(draft: &SegmentDraft) -> Vec<ProblemField> {
        draft.faults()
    }

    fn new(draft: SegmentDraft, stamp: Stamp, before: Option<&Self>) -> Self {
        let Stamp { id, version, saved_at, saved_by } = stamp;
        let (name, comment) = (draft.name.trim().to_owned(), draft.comment.trim().to_owned());
        let owner = before.map_or(&saved_by, |before| &before.owner).clone();
        Self { id, draft: SegmentDraft { name, comment, version, ..draft }, owner, saved_at, saved_by }
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn version(&self) -> u64 {
        self.draft.version
    }

    fn saved_by(&self) -> &str {
        &self.saved_by
    }

    fn list(segments: Vec<Self>, next_cursor: Option<String>) -> SegmentList {
        SegmentList { segments, next_cursor }
    }

    fn written_beside(&self, tenant: &TenantId) -> Vec<Change> {
        let version = self.version();
        let mut changes = vec![Change::Put(store::encode(version_key(tenant, &self.id, version), self), None)];
        if version > MAX_SEGMENT_VERSIONS {
            changes.push(Change::Delete(version_key(tenant, &self.id, version - MAX_SEGMENT_VERSIONS), None));
        }
        changes
    }

    fn removed_beside(&self, tenant: &TenantId) -> Vec<Change> {
        let newest = self.version();
        let oldest = newest.saturating_sub(MAX_SEGMENT_VERSIONS) + 1;
        (oldest..=newest).map(|version| Change::Delete(version_key(tenant, &self.id, version), None)).collect()
    }

    fn told_when_saved(&self, tenant: &TenantId) -> Option<NotifyMessage> {
        Some(told(self, tenant, EndpointEvent::SegmentSaved, self.saved_at.clone()))
    }

    fn told_when_removed(&self, tenant: &TenantId, at: String) -> Option<NotifyMessage> {
        Some(told(self, tenant, EndpointEvent::SegmentRemoved, at))
    }

    /// Whatever comes to use segments is asked here.
    async fn uses(&self, table: &Table, tenant: &TenantId) -> Result<Vec<String>, StoreError> {
        let is_of = |scope: &Scope| matches!(scope, Scope::Segment { id: Some(used), .. } if *used == self.id);
        let scenarios = store::list::<SavedScenario>(table, tenant).await?;
        let using = scenarios.into_iter().filter(|saved| is_of(&saved.draft.scenario.scope));
        Ok(using.map(|saved| format!("the scenario \"{}\" of {}", saved.draft.name, saved.saved_by)).collect())
    }
}

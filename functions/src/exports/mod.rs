//! All data out: asked for by who may, written by a job into files that an import reads back exactly, kept for a day, and
//! listed with who took them for as long as the workspace lives.

mod audit;
mod files;
mod job;
pub mod routes;
mod store;

pub use audit::note_list;
pub use job::{Job, SLICE_BYTES, run};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use shared::api::{DataExport, EXPORT_HOURS, ExportContent, ExportFile, ExportState};
use shared::domain::{PARTITIONS, TenantId};
use shared::ingest::ImportKind;

use crate::aws::{Services, StoreError};

/// Why the files of an export are gone.
const ERASED: &str =
    "The files were removed because a customer was erased. Export again: the new files are without them.";

/// An export as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    id: String,
    content: ExportContent,
    state: ExportState,
    asked_at: String,
    asked_by: String,
    ended_at: Option<String>,
    message: Option<String>,
    /// Partitions that are read, of the present slice too.
    seen: u16,
    /// The partition where the next slice begins.
    next: u16,
    customers: u64,
    records: u64,
    files: Vec<WrittenFile>,
}

/// A file as far as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
struct WrittenFile {
    kind: ImportKind,
    data_source: String,
    records: u64,
    bytes: u64,
    /// Keys of its parts behind the export's own prefix.
    parts: Vec<String>,
}

impl Export {
    /// The answer at a time, without addresses.
    fn answer(&self, now: Timestamp) -> DataExport {
        let is_over =
            self.content == ExportContent::AllData && self.state == ExportState::Done && self.has_expired(now);
        let is_done = self.state == ExportState::Done;
        DataExport {
            id: self.id.clone(),
            content: self.content,
            state: if is_over { ExportState::Expired } else { self.state },
            asked_at: self.asked_at.clone(),
            asked_by: self.asked_by.clone(),
            ended_at: self.ended_at.clone(),
            percent: if is_done { 100 } else { (self.seen.min(PARTITIONS) * 100 / PARTITIONS) as u8 },
            customers: self.customers,
            records: self.records,
            files: if is_done { self.files.iter().map(WrittenFile::answer).collect() } else { Vec::new() },
            message: self.message.clone(),
        }
    }

    fn has_expired(&self, now: Timestamp) -> bool {
        let ended = self.ended_at.as_deref().and_then(|text| text.parse::<Timestamp>().ok());
        ended.is_none_or(|ended| now.duration_since(ended) >= SignedDuration::from_hours(EXPORT_HOURS))
    }
}

impl WrittenFile {
    fn answer(&self) -> ExportFile {
        ExportFile {
            name: self.name(),
            kind: self.kind,
            data_source: self.data_source.clone(),
            records: self.records,
            bytes: self.bytes,
            urls: Vec::new(),
        }
    }

    /// The name it is saved under: data sources are letters, digits and hyphens.
    fn name(&self) -> String {
        let kind = match self.kind {
            ImportKind::Orders => "orders",
            ImportKind::Customers => "customers",
            ImportKind::Refunds => "refunds",
            ImportKind::Costs => "costs",
            ImportKind::Events => "events",
            ImportKind::Consents => "consents",
            ImportKind::Contracts => "contracts",
            ImportKind::Merges => "merges",
            ImportKind::Suppressions => "suppressions",
        };
        match self.data_source.as_str() {
            "" => format!("holdfast-{kind}.csv"),
            source => format!("holdfast-{source}-{kind}.csv"),
        }
    }
}

/// What all objects of a workspace's exports begin with.
fn exported_objects(tenant: &TenantId) -> String {
    format!("exports/{tenant}/")
}

/// What all objects of an export begin with.
fn objects_of(tenant: &TenantId, export: &str) -> String {
    format!("{}{export}/", exported_objects(tenant))
}

/// Removes the files of all exports, those that are being written included: somebody in them was erased. Safe to repeat.
///
/// # Errors
/// When table or bucket fails.
pub(crate) async fn remove_all(services: &Services, tenant: &TenantId) -> Result<(), StoreError> {
    for export in store::all(&services.workspaces, tenant).await? {
        if export.content == ExportContent::AllData {
            store::remove(&services.workspaces, tenant, &export.id, ERASED, services.now()).await?;
        }
    }
    let keys = services.objects.keys(&exported_objects(tenant)).await?;
    services.objects.delete(&keys).await
}

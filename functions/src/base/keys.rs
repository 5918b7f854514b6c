//! Names of objects in the bucket: generated, plain ASCII, below 120 bytes.

use shared::api::ChunkPlace;
use shared::domain::{ImportId, TenantId};

/// What an object of a generation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectKind {
    /// Fixed columns and scores.
    Customers,
    /// Transactions.
    Orders,
    /// Who the rows are.
    Identities,
    /// A block of the search index.
    Search,
    /// First terms of the search index's blocks.
    SearchRoot,
    /// Products and other attributes.
    Attributes,
    /// Contracts.
    Contracts,
    /// Who recommended the shop to whom.
    Referrals,
    /// Customers without an address and orders that may be one.
    Quality,
}

/// An object of a generation.
#[must_use]
pub fn object(tenant: &TenantId, generation: u64, kind: ObjectKind, number: u32) -> String {
    let of = |folder: &str| format!("{}{generation}/{folder}/{number}", workspace_objects(tenant));
    match kind {
        ObjectKind::Customers => of("customers"),
        ObjectKind::Orders => of("orders"),
        ObjectKind::Identities => of("identities"),
        ObjectKind::Search => of("search"),
        ObjectKind::Attributes => of("attributes"),
        ObjectKind::Contracts => of("contracts"),
        ObjectKind::Referrals => of("referrals"),
        ObjectKind::Quality => of("quality"),
        ObjectKind::SearchRoot => format!("{}{generation}/search/root", workspace_objects(tenant)),
    }
}

/// What all objects of a workspace's generations begin with.
#[must_use]
pub fn workspace_objects(tenant: &TenantId) -> String {
    format!("base/{tenant}/")
}

/// The generation of an object of a workspace.
#[must_use]
pub fn generation_of(tenant: &TenantId, key: &str) -> Option<u64> {
    key.strip_prefix(&workspace_objects(tenant))?.split('/').next()?.parse().ok()
}

/// An uploaded chunk of an import.
#[must_use]
pub fn import_chunk(tenant: &TenantId, import: &ImportId, bucket: u16, number: u16) -> String {
    format!("{}{bucket}/{number}", import_objects(tenant, import))
}

/// What all uploaded chunks of an import begin with.
#[must_use]
pub fn import_objects(tenant: &TenantId, import: &ImportId) -> String {
    format!("{}{import}/", uploaded_objects(tenant))
}

/// What all uploaded chunks of a workspace begin with.
#[must_use]
pub fn uploaded_objects(tenant: &TenantId) -> String {
    format!("imports/{tenant}/")
}

/// The import of an uploaded chunk by its key.
#[must_use]
pub fn import_of(tenant: &TenantId, key: &str) -> Option<ImportId> {
    let (import, _) = key.strip_prefix(&uploaded_objects(tenant))?.split_once('/')?;
    Some(ImportId(import.to_owned()))
}

/// The place of an uploaded chunk by its key.
#[must_use]
pub fn chunk_of_import(key: &str) -> Option<ChunkPlace> {
    let mut parts = key.rsplit('/');
    let (number, bucket) = (parts.next()?, parts.next()?);
    Some(ChunkPlace { bucket: bucket.parse().ok()?, number: number.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use shared::domain::TenantId;

    use super::{ObjectKind, generation_of, object};

    #[test]
    fn a_name_says_its_workspace_and_generation() {
        let tenant = TenantId("maple-finch".into());
        let key = object(&tenant, 12, ObjectKind::Identities, 3);
        assert_eq!(key, "base/maple-finch/12/identities/3");
        assert_eq!(generation_of(&tenant, &key), Some(12));
        assert_eq!(generation_of(&TenantId("maple".into()), &key), None);
    }
}

//! Uploaded pieces of files: those of imports that have ended go, out of the others the lines of the person go.

use std::collections::{BTreeMap, BTreeSet};

use shared::api::ImportState;
use shared::domain::{CustomerId, ImportId, TenantId};
use shared::ingest::{decode_rows, encode_rows};

use super::addresses::ErasedAddresses;
use crate::aws::limits::{CHUNK_BYTES, CHUNK_UNPACKED_BYTES};
use crate::aws::{Services, StoreError};
use crate::base::{import_of, pack, unpack, uploaded_objects};
use crate::imports::{self, Import};

/// Keys of uploaded pieces by import.
pub(super) async fn by_import(
    services: &Services,
    tenant: &TenantId,
) -> Result<BTreeMap<ImportId, Vec<String>>, StoreError> {
    let mut found: BTreeMap<ImportId, Vec<String>> = BTreeMap::new();
    for key in services.objects.keys(&uploaded_objects(tenant)).await? {
        if let Some(import) = import_of(tenant, &key) {
            found.entry(import).or_default().push(key);
        }
    }
    Ok(found)
}

/// Removes the lines of the person from all pieces. Safe to repeat.
pub(super) async fn clean(
    services: &Services,
    tenant: &TenantId,
    ids: &BTreeSet<CustomerId>,
    erased: &ErasedAddresses,
) -> Result<(), StoreError> {
    for (id, keys) in by_import(services, tenant).await? {
        match imports::store::read(&services.workspaces, tenant, &id).await?.filter(is_needed) {
            None => services.objects.delete(&keys).await?,
            Some(import) => {
                for key in keys {
                    clean_piece(services, tenant, &import, key, ids, erased).await?;
                }
            }
        }
    }
    Ok(())
}

/// Whether a job may still read the pieces. What was written is known to the customers' records, also for undo.
fn is_needed(import: &Import) -> bool {
    matches!(
        import.state,
        ImportState::Uploading | ImportState::Comparing | ImportState::Compared | ImportState::Writing
    )
}

async fn clean_piece(
    services: &Services,
    tenant: &TenantId,
    import: &Import,
    key: String,
    ids: &BTreeSet<CustomerId>,
    erased: &ErasedAddresses,
) -> Result<(), StoreError> {
    let objects = &services.objects;
    let packed = match objects.get(&key, CHUNK_BYTES).await {
        Ok(Some(packed)) => packed,
        Ok(None) => return Ok(()),
        Err(StoreError::TooLarge { .. }) => return objects.delete(&[key]).await,
        Err(error) => return Err(error),
    };
    // What no job could read either may hold anything.
    let rows = unpack(&packed, CHUNK_UNPACKED_BYTES).ok().and_then(|bytes| decode_rows(&bytes).ok());
    let Some(mut rows) = rows else { return objects.delete(&[key]).await };
    let all = rows.len();
    rows.retain(|row| {
        let is_of_person = ids.contains(&row.customer_key(&import.request.data_source).id());
        !is_of_person && !erased.names(tenant, std::slice::from_ref(row))
    });
    if rows.len() == all { Ok(()) } else { objects.put(&key, pack(&encode_rows(&rows))).await }
}

//! Objects of generations, read once. They never change under their name, so nothing here gets old.

use std::sync::{Arc, Mutex};

use shared::api::{BasePart, IdentityRow, Manifest, decode_identities};
use shared::base::{Base, BaseReader};
use shared::domain::TenantId;
use shared::planning::{Scope, WhatIf};

use super::recent::Recent;
use super::{ObjectKind, object, unpack};
use crate::aws::limits::BASE_OBJECT_UNPACKED_BYTES;
use crate::aws::{Objects, StoreError};
use crate::customers::search_index;

/// Identity chunks kept: 128 of 512 rows each.
const IDENTITY_CHUNKS: usize = 128;
/// Search blocks kept.
const SEARCH_BLOCKS: usize = 128;
/// Prepared what-ifs kept: 1M customers take about 100 MB.
const WHAT_IFS: usize = 2;
/// Whole bases kept: 1M customers take about 170 MB.
const BASES: usize = 1;

/// What was read of generations before.
#[derive(Debug)]
pub struct GenerationCache {
    identities: Recent<Vec<IdentityRow>>,
    search: Recent<Vec<search_index::Term>>,
    what_ifs: Recent<Option<Mutex<WhatIf>>>,
    bases: Recent<Base>,
}

impl Default for GenerationCache {
    fn default() -> Self {
        Self {
            identities: Recent::new(IDENTITY_CHUNKS),
            search: Recent::new(SEARCH_BLOCKS),
            what_ifs: Recent::new(WHAT_IFS),
            bases: Recent::new(BASES),
        }
    }
}

impl GenerationCache {
    /// One identity chunk.
    ///
    /// # Errors
    /// When the bucket fails or holds something else.
    pub async fn identities(
        &self,
        objects: &Objects,
        tenant: &TenantId,
        generation: u64,
        number: u32,
    ) -> Result<Arc<Vec<IdentityRow>>, StoreError> {
        let key = object(tenant, generation, ObjectKind::Identities, number);
        if let Some(rows) = self.identities.get(&key) {
            return Ok(rows);
        }
        let bytes = read_object(objects, &key).await?;
        let rows =
            Arc::new(decode_identities(&bytes).map_err(|error| StoreError::unreadable("identity chunk", error))?);
        self.identities.insert(key, Arc::clone(&rows));
        Ok(rows)
    }

    /// One block of the search index; its root has `None` as number.
    ///
    /// # Errors
    /// When the bucket fails or holds something else.
    pub async fn search(
        &self,
        objects: &Objects,
        tenant: &TenantId,
        generation: u64,
        number: Option<u32>,
    ) -> Result<Arc<Vec<search_index::Term>>, StoreError> {
        let key = match number {
            None => object(tenant, generation, ObjectKind::SearchRoot, 0),
            Some(number) => object(tenant, generation, ObjectKind::Search, number),
        };
        if let Some(terms) = self.search.get(&key) {
            return Ok(terms);
        }
        let bytes = read_object(objects, &key).await?;
        let terms =
            Arc::new(search_index::decode(&bytes).map_err(|error| StoreError::unreadable("search block", error))?);
        self.search.insert(key, Arc::clone(&terms));
        Ok(terms)
    }

    /// The what-if of some of a generation's customers; holds `None` where the verdict is to rank by lateness.
    ///
    /// # Errors
    /// When the bucket fails or holds something else.
    pub async fn what_if(
        &self,
        objects: &Objects,
        tenant: &TenantId,
        manifest: &Manifest,
        scope: &Scope,
    ) -> Result<Arc<Option<Mutex<WhatIf>>>, StoreError> {
        let key = format!("{tenant}/{}/{scope:?}", manifest.generation);
        if let Some(what_if) = self.what_ifs.get(&key) {
            return Ok(what_if);
        }
        let base = read_base(objects, tenant, manifest, &[BasePart::Customers]).await?;
        let what_if = Arc::new(WhatIf::of_scope(&base, &manifest.assessment, scope).map(Mutex::new));
        self.what_ifs.insert(key, Arc::clone(&what_if));
        Ok(what_if)
    }

    /// The base of a generation with its orders.
    ///
    /// # Errors
    /// When the bucket fails or holds something else.
    pub async fn whole_base(
        &self,
        objects: &Objects,
        tenant: &TenantId,
        manifest: &Manifest,
    ) -> Result<Arc<Base>, StoreError> {
        let key = format!("{tenant}/{}", manifest.generation);
        if let Some(base) = self.bases.get(&key) {
            return Ok(base);
        }
        let base = Arc::new(read_base(objects, tenant, manifest, &[BasePart::Customers, BasePart::Orders]).await?);
        self.bases.insert(key, Arc::clone(&base));
        Ok(base)
    }
}

async fn read_base(
    objects: &Objects,
    tenant: &TenantId,
    manifest: &Manifest,
    parts: &[BasePart],
) -> Result<Base, StoreError> {
    let mut reader = BaseReader::new(manifest.as_of, manifest.sources.clone());
    let transactions = if parts.contains(&BasePart::Orders) { manifest.summary.transactions } else { 0 };
    reader.reserve(manifest.summary.customers as usize, usize::try_from(transactions).unwrap_or_default());
    for chunk in manifest.chunks.iter().filter(|chunk| parts.contains(&chunk.part)) {
        let kind = match chunk.part {
            BasePart::Customers => ObjectKind::Customers,
            BasePart::Orders => ObjectKind::Orders,
        };
        let bytes = read_object(objects, &object(tenant, manifest.generation, kind, chunk.number)).await?;
        let pushed = match chunk.part {
            BasePart::Customers => reader.push_customers(&bytes),
            BasePart::Orders => reader.push_orders(&bytes),
        };
        pushed.map_err(|error| StoreError::unreadable("base chunk", error))?;
    }
    Ok(reader.finish())
}

async fn read_object(objects: &Objects, key: &str) -> Result<Vec<u8>, StoreError> {
    let stored = objects.get(key, BASE_OBJECT_UNPACKED_BYTES).await?;
    let stored = stored.ok_or_else(|| StoreError::unreadable("object of the base", "it is not there"))?;
    unpack(&stored, BASE_OBJECT_UNPACKED_BYTES).map_err(|error| StoreError::unreadable("object of the base", error))
}

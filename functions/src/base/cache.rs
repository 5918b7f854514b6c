//! Objects of generations, read once. They never change under their name, so nothing here gets old.

use std::sync::{Arc, Mutex};

use shared::api::{BasePart, IdentityRow, Manifest, decode_identities};
use shared::base::{AttributesReader, Base, BaseReader};
use shared::domain::{CustomerId, TenantId};
use shared::planning::{Scope, WhatIf};
use shared::segments::{Definition, Derived, Needs, RuleFault, SegmentFigures, figures, members, members_hash};

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
/// Evaluated segments kept: 1M members take 8 MB.
const SEGMENTS: usize = 4;

/// What was read of generations before.
#[derive(Debug)]
pub struct GenerationCache {
    identities: Recent<Vec<IdentityRow>>,
    search: Recent<Vec<search_index::Term>>,
    what_ifs: Recent<Option<Mutex<WhatIf>>>,
    bases: Recent<Base>,
    segments: Recent<Evaluated>,
}

/// A rule over one generation.
#[derive(Debug)]
pub struct Evaluated {
    /// Size and worth.
    pub figures: SegmentFigures,
    /// Who they are, see [`members_hash`].
    pub members_hash: String,
    /// Members, ascending.
    pub ids: Vec<CustomerId>,
}

/// Why a rule was not evaluated.
#[derive(Debug, thiserror::Error)]
pub enum NotEvaluated {
    /// It asks for what the generation does not hold.
    #[error(transparent)]
    Fault(#[from] RuleFault),
    /// The bucket failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Default for GenerationCache {
    fn default() -> Self {
        Self {
            identities: Recent::new(IDENTITY_CHUNKS),
            search: Recent::new(SEARCH_BLOCKS),
            what_ifs: Recent::new(WHAT_IFS),
            bases: Recent::new(BASES),
            segments: Recent::new(SEGMENTS),
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
    ) -> Result<Arc<Option<Mutex<WhatIf>>>, NotEvaluated> {
        let key = format!("{tenant}/{}/{scope:?}", manifest.generation);
        if let Some(what_if) = self.what_ifs.get(&key) {
            return Ok(what_if);
        }
        let base = needed_base(objects, tenant, manifest, scope.needs()).await?;
        scope.check_with(&base)?;
        let what_if = Arc::new(WhatIf::of_scope(&base, &manifest.assessment, scope).map(Mutex::new));
        self.what_ifs.insert(key, Arc::clone(&what_if));
        Ok(what_if)
    }

    /// A rule over a generation.
    ///
    /// # Errors
    /// When the rule asks for what the generation does not hold, or the bucket fails.
    pub async fn segment(
        &self,
        objects: &Objects,
        tenant: &TenantId,
        manifest: &Manifest,
        definition: Definition,
    ) -> Result<Arc<Evaluated>, NotEvaluated> {
        let rule = serde_json::to_string(&definition).expect("a checked rule is plain data");
        let key = format!("{tenant}/{}/{rule}", manifest.generation);
        if let Some(evaluated) = self.segments.get(&key) {
            return Ok(evaluated);
        }
        let base = needed_base(objects, tenant, manifest, Needs::of(&definition.rule)).await?;
        let evaluate = move || {
            let members = members(&definition.rule, &base, &Derived::default())?;
            let ids = members.iter().map(|row| base.customers.id[row as usize]).collect();
            let members_hash = members_hash(&members, &base.customers);
            Ok::<_, RuleFault>(Evaluated { figures: figures(&members, &base.customers), members_hash, ids })
        };
        let evaluated = tokio::task::spawn_blocking(evaluate)
            .await
            .map_err(|error| StoreError::unreadable("base", format!("evaluating a rule panicked: {error}")))?;
        let evaluated = Arc::new(evaluated?);
        self.segments.insert(key, Arc::clone(&evaluated));
        Ok(evaluated)
    }

    /// The base of a generation with its orders, and with what else is needed.
    ///
    /// # Errors
    /// When the bucket fails or holds something else.
    pub async fn whole_base(
        &self,
        objects: &Objects,
        tenant: &TenantId,
        manifest: &Manifest,
        needs: Needs,
    ) -> Result<Arc<Base>, StoreError> {
        let needs = Needs { orders: true, ..needs };
        let key = format!("{tenant}/{}/{}", manifest.generation, needs.attributes);
        if let Some(base) = self.bases.get(&key) {
            return Ok(base);
        }
        let base = Arc::new(needed_base(objects, tenant, manifest, needs).await?);
        self.bases.insert(key, Arc::clone(&base));
        Ok(base)
    }
}

/// The customers of a generation with the other parts that are needed.
async fn needed_base(
    objects: &Objects,
    tenant: &TenantId,
    manifest: &Manifest,
    needs: Needs,
) -> Result<Base, StoreError> {
    let parts: &[BasePart] =
        if needs.orders { &[BasePart::Customers, BasePart::Orders] } else { &[BasePart::Customers] };
    let mut base = read_base(objects, tenant, manifest, parts).await?;
    if needs.attributes && manifest.attribute_chunks > 0 {
        let mut reader = AttributesReader::new(base.customers.len());
        for number in 0..manifest.attribute_chunks {
            let key = object(tenant, manifest.generation, ObjectKind::Attributes, number);
            let pushed = reader.push(&read_object(objects, &key).await?);
            pushed.map_err(|error| StoreError::unreadable("chunk of attributes", error))?;
        }
        let read = reader.finish();
        base.attributes = Some(read.map_err(|error| StoreError::unreadable("chunk of attributes", error))?);
    }
    Ok(base)
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

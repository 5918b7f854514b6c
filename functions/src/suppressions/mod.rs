//! Addresses that must not be written to, whoever they belong to now or later: kept as hashes, never taken back.

mod store;

use std::collections::BTreeMap;

use futures::{StreamExt, TryStreamExt};
use sha2::{Digest, Sha256};
use shared::domain::{Channel, ConsentRecord, ConsentStatus, CustomerHistory, CustomerKey, Purpose, TenantId};
use shared::ingest::{MergeCounts, Row};

use crate::aws::limits::CONCURRENT_REQUESTS;
use crate::aws::{Services, StoreError, Table};

/// Source of the consent that a suppression withdraws.
const SOURCE: &str = "suppression-list";

/// All suppressed addresses of a workspace: hash → since when, in seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suppressions(BTreeMap<String, i64>);

impl Suppressions {
    /// All of a workspace.
    ///
    /// # Errors
    /// When the table fails.
    pub async fn read(table: &Table, tenant: &TenantId) -> Result<Self, StoreError> {
        Ok(Self(store::all(table, tenant).await?.into_iter().collect()))
    }

    /// Those that concern one customer.
    ///
    /// # Errors
    /// When the table fails.
    pub async fn of(table: &Table, tenant: &TenantId, customer: &CustomerHistory) -> Result<Self, StoreError> {
        let Some(email) = &customer.identity.email else { return Ok(Self::default()) };
        let hash = hash(tenant, email);
        let since = store::since(table, tenant, &hash).await?;
        Ok(Self(since.map(|since| (hash, since)).into_iter().collect()))
    }

    /// The address of a customer, as given, and since when it is suppressed, where it is.
    #[must_use]
    pub fn since<'a>(&self, tenant: &TenantId, customer: &'a CustomerHistory) -> Option<(&'a str, i64)> {
        let email = customer.identity.email.as_deref().filter(|_| !self.0.is_empty())?;
        self.0.get(&hash(tenant, email)).map(|since| (email, *since))
    }

    /// Withdraws the consent of a customer whose address is among them.
    pub fn apply(&self, tenant: &TenantId, customer: &mut CustomerHistory) {
        if let Some((_, at)) = self.since(tenant, customer) {
            customer.consents.state(ConsentRecord {
                purpose: Purpose::Marketing,
                channel: Channel::Email,
                status: ConsentStatus::Withdrawn,
                at,
                source: SOURCE.to_owned(),
                wording: None,
            });
        }
    }
}

/// Adds the addresses of rows.
///
/// # Errors
/// When the table fails.
pub async fn add(
    services: &Services,
    tenant: &TenantId,
    customers: impl Iterator<Item = (CustomerKey, Vec<Row>)>,
) -> Result<MergeCounts, StoreError> {
    let stated = customers.map(|(key, rows)| {
        // The newest withdrawal counts, as in every consent.
        let since = rows.iter().map(|row| row.at().seconds()).max().unwrap_or_default();
        (hash(tenant, &key.number), since)
    });
    futures::stream::iter(stated.collect::<Vec<_>>())
        .map(|(hash, since)| async move { store::put(&services.workspaces, tenant, &hash, since).await })
        .buffer_unordered(CONCURRENT_REQUESTS)
        .try_fold(MergeCounts::default(), async |mut counts, is_new| {
            counts.facts_new += u64::from(is_new);
            counts.facts_unchanged += u64::from(!is_new);
            Ok(counts)
        })
        .await
}

/// SHA-256 of workspace and address in lower case, so that an address that was erased can still be told.
pub(crate) fn hash(tenant: &TenantId, email: &str) -> String {
    let mut hash = Sha256::new();
    hash.update((tenant.0.len() as u64).to_le_bytes());
    hash.update(&tenant.0);
    hash.update(email.trim().to_lowercase());
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

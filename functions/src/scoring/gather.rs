//! All customers of a workspace, each as one person, while they are read.

use std::collections::BTreeMap;
use std::pin::pin;

use futures::future::ready;
use futures::{Stream, StreamExt, TryStreamExt};
use shared::api::IdentityRow;
use shared::base::BaseBuilder;
use shared::domain::{CustomerHistory, CustomerId, PARTITIONS, StateHash, TenantId};
use shared::quality::RecordChecks;
use tokio::sync::mpsc;

use super::identities::Identities;
use crate::aws::{Services, StoreError};
use crate::customers::store::{self as customers, StoredCustomer};
use crate::suppressions::Suppressions;

/// Partitions read at once; they are used in order.
const PARTITIONS_AT_ONCE: usize = 3;

/// Pages of a partition that may wait in memory until it is their turn: 1 MB of the table each.
const PAGES_AHEAD: usize = 2;

/// What a generation is made of.
#[derive(Default)]
pub(super) struct Gathered {
    /// The base, without what the customers are called.
    pub(super) builder: BaseBuilder,
    /// What whole records show.
    pub(super) checks: RecordChecks,
    /// What the customers of its rows are called.
    pub(super) identities: Identities,
    /// Customers without a row included.
    customers: u64,
    /// Of everything stored.
    pub(super) state_hash: String,
}

impl Gathered {
    /// Whether nobody is known.
    #[must_use]
    pub(super) fn is_empty(&self) -> bool {
        self.customers == 0
    }

    fn push(&mut self, history: CustomerHistory) {
        self.customers += 1;
        self.checks.add(&history);
        if self.builder.push(&history) {
            self.identities.push(&IdentityRow {
                id: history.key.id(),
                number: history.key.number,
                name: history.identity.name,
                email: history.identity.email,
            });
        }
    }
}

/// Reads a workspace.
///
/// # Errors
/// When a table fails or holds something else.
pub(super) async fn gather(services: &Services, tenant: &TenantId) -> Result<Gathered, StoreError> {
    let mut gathering = Gathering::default();
    let suppressions = Suppressions::read(&services.workspaces, tenant).await?;
    let partitions = futures::stream::iter(0..PARTITIONS).map(|number| ready(ahead(services, tenant, number)));
    let mut pages = pin!(partitions.buffered(PARTITIONS_AT_ONCE).flatten());
    while let Some(page) = pages.try_next().await? {
        for StoredCustomer { mut history, .. } in page {
            suppressions.apply(tenant, &mut history);
            gathering.add(history);
        }
    }
    Ok(gathering.finish())
}

/// Pages of a partition, of which the first are read before they are asked for.
fn ahead(
    services: &Services,
    tenant: &TenantId,
    number: u16,
) -> impl Stream<Item = Result<Vec<StoredCustomer>, StoreError>> + use<> {
    let (table, tenant) = (services.customers.clone(), tenant.clone());
    let (sender, receiver) = mpsc::channel(PAGES_AHEAD);
    tokio::spawn(async move {
        let mut pages = pin!(customers::pages(&table, &tenant, number));
        while let Some(page) = pages.next().await {
            if sender.send(page).await.is_err() {
                break;
            }
        }
    });
    futures::stream::unfold(receiver, async |mut receiver| receiver.recv().await.map(|page| (page, receiver)))
}

/// Takes customers in ascending order of their ids, each as one person: those merged into another wait for them.
#[derive(Default)]
struct Gathering {
    gathered: Gathered,
    hash: StateHash,
    survivors: Vec<CustomerHistory>,
    merged: BTreeMap<CustomerId, Vec<CustomerHistory>>,
}

impl Gathering {
    /// Adds the next customer.
    fn add(&mut self, history: CustomerHistory) {
        self.hash.add(&history);
        match history.merged_into {
            Some(survivor) => self.merged.entry(survivor).or_default().push(history),
            None if history.stands_for.is_empty() => self.gathered.push(history),
            None => self.survivors.push(history),
        }
    }

    /// All of them.
    #[must_use]
    fn finish(mut self) -> Gathered {
        for survivor in self.survivors {
            let others = self.merged.remove(&survivor.key.id()).unwrap_or_default();
            self.gathered.push(survivor.together(others));
        }
        // One whose survivor is gone stands for themselves.
        for history in self.merged.into_values().flatten() {
            self.gathered.push(history);
        }
        self.gathered.identities.sort();
        Gathered { state_hash: self.hash.finish(), ..self.gathered }
    }
}

//! Orders written to their customers, one conditional write a customer, and what became of each.

use std::collections::BTreeMap;

use futures::{StreamExt, TryStreamExt};
use jiff::tz::TimeZone;
use shared::api::{OrderInput, OrderOutcome, OrderResult};
use shared::domain::{CustomerHistory, CustomerId, CustomerKey, ImportId, Order, Origin, TenantId};
use shared::ingest::{Row, merge};

use super::{batch_import, read};
use crate::aws::limits::CONCURRENT_REQUESTS;
use crate::aws::{Services, StoreError};
use crate::customers::store::{self as customers, Place};
use crate::erasures::{self, ErasedAddresses};
use crate::{rates, scoring, settings};

/// How often one customer is merged anew because another writer was in between.
const TRIES: u32 = 10;

/// What became of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// One entry an order, in the order sent.
    pub results: Vec<OrderResult>,
    /// Whether anything was written.
    pub changed: bool,
}

/// A customer's part of a batch: positions in it, and the rows.
#[derive(Default)]
struct Part {
    orders: Vec<(usize, String)>,
    rows: Vec<Row>,
}

/// Takes orders of a source: writes those that are in order, says of each what became of it, and asks for scores if anything
/// is new. An order that stands twice in a batch is refused the second time.
///
/// # Errors
/// When a store fails. Orders written before stay, and sending the batch again changes nothing of them.
pub async fn take(
    services: &Services,
    tenant: &TenantId,
    source: &str,
    orders: &[OrderInput],
) -> Result<Outcome, StoreError> {
    let settings = settings::store::read(&services.workspaces, tenant).await?;
    let reporting = rates::reporting_in(&services.workspaces, tenant, settings.currency, orders).await?;
    let zone = settings::time_zone(&settings.time_zone)
        .ok_or_else(|| StoreError::unreadable("settings", "no such time zone"))?;
    let import = batch_import::of_day(tenant, source, services.now());
    let mut results: Vec<OrderResult> = Vec::with_capacity(orders.len());
    let mut parts: BTreeMap<CustomerKey, Part> = BTreeMap::new();
    let mut seen = std::collections::BTreeSet::new();
    let erased = ErasedAddresses::read(&services.workspaces, tenant).await?;
    for (position, order) in orders.iter().enumerate() {
        let read = if seen.insert(order.id.trim()) { read::rows(order, &reporting) } else { Err(twice()) };
        let mut result = OrderResult { id: order.id.clone(), outcome: OrderOutcome::Unchanged, reason: None };
        match read {
            Err(reason) => (result.outcome, result.reason) = (OrderOutcome::Error, Some(reason)),
            Ok(rows) => {
                let part = parts.entry(key_of(source, &rows[0].customer_number)).or_default();
                part.orders.push((position, rows[0].order_id.clone()));
                part.rows.extend(rows.into_iter().map(Row::Order));
            }
        }
        results.push(result);
    }
    let ids: Vec<CustomerId> = parts.keys().map(CustomerKey::id).collect();
    let written = parts.into_iter().map(|(key, part)| {
        let (import, zone, erased) = (&import, &zone, &erased);
        async move {
            let outcomes = write(services, tenant, import, &key, &part, zone, erased).await?;
            Ok::<_, StoreError>(part.orders.into_iter().map(|(position, _)| position).zip(outcomes).collect::<Vec<_>>())
        }
    });
    let written: Vec<_> = futures::stream::iter(written).buffer_unordered(CONCURRENT_REQUESTS).try_collect().await?;
    // Who was erased meanwhile may have been written after the erasure looked.
    erasures::catch_up(services, tenant, &erased, &ids).await?;
    for (position, (outcome, reason)) in written.into_iter().flatten() {
        (results[position].outcome, results[position].reason) = (outcome, reason);
    }
    let changed = results.iter().any(|result| matches!(result.outcome, OrderOutcome::Created | OrderOutcome::Changed));
    if changed {
        scoring::request(services, tenant).await?;
    }
    Ok(Outcome { results, changed })
}

type Fate = (OrderOutcome, Option<String>);

async fn write(
    services: &Services,
    tenant: &TenantId,
    import: &ImportId,
    key: &CustomerKey,
    part: &Part,
    zone: &TimeZone,
    erased: &ErasedAddresses,
) -> Result<Vec<Fate>, StoreError> {
    let refused = || Ok(vec![(OrderOutcome::Error, Some(of_erased())); part.orders.len()]);
    if erased.names(tenant, &part.rows) {
        return refused();
    }
    for _ in 0..TRIES {
        let before = match customers::look(&services.customers, tenant, key.id()).await? {
            Place::Erased(_) => return refused(),
            Place::Empty => None,
            Place::Taken(before) => Some(*before),
        };
        let history = before.as_ref().map(|before| &before.history);
        let day_of_instant = |seconds| settings::day_of_instant(zone, seconds);
        let (merged, _) = merge(history, key, &part.rows, import, Origin::Own, &day_of_instant);
        let Some(merged) = merged else {
            return Ok(vec![(OrderOutcome::Unchanged, None); part.orders.len()]);
        };
        match customers::write(&services.customers, tenant, &merged, before.as_ref()).await {
            Ok(true) => return Ok(part.orders.iter().map(|(_, id)| (fate(history, &merged, id), None)).collect()),
            Ok(false) => {}
            Err(StoreError::TooLarge { .. }) => {
                let reason = "the customer has more orders than one customer can have".to_owned();
                return Ok(vec![(OrderOutcome::Error, Some(reason)); part.orders.len()]);
            }
            Err(error) => return Err(error),
        }
    }
    Err(StoreError::Contended { what: "customer", tries: TRIES })
}

fn fate(before: Option<&CustomerHistory>, after: &CustomerHistory, id: &str) -> OrderOutcome {
    let order =
        |history: &CustomerHistory| -> Option<Order> { history.orders.iter().find(|order| order.id == id).cloned() };
    match (before.and_then(order), order(after)) {
        (None, _) => OrderOutcome::Created,
        (before, after) if before == after => OrderOutcome::Unchanged,
        _ => OrderOutcome::Changed,
    }
}

fn key_of(source: &str, number: &str) -> CustomerKey {
    CustomerKey { data_source: source.to_owned(), number: number.to_owned() }
}

fn of_erased() -> String {
    "this customer was erased: nothing of them is stored".to_owned()
}

fn twice() -> String {
    "this order stands in the batch a second time; the first was taken".to_owned()
}

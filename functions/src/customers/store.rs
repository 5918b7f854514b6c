//! Customers in their table: `tenant#<id>#partition#<nn>` / 16 digits of the customer's id. Where one was erased, an item
//! with nothing but the time stays under the key, so that no writer who read before finds the place empty.

use futures::stream::try_unfold;
use futures::{Stream, StreamExt, TryStreamExt};
use shared::domain::{CustomerHistory, CustomerId, Origin, PARTITIONS, TenantId};

use super::item::{self, from_items, key, partition_key, to_items};
use crate::aws::limits::{CONCURRENT_REQUESTS, TRANSACTION_ACTIONS};
use crate::aws::{BatchWrite, Change, Expression, Item, Key, Query, StoreError, Table, Value};

pub use item::StoredCustomer;

/// How often a customer of several items is read again when another writer is in between.
const READ_TRIES: u32 = 5;

/// Attributes of a place whose customer was erased.
const ERASED_AT: &str = "erased_at";
const ERASED_WITH: &str = "erased_with";

/// Digits of a customer's id at the beginning of its sort keys.
const ID_DIGITS: usize = 16;

/// What stands under a customer's id.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Nothing.
    Empty,
    /// A customer was here and was erased.
    Erased(Erased),
    /// A customer.
    Taken(Box<StoredCustomer>),
}

/// When a customer was erased and by which erasure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// RFC 3339 in UTC.
    pub at: String,
    /// The customer for whom it was asked.
    pub with: CustomerId,
}

/// Reads one customer with all orders; nothing for one who was erased.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn read(table: &Table, tenant: &TenantId, id: CustomerId) -> Result<Option<StoredCustomer>, StoreError> {
    match look(table, tenant, id).await? {
        Place::Taken(customer) => Ok(Some(*customer)),
        Place::Empty | Place::Erased(_) => Ok(None),
    }
}

/// As [`read`], telling who was erased from who never was.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn look(table: &Table, tenant: &TenantId, id: CustomerId) -> Result<Place, StoreError> {
    let Key { pk, sk } = key(tenant, id, 0);
    for _ in 0..READ_TRIES {
        let query = Query { pk: pk.clone(), sk_prefix: Some(sk.clone()), ..Query::default() };
        let items = table.all(query).await?;
        let Some(first) = items.first() else { return Ok(Place::Empty) };
        if let Some(erased) = erased(first) {
            return Ok(Place::Erased(erased));
        }
        if let Some(customer) = from_items(items)? {
            return Ok(Place::Taken(Box::new(customer)));
        }
    }
    Err(StoreError::Contended { what: "customer", tries: READ_TRIES })
}

/// Writes one customer if it is still as it was read (`None`: if there is none yet); `false` if it is not.
///
/// # Errors
/// When the table fails, or [`StoreError::TooLarge`] for more orders than a customer can have.
pub async fn write(
    table: &Table,
    tenant: &TenantId,
    history: &CustomerHistory,
    before: Option<&StoredCustomer>,
) -> Result<bool, StoreError> {
    let condition = condition_of(before);
    let mut items = to_items(tenant, history, version_after(before))?;
    if items.len() == 1 && before.is_none_or(|before| before.items == 1) {
        return table.put_if(items.remove(0), condition).await;
    }
    let mut changes = Vec::new();
    push_changes(&mut changes, tenant, history, items, before, condition);
    table.change_together(changes).await
}

/// Writes several customers, all or none, if each is still as it was read; `false` if one is not.
///
/// # Errors
/// As those of [`write`].
pub async fn write_together(
    table: &Table,
    tenant: &TenantId,
    customers: &[(&CustomerHistory, &StoredCustomer)],
) -> Result<bool, StoreError> {
    let mut changes = Vec::new();
    for (history, before) in customers {
        let items = to_items(tenant, history, version_after(Some(before)))?;
        push_changes(&mut changes, tenant, history, items, Some(before), condition_of(Some(before)));
    }
    table.change_together(changes).await
}

fn version_after(before: Option<&StoredCustomer>) -> u64 {
    before.map_or(1, |before| before.version + 1)
}

fn condition_of(before: Option<&StoredCustomer>) -> Expression {
    match before {
        None => Expression::absent(),
        Some(before) => {
            Expression::new("#version = :version").name("#version", "version").number(":version", before.version)
        }
    }
}

/// Puts the items of a customer, the first under the condition, and removes those that were there beyond.
fn push_changes(
    changes: &mut Vec<Change>,
    tenant: &TenantId,
    history: &CustomerHistory,
    items: Vec<Item>,
    before: Option<&StoredCustomer>,
    condition: Expression,
) {
    let surplus =
        u32::try_from(items.len()).expect("limited by the size of a customer")..before.map_or(1, |it| it.items);
    let mut condition = Some(condition);
    changes.extend(items.into_iter().map(|item| Change::Put(item, condition.take())));
    changes.extend(surplus.map(|number| Change::Delete(key(tenant, history.key.id(), number), None)));
    debug_assert!(changes.len() <= TRANSACTION_ACTIONS, "a customer takes at most a dozen items");
}

/// Writes customers whatever was there: only for data that nobody else writes, like the sample shop's.
///
/// # Errors
/// When the table fails or does not take all of them.
pub async fn put_all(table: &Table, tenant: &TenantId, histories: &[CustomerHistory]) -> Result<(), StoreError> {
    let mut writes = Vec::with_capacity(histories.len());
    for history in histories {
        writes.extend(to_items(tenant, history, 1)?.into_iter().map(BatchWrite::Put));
    }
    table.write_in_batches(writes).await
}

/// Removes a customer who is still as read; `false` if not.
///
/// # Errors
/// When the table fails.
pub async fn delete(table: &Table, tenant: &TenantId, before: &StoredCustomer) -> Result<bool, StoreError> {
    let id = before.history.key.id();
    let as_read = condition_of(Some(before));
    if before.items == 1 {
        return table.delete_if(key(tenant, id, 0), as_read).await;
    }
    let mut condition = Some(as_read);
    let items = (0..before.items).map(|number| Change::Delete(key(tenant, id, number), condition.take()));
    table.change_together(items.collect()).await
}

/// Puts what stays of a person in the place of their records, all or nothing, if each is still as read; `false` if one is
/// not. Under each record's key nothing stays but the time and the erasure.
///
/// # Errors
/// When the table fails, or [`StoreError::TooLarge`] for more than one transaction can write.
pub async fn erase(
    table: &Table,
    tenant: &TenantId,
    records: &[StoredCustomer],
    stays: Option<&CustomerHistory>,
    erased: &Erased,
) -> Result<bool, StoreError> {
    let mut changes = Vec::new();
    if let Some(stays) = stays {
        let mut condition = Some(Expression::absent());
        let items = to_items(tenant, stays, 1)?.into_iter();
        changes.extend(items.map(|item| Change::Put(item, condition.take())));
    }
    for record in records {
        let id = record.history.key.id();
        let mut item = key(tenant, id, 0).attributes();
        item.insert(ERASED_AT.to_owned(), Value::S(erased.at.clone()));
        item.insert(ERASED_WITH.to_owned(), Value::S(erased.with.to_string()));
        changes.push(Change::Put(item, Some(condition_of(Some(record)))));
        changes.extend((1..record.items).map(|number| Change::Delete(key(tenant, id, number), None)));
    }
    if changes.len() > TRANSACTION_ACTIONS {
        return Err(StoreError::TooLarge { what: "a person's records", limit: TRANSACTION_ACTIONS as u64 });
    }
    table.change_together(changes).await
}

fn erased(item: &Item) -> Option<Erased> {
    let text = |name: &str| item.get(name).and_then(|value| value.as_s().ok());
    Some(Erased { at: text(ERASED_AT)?.clone(), with: text(ERASED_WITH)?.parse().ok()? })
}

/// All customers of one partition in ascending order of their ids.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn stored_in_partition(
    table: &Table,
    tenant: &TenantId,
    number: u16,
) -> Result<Vec<StoredCustomer>, StoreError> {
    pages(table, tenant, number).try_concat().await
}

/// The customers of a partition in ascending order of their ids, as many at once as the table answers: at most 1 MB.
pub fn pages(
    table: &Table,
    tenant: &TenantId,
    number: u16,
) -> impl Stream<Item = Result<Vec<StoredCustomer>, StoreError>> {
    let first = Query { pk: partition_key(tenant, number), ..Query::default() };
    try_unfold(Some((first, Vec::new())), move |rest| async move {
        let Some((mut query, mut items)) = rest else { return Ok(None) };
        let page = table.page(&query).await?;
        items.extend(page.items);
        let mut complete = by_customer(items)?;
        // The last one's items may go on in the next page.
        let begun = page.next.is_some().then(|| complete.pop()).flatten().map_or_else(Vec::new, |(_, items)| items);
        let mut customers = Vec::with_capacity(complete.len());
        for (id, items) in complete {
            if items.first().is_some_and(|first| erased(first).is_some()) {
                continue;
            }
            match from_items(items)? {
                Some(customer) => customers.push(customer),
                None => customers.extend(read(table, tenant, id).await?),
            }
        }
        let rest = page.next.map(|next| {
            query.after = Some(next);
            (query, begun)
        });
        Ok(Some((customers, rest)))
    })
}

/// Removes all customers of an origin and says how many there were.
///
/// # Errors
/// When the table fails or does not take all deletions.
pub async fn remove(table: &Table, tenant: &TenantId, origin: Origin) -> Result<usize, StoreError> {
    let removals = (0..PARTITIONS).map(|number| remove_from_partition(table, tenant, number, origin));
    let removed: Vec<usize> =
        futures::stream::iter(removals).buffer_unordered(CONCURRENT_REQUESTS / 4).try_collect().await?;
    Ok(removed.into_iter().sum())
}

async fn remove_from_partition(
    table: &Table,
    tenant: &TenantId,
    number: u16,
    origin: Origin,
) -> Result<usize, StoreError> {
    let pk = partition_key(tenant, number);
    let query = Query { pk: pk.clone(), attributes: Some("sk, origin"), ..Query::default() };
    let mut removed = 0;
    let mut deletions = Vec::new();
    let wanted = serde_dynamo::to_attribute_value(origin).map_err(|error| StoreError::unreadable("origin", error))?;
    for (_, items) in by_customer(table.all(query).await?)? {
        if items.first().and_then(|item| item.get("origin")) != Some(&wanted) {
            continue;
        }
        removed += 1;
        deletions.extend(items.iter().filter_map(sort_key).map(|sk| BatchWrite::Delete(Key::new(&pk, sk))));
    }
    table.write_in_batches(deletions).await?;
    Ok(removed)
}

/// Groups the items of a partition by customer.
fn by_customer(items: Vec<Item>) -> Result<Vec<(CustomerId, Vec<Item>)>, StoreError> {
    let mut customers: Vec<(CustomerId, Vec<Item>)> = Vec::with_capacity(items.len());
    for item in items {
        let id = sort_key(&item).and_then(|sk| sk.get(..ID_DIGITS)?.parse().ok());
        let id: CustomerId = id.ok_or_else(|| StoreError::unreadable("customer", "its key is no customer's id"))?;
        match customers.last_mut() {
            Some((last, items)) if *last == id => items.push(item),
            _ => customers.push((id, vec![item])),
        }
    }
    Ok(customers)
}

fn sort_key(item: &Item) -> Option<&str> {
    Some(item.get("sk")?.as_s().ok()?.as_str())
}

//! Sources and deliveries in the table of workspaces: `source#<id>` / `source` to recognise a source, `tenant#<id>` /
//! `source#<id>` to list them, and `deliveries#<source>` / `<millisecond>#<id>` for what they sent, kept for 30 days; `delivered#<source>`
//! / `<digest>` says that a delivery was there before.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::api::{Delivery, DeliveryState, Source};
use shared::domain::TenantId;

use crate::aws::{Change, Expression, Item, Key, Query, StoreError, Table, Value};

/// What the sort keys of sources begin with.
pub(super) const PREFIX: &str = "source#";

/// How long deliveries are kept.
const KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;

/// How long a former secret is still good after a new one was made.
pub(super) const FORMER_SECONDS: i64 = 24 * 60 * 60;

/// A source with its secrets.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct StoredSource {
    /// The workspace.
    pub tenant: TenantId,
    /// What is shown of it.
    pub source: Source,
    /// What the sender signs with.
    pub secret: String,
    /// What it signed with before, and until which second that is good.
    #[serde(default)]
    pub former: Option<(String, i64)>,
}

impl StoredSource {
    /// Secrets that are good at a second.
    #[must_use]
    pub fn secrets(&self, now: i64) -> Vec<String> {
        let former = self.former.iter().filter(|(_, until)| *until > now).map(|(secret, _)| secret);
        std::iter::once(&self.secret).chain(former).cloned().collect()
    }
}

/// A delivery as kept, with what came.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct KeptDelivery {
    /// What is shown of it.
    pub delivery: Delivery,
    /// The body as it came.
    pub body: String,
}

pub(super) fn partition(tenant: &TenantId) -> String {
    format!("tenant#{tenant}")
}

pub(super) fn deliveries_of(source: &str) -> String {
    format!("deliveries#{source}")
}

fn recognised(id: &str) -> Key {
    Key::new(format!("source#{id}"), "source")
}

fn listed(tenant: &TenantId, id: &str) -> Key {
    Key::new(partition(tenant), format!("{PREFIX}{id}"))
}

fn item(of: &impl Serialize, key: Key) -> Result<Item, StoreError> {
    let mut item: Item = serde_dynamo::to_item(of).map_err(|error| StoreError::unreadable("source", error))?;
    item.extend(key.attributes());
    Ok(item)
}

fn read_as<T: for<'a> Deserialize<'a>>(item: Item) -> Result<T, StoreError> {
    serde_dynamo::from_item(item).map_err(|error| StoreError::unreadable("source or delivery", error))
}

/// Keeps a new source; `false` if it is there already.
///
/// # Errors
/// When the table fails.
pub async fn create(table: &Table, stored: &StoredSource) -> Result<bool, StoreError> {
    let id = &stored.source.id;
    let changes = vec![
        Change::Put(item(stored, recognised(id))?, Some(Expression::absent())),
        Change::Put(item(&stored.source, listed(&stored.tenant, id))?, Some(Expression::absent())),
    ];
    table.change_together(changes).await
}

/// A source by its id alone.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn source(table: &Table, id: &str) -> Result<Option<StoredSource>, StoreError> {
    table.get(recognised(id)).await?.map(read_as).transpose()
}

/// Puts a changed source in the place of one that is there; `false` where there is none.
///
/// # Errors
/// When the table fails.
pub async fn replace(table: &Table, stored: &StoredSource) -> Result<bool, StoreError> {
    table.put_if(item(stored, recognised(&stored.source.id))?, Expression::new("attribute_exists(pk)")).await
}

/// Removes a source; what it sent is kept for its 30 days.
///
/// # Errors
/// When the table fails.
pub async fn remove(table: &Table, tenant: &TenantId, id: &str) -> Result<(), StoreError> {
    for key in [recognised(id), listed(tenant, id)] {
        table.delete_if(key, Expression::new("attribute_exists(pk)")).await?;
    }
    Ok(())
}

/// A page of a workspace's sources and where the next one begins.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn page(
    table: &Table,
    tenant: &TenantId,
    limit: u16,
    after: Option<Item>,
) -> Result<(Vec<Source>, Option<Item>), StoreError> {
    let query = Query {
        pk: partition(tenant),
        sk_prefix: Some(PREFIX.to_owned()),
        limit: Some(limit.into()),
        after,
        ..Query::default()
    };
    let page = table.page(&query).await?;
    Ok((page.items.into_iter().map(read_as).collect::<Result<_, _>>()?, page.next))
}

/// Keeps a delivery unless one with the same digest was there: then that one's place.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn keep(
    table: &Table,
    source: &str,
    digest: &str,
    kept: &KeptDelivery,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    let until = Value::N((now.as_second() + KEPT_SECONDS).to_string());
    let mut entry = item(kept, Key::new(deliveries_of(source), &kept.delivery.id))?;
    entry.insert("expires_at".to_owned(), until.clone());
    let seen = Key::new(format!("delivered#{source}"), digest);
    let mut mark = seen.clone().attributes();
    mark.insert("place".to_owned(), Value::S(kept.delivery.id.clone()));
    mark.insert("expires_at".to_owned(), until);
    let changes = vec![Change::Put(mark, Some(Expression::absent())), Change::Put(entry, None)];
    if table.change_together(changes).await? {
        return Ok(None);
    }
    let before = table.get(seen).await?;
    let place = before.and_then(|item| item.get("place")?.as_s().ok().cloned());
    place.map(Some).ok_or(StoreError::Contended { what: "delivery", tries: 1 })
}

/// One delivery with what came.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn delivery(table: &Table, source: &str, id: &str) -> Result<Option<KeptDelivery>, StoreError> {
    table.get(Key::new(deliveries_of(source), id)).await?.map(read_as).transpose()
}

/// Notes what became of a delivery.
///
/// # Errors
/// When the table fails.
pub async fn note(
    table: &Table,
    source: &str,
    kept: &KeptDelivery,
    state: DeliveryState,
    reason: Option<String>,
) -> Result<(), StoreError> {
    let delivery = Delivery { state, reason, ..kept.delivery.clone() };
    let value =
        serde_dynamo::to_attribute_value(&delivery).map_err(|error| StoreError::unreadable("delivery", error))?;
    let update = Expression::new("SET delivery = :delivery, body = :nothing")
        .value(":delivery", value)
        .value(":nothing", Value::S(String::new()));
    let exists = Expression::new("attribute_exists(pk)");
    table.update_if(Key::new(deliveries_of(source), &kept.delivery.id), update, Some(exists)).await.map(drop)
}

/// A page of a source's deliveries, the newest first, and where the next one begins.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn deliveries(
    table: &Table,
    source: &str,
    limit: u16,
    after: Option<Item>,
) -> Result<(Vec<Delivery>, Option<Item>), StoreError> {
    #[derive(Deserialize)]
    struct Shown {
        delivery: Delivery,
    }
    let query = Query {
        pk: deliveries_of(source),
        newest_first: true,
        limit: Some(limit.into()),
        after,
        attributes: Some("sk, delivery"),
        ..Query::default()
    };
    let page = table.page(&query).await?;
    let shown = page.items.into_iter().map(|item| read_as::<Shown>(item).map(|shown| shown.delivery));
    Ok((shown.collect::<Result<_, _>>()?, page.next))
}

/// Notes that an order stands as of an instant; `false` if a later state of it is known.
///
/// # Errors
/// When the table fails.
pub async fn is_news(
    table: &Table,
    source: &str,
    order: &str,
    changed: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let update = Expression::new("SET changed = :changed, expires_at = :until")
        .number(":changed", changed.as_microsecond())
        .number(":until", now.as_second() + KEPT_SECONDS);
    let newest = Expression::new("attribute_not_exists(changed) OR changed <= :changed");
    Ok(table.update_if(Key::new(format!("order-states#{source}"), order), update, Some(newest)).await?.is_some())
}

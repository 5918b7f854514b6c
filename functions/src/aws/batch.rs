//! Batch writes: in pieces, retried with growing pauses, with what is left given back.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use aws_sdk_dynamodb::types::{DeleteRequest, PutRequest, ReturnConsumedCapacity, WriteRequest};
use futures::{StreamExt, TryStreamExt};

use super::limits::{BATCH_TRIES, BATCH_WRITE_ITEMS, CONCURRENT_REQUESTS};
use super::{Item, Key, StoreError, Table};

/// One write of a batch. Batches know no conditions.
#[derive(Clone, Debug, PartialEq)]
pub enum BatchWrite {
    /// Puts an item whatever was there.
    Put(Item),
    /// Removes an item if it is there.
    Delete(Key),
}

/// Writes the service did not take in all tries.
#[derive(Debug, PartialEq, thiserror::Error)]
#[error("{} of a batch's writes were not taken in {BATCH_TRIES} tries", .0.len())]
pub struct UnwrittenItems(pub Vec<BatchWrite>);

impl Table {
    /// Writes in batches of 25, several at once. Of two writes to one key the last one counts.
    ///
    /// # Errors
    /// When the service fails, or [`StoreError::Unwritten`] with what it did not take.
    pub async fn write_in_batches(&self, writes: Vec<BatchWrite>) -> Result<(), StoreError> {
        let distinct = without_doubles(writes);
        let batches: Vec<Vec<BatchWrite>> = distinct.chunks(BATCH_WRITE_ITEMS).map(<[_]>::to_vec).collect();
        let leftovers: Vec<Vec<BatchWrite>> = futures::stream::iter(batches)
            .map(|batch| self.write_batch(batch))
            .buffer_unordered(CONCURRENT_REQUESTS)
            .try_collect()
            .await?;
        let unwritten: Vec<BatchWrite> = leftovers.into_iter().flatten().collect();
        if unwritten.is_empty() { Ok(()) } else { Err(UnwrittenItems(unwritten).into()) }
    }

    /// Writes one batch and gives back what was never taken.
    async fn write_batch(&self, batch: Vec<BatchWrite>) -> Result<Vec<BatchWrite>, StoreError> {
        let mut requests: Vec<WriteRequest> = batch.into_iter().map(request).collect();
        for attempt in 0..BATCH_TRIES {
            if attempt > 0 {
                tokio::time::sleep(pause(attempt)).await;
            }
            let output = self
                .client
                .batch_write_item()
                .request_items(&self.name, requests)
                .return_consumed_capacity(ReturnConsumedCapacity::Total)
                .send()
                .await
                .map_err(|error| StoreError::service("BatchWriteItem", error))?;
            for consumed in output.consumed_capacity.unwrap_or_default() {
                self.meter.write(consumed.capacity_units);
            }
            requests = output.unprocessed_items.unwrap_or_default().remove(&self.name).unwrap_or_default();
            if requests.is_empty() {
                return Ok(Vec::new());
            }
        }
        Ok(requests.into_iter().filter_map(write).collect())
    }
}

/// Full jitter: a random pause up to 50 ms, doubling with each attempt, at most 5 s.
fn pause(attempt: u32) -> Duration {
    let most = 50_u64.saturating_mul(1 << attempt.min(10)).min(5_000);
    let random = uuid::Uuid::new_v4().as_u64_pair().1;
    Duration::from_millis(random % (most + 1))
}

/// The service refuses two writes to one key in a batch.
fn without_doubles(writes: Vec<BatchWrite>) -> Vec<BatchWrite> {
    let mut seen = HashSet::new();
    let mut distinct: Vec<BatchWrite> = writes.into_iter().rev().filter(|write| seen.insert(full_key(write))).collect();
    distinct.reverse();
    distinct
}

fn full_key(write: &BatchWrite) -> (String, String) {
    match write {
        BatchWrite::Delete(key) => (key.pk.clone(), key.sk.clone()),
        BatchWrite::Put(item) => {
            let part = |name: &str| item.get(name).and_then(|value| value.as_s().ok()).cloned().unwrap_or_default();
            (part("pk"), part("sk"))
        }
    }
}

fn request(write: BatchWrite) -> WriteRequest {
    match write {
        BatchWrite::Put(item) => WriteRequest::builder()
            .put_request(PutRequest::builder().set_item(Some(item)).build().expect("the item is set"))
            .build(),
        BatchWrite::Delete(key) => WriteRequest::builder()
            .delete_request(DeleteRequest::builder().set_key(Some(key.attributes())).build().expect("the key is set"))
            .build(),
    }
}

fn write(request: WriteRequest) -> Option<BatchWrite> {
    let text = |item: &HashMap<String, super::Value>, name: &str| item.get(name)?.as_s().ok().cloned();
    if let Some(put) = request.put_request {
        return Some(BatchWrite::Put(put.item));
    }
    let key = request.delete_request?.key;
    Some(BatchWrite::Delete(Key { pk: text(&key, "pk")?, sk: text(&key, "sk")? }))
}

//! The uploaded chunks of one bucket: objects → rows by customer. Whatever a client uploads is refused by name.

use std::collections::BTreeMap;

use shared::domain::{CustomerId, CustomerKey, TenantId};
use shared::ingest::{Row, decode_rows, exact};

use super::{Import, bucket_of_partition};
use crate::aws::limits::{BUCKET_UNPACKED_BYTES, CHUNK_BYTES, CHUNK_UNPACKED_BYTES};
use crate::aws::{Objects, StoreError};
use crate::base::{import_chunk, unpack};
use crate::jobs::JobError;

/// Rows of one bucket by customer.
pub(super) type RowsByCustomer = BTreeMap<CustomerId, (CustomerKey, Vec<Row>)>;

/// Reads all chunks of a bucket.
pub(super) async fn read(
    objects: &Objects,
    tenant: &TenantId,
    import: &Import,
    bucket: u16,
) -> Result<RowsByCustomer, JobError> {
    let chunks = import.chunks.as_deref().and_then(|chunks| chunks.get(usize::from(bucket)).copied());
    let mut customers = RowsByCustomer::new();
    let mut unpacked_bytes = 0;
    for number in 0..chunks.unwrap_or_default() {
        let key = import_chunk(tenant, &import.id, bucket, number);
        let refused =
            |why: &str| JobError::Lasting(format!("Chunk {number} of part {bucket} {why}. Import the file again."));
        let packed = match objects.get(&key, CHUNK_BYTES).await {
            Ok(Some(packed)) => packed,
            Ok(None) => return Err(refused("was not uploaded")),
            Err(StoreError::TooLarge { .. }) => return Err(refused("is too large")),
            Err(error) => return Err(error.into()),
        };
        let bytes = unpack(&packed, CHUNK_UNPACKED_BYTES).map_err(|error| refused(&format!("is damaged ({error})")))?;
        unpacked_bytes += bytes.len() as u64;
        if unpacked_bytes > BUCKET_UNPACKED_BYTES {
            return Err(JobError::Lasting(format!(
                "Part {bucket} of the file is too large to be written at once. Split the file by date and import the pieces."
            )));
        }
        for row in decode_rows(&bytes).map_err(|error| refused(&format!("is damaged ({error})")))? {
            let source = &import.request.data_source;
            if !exact::may_come_from(source, &row) {
                return Err(JobError::Lasting(format!(
                    "The file says that Holdfast exported it from the data source \"{source}\", but a line of it cannot have \
                     stood there: it names somebody. Nothing was imported. Choose another data source."
                )));
            }
            let key = row.customer_key(source);
            let id = key.id();
            if bucket_of_partition(id.partition(), import.buckets) != bucket {
                return Err(refused("holds customers of another part"));
            }
            customers.entry(id).or_insert_with(|| (key, Vec::new())).1.push(row);
        }
    }
    Ok(customers)
}

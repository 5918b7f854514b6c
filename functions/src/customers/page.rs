//! All customers, page by page, from the newest generation. Its rows are sorted by id, so a page after an id can be found in a
//! later generation as well.

use axum::extract::State;
use axum::response::Response;
use shared::api::{CustomerPage, IDENTITY_ROWS_PER_CHUNK};
use shared::domain::{CustomerId, TenantId};

use super::names::names_of;
use crate::aws::StoreError;
use crate::base;
use crate::http::{ApiResult, ApiState, Member, Paging, answer, cursor, unknown_cursor};

/// What cursors of this list begin with.
const MARK: &str = "customer#";

/// Customers of a page unless asked for another number.
const LISTED: u16 = 50;

/// `GET /api/customers`
///
/// # Errors
/// When the cursor is none of this list, or the bucket or the table fails.
pub async fn list(State(state): State<ApiState>, member: Member, paging: Paging) -> ApiResult<Response> {
    let after = match paging.after() {
        None => None,
        Some(key) => {
            let id = key.strip_prefix(MARK).and_then(|id| id.parse::<CustomerId>().ok());
            Some(id.ok_or_else(unknown_cursor)?)
        }
    };
    let Some(manifest) = base::read(&state.services.workspaces, &member.tenant).await? else {
        return Ok(answer(&CustomerPage { generation: 0, customers: Vec::new(), next_cursor: None }));
    };
    let (generation, count) = (manifest.generation, manifest.summary.customers);
    let first = match after {
        None => 0,
        Some(id) => first_after(&state, &member.tenant, generation, count, id).await?,
    };
    let end = count.min(first + u32::from(paging.limit(LISTED)));
    let rows: Vec<u32> = (first..end).collect();
    let customers = names_of(&state, &member.tenant, generation, &rows).await?;
    let last = customers.last().filter(|_| end < count);
    let next_cursor = last.map(|customer| cursor(&format!("{MARK}{}", customer.id)));
    Ok(answer(&CustomerPage { generation, customers, next_cursor }))
}

/// The first row whose id is above one: a binary search over chunks, most of which were read before.
async fn first_after(
    state: &ApiState,
    tenant: &TenantId,
    generation: u64,
    count: u32,
    id: CustomerId,
) -> Result<u32, StoreError> {
    let (mut low, mut high) = (0, count.div_ceil(IDENTITY_ROWS_PER_CHUNK));
    while low < high {
        let middle = low + (high - low) / 2;
        let chunk = state.generations.identities(&state.services.objects, tenant, generation, middle).await?;
        let within = chunk.partition_point(|row| row.id <= id);
        if within == chunk.len() {
            low = middle + 1;
        } else if within == 0 && middle > low {
            high = middle;
        } else {
            return Ok(middle * IDENTITY_ROWS_PER_CHUNK + u32::try_from(within).unwrap_or(u32::MAX));
        }
    }
    Ok((low * IDENTITY_ROWS_PER_CHUNK).min(count))
}

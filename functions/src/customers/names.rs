//! Who the visible rows are.

use std::collections::BTreeMap;

use futures::{StreamExt, TryStreamExt};
use shared::api::{CustomerName, IDENTITY_ROWS_PER_CHUNK, MAX_NAMES, NamesAnswer, NamesRequest};
use shared::domain::TenantId;

use crate::aws::StoreError;
use crate::aws::limits::CONCURRENT_REQUESTS;
use crate::base;
use crate::http::{ApiError, ApiResult, ApiState};

/// The names of rows of the newest generation.
///
/// # Errors
/// [`ApiError::Conflict`] for rows of another generation, whose numbers mean other customers.
pub(super) async fn names(state: &ApiState, tenant: &TenantId, request: &NamesRequest) -> ApiResult<NamesAnswer> {
    let manifest = base::read(&state.services.workspaces, tenant).await?;
    let Some(manifest) = manifest.filter(|manifest| manifest.generation == request.generation) else {
        return Err(ApiError::Conflict("The customers were scored again meanwhile. Reload to see them.".to_owned()));
    };
    let rows = manifest.summary.customers;
    if request.rows.len() > MAX_NAMES || request.rows.iter().any(|row| *row >= rows) {
        return Err(ApiError::invalid("rows", format!("ask for at most {MAX_NAMES} rows below {rows}")));
    }
    Ok(NamesAnswer { names: names_of(state, tenant, request.generation, &request.rows).await? })
}

/// The names of rows, in the order given.
pub(super) async fn names_of(
    state: &ApiState,
    tenant: &TenantId,
    generation: u64,
    rows: &[u32],
) -> Result<Vec<CustomerName>, StoreError> {
    let mut numbers: Vec<u32> = rows.iter().map(|row| row / IDENTITY_ROWS_PER_CHUNK).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let chunks: BTreeMap<u32, _> = futures::stream::iter(numbers)
        .map(|number| async move {
            let chunk = state.generations.identities(&state.services.objects, tenant, generation, number).await?;
            Ok::<_, StoreError>((number, chunk))
        })
        .buffer_unordered(CONCURRENT_REQUESTS)
        .try_collect()
        .await?;
    let name = |row: &u32| {
        let identity = chunks.get(&(row / IDENTITY_ROWS_PER_CHUNK))?.get((row % IDENTITY_ROWS_PER_CHUNK) as usize)?;
        Some(CustomerName {
            row: *row,
            id: identity.id,
            number: identity.number.clone(),
            name: identity.name.clone(),
            email: identity.email.clone(),
        })
    };
    let missing = || StoreError::unreadable("identity chunk", "a row is missing");
    rows.iter().map(|row| name(row).ok_or_else(missing)).collect()
}

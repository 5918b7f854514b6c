//! Orders taken from programs.

use axum::extract::State;
use axum::response::Response;
use shared::api::{MAX_ORDERS, OrderBatch, OrderResults};

use super::{source_fault, take};
use crate::http::{ApiError, ApiResult, ApiState, Body, Member, answer};

/// `POST /api/orders`: says of each order what became of it; one that is wrong does not keep the others out.
///
/// # Errors
/// [`ApiError::Invalid`] for a data source that cannot be, or no orders, or too many.
pub async fn take_batch(
    State(state): State<ApiState>,
    member: Member,
    Body(batch): Body<OrderBatch>,
) -> ApiResult<Response> {
    if let Some(fault) = source_fault(&batch.data_source) {
        return Err(ApiError::Invalid(vec![fault]));
    }
    if !(1..=MAX_ORDERS).contains(&batch.orders.len()) {
        return Err(ApiError::invalid("orders", format!("send 1 to {MAX_ORDERS} orders at once")));
    }
    let outcome = take(&state.services, &member.tenant, &batch.data_source, &batch.orders).await?;
    Ok(answer(&OrderResults { results: outcome.results }))
}

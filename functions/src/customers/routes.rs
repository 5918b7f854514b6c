//! Customers for those who may see them.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use shared::api::{CustomerAnswer, CustomerRef, NamesRequest, OrderAnswer};
use shared::domain::{CustomerHistory, CustomerId, Order, TenantId};

use super::duplicates::answer_with_others;
use super::store::{Erased, Place, StoredCustomer};
use super::{export as export_case, names as names_case, search as search_case, store};
use crate::http::{ApiError, ApiResult, ApiState, Body, Member, answer};

/// Query of `GET /api/customers/search`.
#[derive(Debug, Deserialize)]
pub struct SearchQuery {
    q: String,
}

/// `GET /api/customers/{id}`
///
/// # Errors
/// [`ApiError::NotFound`] for what is no customer of this workspace, [`ApiError::Gone`] for one who was erased.
pub async fn read(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let history = find(&state, &member.tenant, &id).await?.history;
    Ok(answer(&answer_with_others(&state.services, &member.tenant, history).await?))
}

/// The customer of a path; an id of another workspace is not found, like one that never was.
pub(super) async fn find(state: &ApiState, tenant: &TenantId, id: &str) -> ApiResult<StoredCustomer> {
    let id: CustomerId = id.parse().map_err(|_| ApiError::NotFound)?;
    match store::look(&state.services.customers, tenant, id).await? {
        Place::Taken(customer) => Ok(*customer),
        Place::Empty => Err(ApiError::NotFound),
        Place::Erased(erased) => Err(gone(&erased)),
    }
}

/// That a customer was erased, with the day.
pub(crate) fn gone(erased: &Erased) -> ApiError {
    let day = erased.at.split('T').next().unwrap_or_default();
    ApiError::Gone(format!(
        "This customer was erased on {day}. Days and amounts of their orders still count in the totals; nothing that \
         names them is kept, and nothing brings them back."
    ))
}

/// `POST /api/customers/names`
///
/// # Errors
/// See the use case.
pub async fn names(
    State(state): State<ApiState>,
    member: Member,
    Body(request): Body<NamesRequest>,
) -> ApiResult<Response> {
    Ok(answer(&names_case::names(&state, &member.tenant, &request).await?))
}

/// `GET /api/customers/search?q=…`
///
/// # Errors
/// See the use case.
pub async fn search(
    State(state): State<ApiState>,
    member: Member,
    query: Result<Query<SearchQuery>, axum::extract::rejection::QueryRejection>,
) -> ApiResult<Response> {
    let Query(SearchQuery { q }) = query.map_err(|_| ApiError::Malformed("Say what to search for: ?q=…".to_owned()))?;
    Ok(answer(&search_case::search(&state, &member.tenant, &q).await?))
}

/// `POST /api/customers/export`
///
/// # Errors
/// See the use case.
pub async fn export(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    let list = export_case::export(&state.services, &member).await?;
    tracing::info!(tenant = %member.tenant, "the customers were exported");
    Ok(answer(&list))
}

pub(super) fn customer_answer(history: CustomerHistory, stands_for: Vec<CustomerRef>) -> CustomerAnswer {
    let answered = |order: &Order| OrderAnswer {
        id: order.id.clone(),
        day: order.day,
        net_minor: order.net_minor,
        refunded_minor: history.refunded_minor(order),
        units: order.units,
        lines: order.lines.clone(),
        originals: order.originals.clone(),
        import: order.import.clone(),
    };
    let orders = history.orders.iter().map(answered).collect();
    CustomerAnswer {
        id: history.key.id(),
        data_source: history.key.data_source,
        number: history.key.number,
        origin: history.origin,
        name: history.identity.name,
        email: history.identity.email,
        acquisition_source: history.identity.acquisition_source,
        consents: history.consents,
        orders,
        refunds: history.refunds,
        costs: history.costs,
        events: history.events,
        contracts: history.contracts,
        stands_for,
        merged_into: history.merged_into,
    }
}

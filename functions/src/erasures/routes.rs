//! What erasing a customer takes and leaves, and the asking for it.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::api::{
    CustomerRef, EraseCustomer, ErasedCounts, ErasureAnswer, ErasureState, KeptCounts, MAX_ERASED_RECORDS,
};
use shared::domain::{CustomerHistory, CustomerId, ERASED_SOURCE, Origin, TenantId};

use super::store::Erasure;
use super::{addresses, person, store, uploads};
use crate::aws::StoreError;
use crate::base::{generation_of, workspace_objects};
use crate::customers::search::search;
use crate::customers::store::{self as customers, Place};
use crate::http::{ApiError, ApiResult, ApiState, Body, Member, answer, answer_with};
use crate::jobs::ImportMessage;
use crate::{defections, scoring};

/// `GET /api/customers/{id}/erasure`
///
/// # Errors
/// [`ApiError::NotFound`] for what is and was no customer of this workspace.
pub async fn read(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let id = parse(&id)?;
    let tenant = &member.tenant;
    let (with, is_there) = asked_with(&state, tenant, id).await?;
    let erasure = store::read(&state.services.workspaces, tenant, with).await?;
    let shown = match erasure {
        None => preview(&state, tenant, id).await?,
        Some(failed) if failed.state == ErasureState::Failed && is_there => {
            let shown = preview(&state, tenant, id).await?;
            ErasureAnswer { state: failed.state, message: failed.message, ..shown }
        }
        Some(erasure) => status(&state, tenant, erasure).await?,
    };
    Ok(answer(&shown))
}

/// `POST /api/customers/{id}/erasure`: safe to repeat.
///
/// # Errors
/// [`ApiError::Conflict`] where it is not possible or other records than those shown would go.
pub async fn ask(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    Body(request): Body<EraseCustomer>,
) -> ApiResult<Response> {
    let id = parse(&id)?;
    let (services, tenant) = (&state.services, &member.tenant);
    let (with, is_there) = asked_with(&state, tenant, id).await?;
    let asked = store::read(&services.workspaces, tenant, with).await?;
    match asked {
        Some(asked) if asked.state != ErasureState::Failed => {}
        Some(_) if !is_there => store::begin_again(&services.workspaces, tenant, with).await?,
        _ => {
            let shown = preview(&state, tenant, id).await?;
            if shown.state == ErasureState::NotPossible {
                return Err(ApiError::Conflict(shown.message.unwrap_or_default()));
            }
            let records: Vec<CustomerId> = shown.records.iter().map(|record| record.id).collect();
            if records.iter().collect::<BTreeSet<_>>() != request.records.iter().collect() {
                return Err(ApiError::Conflict(
                    "Other records belong to this person by now than you were shown. Nothing was erased. Look again."
                        .to_owned(),
                ));
            }
            let erasure = Erasure {
                state: ErasureState::Erasing,
                records,
                asked_at: services.now().to_string(),
                asked_by: member.name.clone(),
                goes: shown.goes,
                stays: shown.stays,
                swept: 0,
                awaits: None,
                message: None,
            };
            store::begin(&services.workspaces, tenant, id, &erasure).await?;
            tracing::info!(%tenant, customer = %id, "the erasure of a customer was asked for");
        }
    }
    services.import_queue.send(&[ImportMessage::Erase { tenant: tenant.clone(), customer: with }]).await?;
    let erasure = store::read(&services.workspaces, tenant, with).await?.ok_or(ApiError::NotFound)?;
    Ok(answer_with(StatusCode::ACCEPTED, &status(&state, tenant, erasure).await?))
}

/// The customer under whose id the erasure of this one stands, if there is one, and whether anything is left to erase.
async fn asked_with(state: &ApiState, tenant: &TenantId, id: CustomerId) -> ApiResult<(CustomerId, bool)> {
    match customers::look(&state.services.customers, tenant, id).await? {
        Place::Empty => Err(ApiError::NotFound),
        Place::Erased(erased) => Ok((erased.with, false)),
        Place::Taken(_) => Ok((id, true)),
    }
}

async fn status(state: &ApiState, tenant: &TenantId, erasure: Erasure) -> Result<ErasureAnswer, StoreError> {
    let is_done = match erasure.awaits {
        Some(awaits) => scoring::purged(&state.services, tenant).await? >= awaits,
        None => false,
    };
    let is_rebuilt = erasure.state == ErasureState::Rebuilding && is_done;
    Ok(ErasureAnswer {
        state: if is_rebuilt { ErasureState::Done } else { erasure.state },
        goes: erasure.goes,
        stays: erasure.stays,
        records: Vec::new(),
        asked_at: Some(erasure.asked_at),
        asked_by: Some(erasure.asked_by),
        message: erasure.message,
    })
}

async fn preview(state: &ApiState, tenant: &TenantId, id: CustomerId) -> ApiResult<ErasureAnswer> {
    let services = &state.services;
    let mut records = histories(state, tenant, id).await?;
    let Some(first) = records.first() else { return Err(ApiError::NotFound) };
    let mut message = match first {
        first if first.origin == Origin::Sample => {
            Some("Customers of the sample shop are made up. They leave with the sample data.".to_owned())
        }
        first if first.key.data_source == ERASED_SOURCE => {
            Some("Nothing here names anybody: only days and amounts of orders are left.".to_owned())
        }
        _ => None,
    };
    if message.is_none() && !add_those_with_the_address(state, tenant, &mut records).await? {
        message = Some(format!(
            "More than {MAX_ERASED_RECORDS} customers have this address, so it is not one person's. Correct it first."
        ));
    }
    records.sort_by_key(|record| record.key.id() != id);
    let mut reasons = 0;
    for record in &records {
        let reason = defections::store::read(&services.workspaces, tenant, record.key.id()).await?;
        reasons += u64::from(reason.is_some());
    }
    let keys = services.objects.keys(&workspace_objects(tenant)).await?;
    let generations: BTreeSet<u64> = keys.iter().filter_map(|key| generation_of(tenant, key)).collect();
    let sum = |count: fn(&CustomerHistory) -> usize| records.iter().map(|record| count(record) as u64).sum();
    let hashes: BTreeSet<String> = records.iter().flat_map(addresses::addresses).map(str::to_lowercase).collect();
    let net_minor = records.iter().flat_map(CustomerHistory::net_orders).map(|(_, net)| net);
    Ok(ErasureAnswer {
        state: if message.is_some() { ErasureState::NotPossible } else { ErasureState::NotAsked },
        goes: ErasedCounts {
            records: records.len() as u64,
            orders: sum(|record| record.orders.len()),
            refunds: sum(|record| record.refunds.len()),
            costs: sum(|record| record.costs.len()),
            contracts: sum(|record| record.contracts.len()),
            events: sum(|record| record.events.len()),
            consents: sum(|record| record.consents.records().len()),
            reasons,
            earlier: sum(|record| record.provenance.replaced.len()),
            uploads: uploads::by_import(services, tenant).await?.len() as u64,
            generations: generations.len() as u64,
        },
        stays: KeptCounts {
            orders: sum(|record| record.orders.len()),
            contracts: sum(|record| record.contracts.len()),
            net_minor: net_minor.fold(0, i64::saturating_add),
            hashes: (hashes.len() + records.len()) as u64,
        },
        records: records
            .into_iter()
            .map(|record| CustomerRef {
                id: record.key.id(),
                number: record.key.number,
                name: record.identity.name,
                email: record.identity.email,
            })
            .collect(),
        asked_at: None,
        asked_by: None,
        message,
    })
}

async fn histories(state: &ApiState, tenant: &TenantId, id: CustomerId) -> Result<Vec<CustomerHistory>, StoreError> {
    let stored = person::records(&state.services, tenant, id).await?;
    Ok(stored.into_iter().map(|stored| stored.history).collect())
}

/// Adds customers with the same address, with the records they belong together with; `false` where they are too many.
async fn add_those_with_the_address(
    state: &ApiState,
    tenant: &TenantId,
    records: &mut Vec<CustomerHistory>,
) -> ApiResult<bool> {
    let emails: BTreeSet<String> = records.iter().flat_map(addresses::addresses).map(normal).collect();
    for email in &emails {
        let found = search(state, tenant, email).await?;
        let is_same = |other: &str| normal(other) == *email;
        for other in found.found {
            let is_known = records.iter().any(|record| record.key.id() == other.id);
            let has_address = other.email.as_deref().is_some_and(is_same) || is_same(&other.number);
            if is_known || !has_address {
                continue;
            }
            for record in histories(state, tenant, other.id).await? {
                if records.iter().all(|known| known.key.id() != record.key.id()) {
                    records.push(record);
                }
            }
        }
        if found.more || records.len() > MAX_ERASED_RECORDS {
            return Ok(false);
        }
    }
    Ok(true)
}

fn normal(address: &str) -> String {
    address.trim().to_lowercase()
}

fn parse(id: &str) -> ApiResult<CustomerId> {
    id.parse().map_err(|_| ApiError::NotFound)
}

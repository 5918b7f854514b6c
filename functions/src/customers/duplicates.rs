//! Records of one person: found, put together, parted again. Nothing is merged without being told, and nothing is
//! rewritten by it: one record comes to stand for the other.

use axum::extract::{Path, State};
use axum::response::Response;
use shared::api::{CustomerRef, Duplicates, MergeCustomer};
use shared::domain::{CustomerHistory, CustomerId, ERASED_SOURCE, Origin, TenantId};

use super::routes::{customer_answer, find};
use super::{search, store};
use crate::aws::{Services, StoreError};
use crate::http::{ApiError, ApiResult, ApiState, Body, Member, answer};
use crate::scoring;
use crate::suppressions::Suppressions;

/// How often a pair is read again because another writer was in between.
const TRIES: u32 = 5;

/// `GET /api/customers/{id}/duplicates`
///
/// # Errors
/// [`ApiError::NotFound`] for what is no customer of this workspace.
pub async fn duplicates(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let customer = find(&state, &member.tenant, &id).await?.history;
    let Some(email) = customer.identity.email.as_deref().filter(|email| email.contains('@')) else {
        return Ok(answer(&Duplicates { candidates: Vec::new() }));
    };
    let is_same = |other: &Option<String>| other.as_ref().is_some_and(|other| other.eq_ignore_ascii_case(email));
    let found = search::search(&state, &member.tenant, email).await?.found;
    let candidates = found
        .into_iter()
        .filter(|name| name.id != customer.key.id() && !customer.stands_for.contains(&name.id) && is_same(&name.email))
        .map(|name| CustomerRef { id: name.id, number: name.number, name: name.name, email: name.email })
        .collect();
    Ok(answer(&Duplicates { candidates }))
}

/// `POST /api/customers/{id}/merge`: safe to repeat.
///
/// # Errors
/// [`ApiError::Conflict`] where one of them already belongs to another.
pub async fn merge(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    Body(request): Body<MergeCustomer>,
) -> ApiResult<Response> {
    relate(&state, &member.tenant, &id, request.other, |survivor, other| Ok(stand_for(survivor, other)?)).await
}

/// Why a customer cannot stand for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMerged {
    /// Both are one record.
    #[error("a customer cannot be merged with themselves")]
    Same,
    /// One of them is made up.
    #[error("Customers of the sample shop are not merged.")]
    Sample,
    /// One was erased, and leads to nobody.
    #[error("Orders of customers who were erased belong to nobody.")]
    Erased,
    /// One has been merged before.
    #[error("One of them already belongs to another customer. Part them first.")]
    Taken,
    /// The other stands for somebody.
    #[error("The other record stands for further ones. Part them first.")]
    StandsForOthers,
}

impl From<NotMerged> for ApiError {
    fn from(error: NotMerged) -> Self {
        match error {
            NotMerged::Same => Self::invalid("other", error.to_string()),
            _ => Self::Conflict(error.to_string()),
        }
    }
}

/// Lets a customer stand for another, where that can be.
fn stand_for(survivor: &mut CustomerHistory, other: &mut CustomerHistory) -> Result<(), NotMerged> {
    let (id, other_id) = (survivor.key.id(), other.key.id());
    if id == other_id {
        return Err(NotMerged::Same);
    }
    if survivor.origin != other.origin || survivor.origin == Origin::Sample {
        return Err(NotMerged::Sample);
    }
    if [&survivor.key, &other.key].iter().any(|key| key.data_source == ERASED_SOURCE) {
        return Err(NotMerged::Erased);
    }
    if survivor.merged_into.is_some() || other.merged_into.is_some_and(|into| into != id) {
        return Err(NotMerged::Taken);
    }
    if !other.stands_for.is_empty() {
        return Err(NotMerged::StandsForOthers);
    }
    other.merged_into = Some(id);
    if let Err(position) = survivor.stands_for.binary_search(&other_id) {
        survivor.stands_for.insert(position, other_id);
    }
    Ok(())
}

/// What became of a line that says who stands for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merged {
    /// One stands for the other from now on.
    New,
    /// It was so before.
    Before,
    /// They were related otherwise, which stays.
    Kept,
    /// One of them is not there.
    Missing,
}

/// Lets one customer stand for another, both written or neither. Safe to repeat.
///
/// # Errors
/// When the table fails.
pub async fn merge_stored(
    services: &Services,
    tenant: &TenantId,
    survivor: CustomerId,
    other: CustomerId,
) -> Result<Merged, StoreError> {
    let customers = &services.customers;
    for _ in 0..TRIES {
        let found = (store::read(customers, tenant, survivor).await?, store::read(customers, tenant, other).await?);
        let (Some(survivor), Some(other)) = found else { return Ok(Merged::Missing) };
        let (mut one, mut two) = (survivor.history.clone(), other.history.clone());
        if stand_for(&mut one, &mut two).is_err() {
            return Ok(Merged::Kept);
        }
        if one == survivor.history && two == other.history {
            return Ok(Merged::Before);
        }
        if store::write_together(customers, tenant, &[(&one, &survivor), (&two, &other)]).await? {
            return Ok(Merged::New);
        }
    }
    Err(StoreError::Contended { what: "pair of customers", tries: TRIES })
}

/// `POST /api/customers/{id}/part`: both are as before the merge; safe to repeat.
///
/// # Errors
/// [`ApiError::Conflict`] where the one does not stand for the other.
pub async fn part(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    Body(request): Body<MergeCustomer>,
) -> ApiResult<Response> {
    relate(&state, &member.tenant, &id, request.other, |survivor, other| {
        if other.merged_into.is_some_and(|into| into != survivor.key.id()) {
            return Err(ApiError::Conflict("The other record belongs to another customer.".to_owned()));
        }
        other.merged_into = None;
        survivor.stands_for.retain(|of| *of != other.key.id());
        Ok(())
    })
    .await
}

/// Changes how two records stand to each other, both or neither.
async fn relate(
    state: &ApiState,
    tenant: &TenantId,
    id: &str,
    other: CustomerId,
    change: impl Fn(&mut CustomerHistory, &mut CustomerHistory) -> ApiResult<()>,
) -> ApiResult<Response> {
    for _ in 0..TRIES {
        let (survivor, other) = (find(state, tenant, id).await?, find(state, tenant, &other.to_string()).await?);
        let (mut one, mut two) = (survivor.history.clone(), other.history.clone());
        change(&mut one, &mut two)?;
        if one == survivor.history && two == other.history {
            return Ok(answer(&answer_with_others(&state.services, tenant, one).await?));
        }
        if store::write_together(&state.services.customers, tenant, &[(&one, &survivor), (&two, &other)]).await? {
            scoring::request(&state.services, tenant).await?;
            return Ok(answer(&answer_with_others(&state.services, tenant, one).await?));
        }
    }
    Err(StoreError::Contended { what: "pair of customers", tries: TRIES }.into())
}

/// A customer with those they stand for, as one; an address of any of them that is suppressed withdraws their consent.
pub(super) async fn answer_with_others(
    services: &Services,
    tenant: &TenantId,
    mut history: CustomerHistory,
) -> Result<shared::api::CustomerAnswer, StoreError> {
    let mut others = Vec::new();
    for id in history.stands_for.clone() {
        others.extend(store::read(&services.customers, tenant, id).await?.map(|stored| stored.history));
    }
    for record in std::iter::once(&mut history).chain(&mut others) {
        Suppressions::of(&services.workspaces, tenant, record).await?.apply(tenant, record);
    }
    let stands_for = others
        .iter()
        .map(|other| CustomerRef {
            id: other.key.id(),
            number: other.key.number.clone(),
            name: other.identity.name.clone(),
            email: other.identity.email.clone(),
        })
        .collect();
    Ok(customer_answer(history.together(others), stands_for))
}

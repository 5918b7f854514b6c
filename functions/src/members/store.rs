//! Memberships in the table of workspaces: `person#<subject>` / `membership`; and the list of workspaces:
//! `tenants` / `tenant#<id>`.

use serde::{Deserialize, Serialize};
use shared::api::Role;
use shared::domain::TenantId;

use super::Membership;
use crate::aws::{Key, Query, StoreError, Table};

#[derive(Deserialize, Serialize)]
struct MembershipItem {
    tenant: String,
    role: Role,
    name: Option<String>,
}

/// The membership of a person; `None` for a member of no workspace.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn membership(table: &Table, subject: &str) -> Result<Option<Membership>, StoreError> {
    let Some(item) = table.get(Key::new(format!("person#{subject}"), "membership")).await? else { return Ok(None) };
    let item: MembershipItem =
        serde_dynamo::from_item(item).map_err(|error| StoreError::unreadable("membership", error))?;
    Ok(Some(Membership { tenant: TenantId(item.tenant), role: item.role, name: item.name }))
}

/// All workspaces.
///
/// # Errors
/// When the table fails.
pub async fn tenants(table: &Table) -> Result<Vec<TenantId>, StoreError> {
    let query = Query { pk: "tenants".to_owned(), sk_prefix: Some("tenant#".to_owned()), ..Query::default() };
    let items = table.all(query).await?;
    let names = items.iter().filter_map(|item| item.get("sk")?.as_s().ok()?.strip_prefix("tenant#"));
    Ok(names.map(|name| TenantId(name.to_owned())).collect())
}

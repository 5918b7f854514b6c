//! Rates in the table of workspaces: `tenant#<id>` / `rates`, apart from the settings, which every request for scores reads.

use shared::domain::{Rates, TenantId};

use crate::aws::{Expression, Key, StoreError, Table, Value};

fn key(tenant: &TenantId) -> Key {
    Key::new(format!("tenant#{tenant}"), "rates")
}

fn json(rates: &Rates) -> Value {
    Value::S(serde_json::to_string(rates).expect("plain data"))
}

/// The rates of a workspace; none where nobody has given any.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn read(table: &Table, tenant: &TenantId) -> Result<Rates, StoreError> {
    let Some(item) = table.get(key(tenant)).await? else { return Ok(Rates::default()) };
    let body = item.get("body").and_then(|body| body.as_s().ok());
    let body = body.ok_or_else(|| StoreError::unreadable("rates", "they have no body"))?;
    serde_json::from_str(body).map_err(|error| StoreError::unreadable("rates", error))
}

/// Puts rates in the place of those that were there; `false` where they are others.
///
/// # Errors
/// When the table fails.
pub async fn replace(table: &Table, tenant: &TenantId, rates: &Rates, before: &Rates) -> Result<bool, StoreError> {
    let mut item = key(tenant).attributes();
    item.insert("body".to_owned(), json(rates));
    let unchanged = if before.rates.is_empty() {
        Expression::new("attribute_not_exists(pk) OR #body = :before")
    } else {
        Expression::new("#body = :before")
    };
    table.put_if(item, unchanged.name("#body", "body").value(":before", json(before))).await
}

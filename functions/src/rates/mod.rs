//! Rates by which amounts in other currencies are taken.

pub mod routes;
pub mod store;

use shared::api::OrderInput;
use shared::domain::{Currency, ReportingCurrency, TenantId};

use crate::aws::{StoreError, Table};
use crate::settings;

/// What a workspace counts in and its rates.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn reporting(table: &Table, tenant: &TenantId) -> Result<ReportingCurrency, StoreError> {
    let currency = settings::store::read(table, tenant).await?.currency;
    Ok(ReportingCurrency { currency, rates: store::read(table, tenant).await? })
}

/// What a workspace of this currency takes these orders by. Rates are only read where an order needs one.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn reporting_in(
    table: &Table,
    tenant: &TenantId,
    currency: Currency,
    orders: &[OrderInput],
) -> Result<ReportingCurrency, StoreError> {
    let is_other = |order: &OrderInput| order.currency.as_deref().is_some_and(|code| code != currency.code());
    let rates = if orders.iter().any(is_other) { store::read(table, tenant).await? } else { Default::default() };
    Ok(ReportingCurrency { currency, rates })
}

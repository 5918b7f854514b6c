//! Settings in the table of workspaces: `tenant#<id>` / `settings`.

use serde::{Deserialize, Serialize};
use shared::domain::{Currency, Settings, TenantId};

use crate::aws::{Expression, Key, StoreError, Table, Value};

#[derive(Deserialize, Serialize)]
struct SettingsItem {
    shop_name: String,
    currency: Currency,
    time_zone: String,
    margin_share: f64,
    annual_discount_rate: f64,
    horizon_months: u16,
}

impl From<&Settings> for SettingsItem {
    fn from(settings: &Settings) -> Self {
        Self {
            shop_name: settings.shop_name.clone(),
            currency: settings.currency,
            time_zone: settings.time_zone.clone(),
            margin_share: settings.margin_share,
            annual_discount_rate: settings.annual_discount_rate,
            horizon_months: settings.horizon_months,
        }
    }
}

impl From<SettingsItem> for Settings {
    fn from(item: SettingsItem) -> Self {
        Self {
            shop_name: item.shop_name,
            currency: item.currency,
            time_zone: item.time_zone,
            margin_share: item.margin_share,
            annual_discount_rate: item.annual_discount_rate,
            horizon_months: item.horizon_months,
        }
    }
}

fn key(tenant: &TenantId) -> Key {
    Key::new(format!("tenant#{tenant}"), "settings")
}

/// The settings of a workspace; the initial ones where it has chosen nothing yet.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn read(table: &Table, tenant: &TenantId) -> Result<Settings, StoreError> {
    match table.get(key(tenant)).await? {
        None => Ok(Settings::initial(&tenant.0)),
        Some(item) => {
            let item: SettingsItem =
                serde_dynamo::from_item(item).map_err(|error| StoreError::unreadable("settings item", error))?;
            Ok(item.into())
        }
    }
}

/// Replaces the settings of a workspace if they still have the tag `before`; `false` if they do not.
///
/// # Errors
/// When the table fails.
pub async fn replace(
    table: &Table,
    tenant: &TenantId,
    settings: &Settings,
    tag: &str,
    before: &str,
) -> Result<bool, StoreError> {
    let mut item: crate::aws::Item = serde_dynamo::to_item(SettingsItem::from(settings))
        .map_err(|error| StoreError::unreadable("settings item", error))?;
    item.extend(key(tenant).attributes());
    item.insert("tag".to_owned(), Value::S(tag.to_owned()));
    let unchanged = Expression::new("attribute_not_exists(#tag) OR #tag = :before").name("#tag", "tag");
    table.put_if(item, unchanged.text(":before", before)).await
}

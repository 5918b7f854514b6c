//! Who took the list of customers.

use shared::api::{ExportContent, ExportState};
use shared::domain::TenantId;
use uuid::Uuid;

use super::{Export, store};
use crate::aws::{Services, StoreError};

/// Notes that a member was given the list of so many customers.
///
/// # Errors
/// When the table fails: then nobody is given anything.
pub async fn note_list(services: &Services, tenant: &TenantId, by: &str, customers: u64) -> Result<(), StoreError> {
    let now = services.now().to_string();
    let export = Export {
        id: Uuid::now_v7().to_string(),
        content: ExportContent::CustomerList,
        state: ExportState::Done,
        asked_at: now.clone(),
        asked_by: by.to_owned(),
        ended_at: Some(now),
        message: None,
        seen: 0,
        next: 0,
        customers,
        records: customers,
        files: Vec::new(),
    };
    store::create(&services.workspaces, tenant, &export).await?;
    Ok(())
}

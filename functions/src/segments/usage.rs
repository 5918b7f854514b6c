//! What stands on a saved segment.

use shared::api::SavedScenario;
use shared::domain::TenantId;
use shared::planning::Scope;

use crate::aws::{StoreError, Table};
use crate::kept;

/// What uses a segment, each in words; a segment that is used is not removed. Whatever comes to use segments is asked here.
///
/// # Errors
/// When the table fails.
pub(super) async fn uses(table: &Table, tenant: &TenantId, id: &str) -> Result<Vec<String>, StoreError> {
    let scenarios = kept::list::<SavedScenario>(table, tenant).await?;
    let is_of = |scope: &Scope| matches!(scope, Scope::Segment { id: Some(used), .. } if used == id);
    let using = scenarios.into_iter().filter(|saved| is_of(&saved.draft.scenario.scope));
    Ok(using.map(|saved| format!("the scenario \"{}\" of {}", saved.draft.name, saved.saved_by)).collect())
}

//! What the schedule starts: a new generation for every workspace.

use crate::aws::{Services, StoreError};
use crate::{members, scoring};

/// Asks for new scores for all workspaces. One that fails does not keep the others from theirs.
///
/// # Errors
/// The last failure, after all were asked for.
pub async fn ask_for_all(services: &Services) -> Result<(), StoreError> {
    let mut outcome = Ok(());
    for tenant in members::store::tenants(&services.workspaces).await? {
        if let Err(error) = scoring::request(services, &tenant).await {
            outcome = Err(error);
        }
    }
    outcome
}

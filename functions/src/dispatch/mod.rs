//! What the schedule starts: a new generation for every workspace, and what its endpoints have not been told.

use crate::aws::{Services, StoreError};
use crate::{endpoints, members, scoring};

/// Asks for new scores for all workspaces, and hands on what was not. One that fails does not keep the others from theirs.
///
/// # Errors
/// The last failure, after all were asked for.
pub async fn ask_for_all(services: &Services) -> Result<(), StoreError> {
    let mut outcome = Ok(());
    for tenant in members::store::tenants(&services.workspaces).await? {
        for done in [scoring::request(services, &tenant).await, endpoints::catch_up(services, &tenant).await] {
            if done.is_err() {
                outcome = done;
            }
        }
    }
    outcome
}

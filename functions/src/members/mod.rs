//! Who belongs to which workspace.

pub mod routes;
pub mod store;

use shared::api::Role;
use shared::domain::TenantId;

/// A person's place in a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The workspace.
    pub tenant: TenantId,
    /// Role in it.
    pub role: Role,
    /// Name to greet with.
    pub name: Option<String>,
}

//! Who is signed in.

use axum::response::Response;
use shared::api::Me;

use crate::http::{Member, answer};

/// `GET /api/me`
pub async fn me(member: Member) -> Response {
    let rights = member.role.rights().to_vec();
    answer(&Me { name: member.name, tenant: member.tenant, role: member.role, rights })
}

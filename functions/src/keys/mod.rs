//! API keys: made and revoked by members, shown once, used by programs.

pub(crate) mod rate;
pub mod routes;
mod secret;
pub mod store;

use jiff::Timestamp;
use shared::api::KEY_MARK;

use crate::aws::{Services, StoreError};
use store::KeyHolder;

/// Requests of one key in a minute.
pub const KEY_REQUESTS_PER_MINUTE: u64 = 120;

/// Requests of all keys of a workspace in a minute.
pub const TENANT_REQUESTS_PER_MINUTE: u64 = 300;

/// What a key says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presented {
    /// A key that is known, within its limits.
    Known(KeyHolder),
    /// No key, or none that is known.
    Unknown,
    /// A key that was valid until then.
    Expired(Timestamp),
    /// A key beyond its requests of this minute; how many seconds are left of it.
    TooMany(u64),
}

/// Recognises a key, counts the request and notes the day.
///
/// # Errors
/// When the table fails.
pub async fn present(services: &Services, authorization: Option<&str>) -> Result<Presented, StoreError> {
    let secret = authorization.and_then(|text| text.strip_prefix("Bearer ")).map(str::trim);
    let Some(secret) = secret.filter(|secret| secret.starts_with(KEY_MARK) && secret.len() <= 100) else {
        return Ok(Presented::Unknown);
    };
    let table = &services.workspaces;
    let digest = secret::digest(secret);
    let Some(holder) = store::by_digest(table, &digest).await? else { return Ok(Presented::Unknown) };
    let now = services.now();
    if let Some(until) = &holder.valid_until {
        let until: Timestamp = until.parse().map_err(|error| StoreError::unreadable("API key", error))?;
        if until <= now {
            return Ok(Presented::Expired(until));
        }
    }
    let limits = [
        (format!("key#{}", holder.id), KEY_REQUESTS_PER_MINUTE),
        (format!("tenant#{}", holder.tenant), TENANT_REQUESTS_PER_MINUTE),
    ];
    for (whose, limit) in limits {
        if rate::count(table, &whose, now).await? > limit {
            return Ok(Presented::TooMany(rate::seconds_left(now)));
        }
    }
    let today = day_of(now);
    if holder.last_used_day.as_deref() != Some(&today) {
        store::note_use(table, &holder, &digest, &today).await?;
    }
    Ok(Presented::Known(holder))
}

pub(crate) fn day_of(now: Timestamp) -> String {
    now.strftime("%Y-%m-%d").to_string()
}

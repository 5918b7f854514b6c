//! Requests counted by the minute: `rate#<whose>` / `<minute>` in the table of workspaces, gone a few minutes later. One write
//! a request; a minute that has passed costs nothing.

use jiff::Timestamp;

use crate::aws::{Expression, Key, StoreError, Table};

const MINUTE: i64 = 60;

/// Counts one more request and says how many there are in this minute.
///
/// # Errors
/// When the table fails.
pub(crate) async fn count(table: &Table, whose: &str, now: Timestamp) -> Result<u64, StoreError> {
    let minute = now.as_second().div_euclid(MINUTE);
    let update = Expression::new("ADD requests :one SET expires_at = :until")
        .number(":one", 1)
        .number(":until", (minute + 5) * MINUTE);
    let item = table.update_if(Key::new(format!("rate#{whose}"), minute.to_string()), update, None).await?;
    let requests = item.and_then(|item| item.get("requests")?.as_n().ok()?.parse().ok());
    requests.ok_or_else(|| StoreError::unreadable("count of requests", "it is no number"))
}

/// Seconds until the next minute.
pub(crate) fn seconds_left(now: Timestamp) -> u64 {
    (MINUTE - now.as_second().rem_euclid(MINUTE)).unsigned_abs()
}

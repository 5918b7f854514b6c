//! The import that orders of programs belong to: one a source and day, with the same id on every machine.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use shared::domain::{ImportId, TenantId};
use uuid::Builder;

const DAY_MILLIS: i64 = 24 * 60 * 60 * 1_000;

/// The id of the import of a source's orders of a day, in UTC: a UUID of version 7 of the day's first millisecond.
pub(super) fn of_day(tenant: &TenantId, source: &str, now: Timestamp) -> ImportId {
    let millis = now.as_millisecond().div_euclid(DAY_MILLIS) * DAY_MILLIS;
    let digest = Sha256::digest(format!("{tenant}\0{source}\0{millis}"));
    let mut fixed = [0_u8; 10];
    fixed.copy_from_slice(&digest[..10]);
    ImportId(Builder::from_unix_timestamp_millis(millis.unsigned_abs(), &fixed).into_uuid().to_string())
}

#[cfg(test)]
mod tests {
    use shared::domain::TenantId;

    use super::of_day;

    #[test]
    fn one_a_source_and_day() {
        let at = |time: &str| time.parse().expect("an instant");
        let maple = TenantId("maple".into());
        let morning = of_day(&maple, "till", at("2026-11-22T00:00:00Z"));
        assert_eq!(of_day(&maple, "till", at("2026-11-22T23:59:59Z")), morning);
        for other in [
            of_day(&maple, "till", at("2026-11-23T00:00:00Z")),
            of_day(&maple, "shop", at("2026-11-22T00:00:00Z")),
            of_day(&TenantId("oak".into()), "till", at("2026-11-22T00:00:00Z")),
        ] {
            assert_ne!(other, morning);
        }
    }
}

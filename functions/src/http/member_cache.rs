//! Memberships read a moment ago.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use crate::aws::limits::MEMBERSHIP_CACHED_FOR;
use crate::members::Membership;

/// People remembered at once; beyond it the cache starts anew.
const CAPACITY: usize = 1_000;

/// Memberships by subject, each believed for at most a minute. That somebody is no member is not remembered.
#[derive(Debug, Default)]
pub struct MemberCache(Mutex<BTreeMap<String, (Timestamp, Membership)>>);

impl MemberCache {
    /// A membership read less than a minute before `now`.
    pub(super) fn get(&self, subject: &str, now: Timestamp) -> Option<Membership> {
        let cache = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (read_at, membership) = cache.get(subject)?;
        let age = now.duration_since(*read_at);
        (!age.is_negative() && age.unsigned_abs() < MEMBERSHIP_CACHED_FOR).then(|| membership.clone())
    }

    /// Remembers a membership read at `now`.
    pub(super) fn insert(&self, subject: &str, membership: Membership, now: Timestamp) {
        let mut cache = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.len() >= CAPACITY {
            cache.clear();
        }
        cache.insert(subject.to_owned(), (now, membership));
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};
    use shared::api::Role;
    use shared::domain::TenantId;

    use super::MemberCache;
    use crate::members::Membership;

    #[test]
    fn a_membership_is_believed_for_less_than_a_minute() {
        let cache = MemberCache::default();
        let membership = Membership { tenant: TenantId("t".into()), role: Role::Owner, name: None };
        let then = Timestamp::UNIX_EPOCH;
        cache.insert("s", membership.clone(), then);
        assert_eq!(cache.get("s", then + SignedDuration::from_secs(59)), Some(membership));
        assert_eq!(cache.get("s", then + SignedDuration::from_secs(60)), None);
        assert_eq!(cache.get("s", then - SignedDuration::from_secs(1)), None, "a clock set back proves nothing");
        assert_eq!(cache.get("other", then), None);
    }
}

//! One text for who is in a segment.

use sha2::{Digest, Sha256};

use super::Members;
use crate::base::Customers;

/// SHA-256 over the identifiers of all members, ascending, 8 bytes each, big-endian, as 64 hexadecimal digits. Two lists have
/// the same customers if and only if they have the same hash, whoever made them: the app, an export or the server.
///
/// ```
/// use shared::base::Customers;
/// use shared::domain::CustomerId;
/// use shared::segments::{Members, members_hash};
/// let customers = Customers { id: vec![CustomerId(1), CustomerId(2)], ..Customers::default() };
/// let nobody = members_hash(&Members::nobody(2), &customers);
/// assert_eq!(nobody, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
/// assert_ne!(members_hash(&Members::everyone(2), &customers), nobody);
/// ```
#[must_use]
pub fn members_hash(members: &Members, customers: &Customers) -> String {
    let mut hash = Sha256::new();
    for row in members.iter() {
        hash.update(customers.id[row as usize].0.to_be_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

//! Identifiers, one type each, so that they cannot be mixed up.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Number of partitions a workspace's customers are spread over by [`CustomerId::partition`].
pub const PARTITIONS: u16 = 64;

/// One shop's workspace.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct TenantId(pub String);

impl fmt::Display for TenantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One import, chosen by the server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct ImportId(pub String);

impl fmt::Display for ImportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The natural key of a customer: the data source it came from and the number it has there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CustomerKey {
    /// Which system gave the number, for example `shop` or `sample`.
    pub data_source: String,
    /// The customer's number in that system.
    pub number: String,
}

impl CustomerKey {
    /// The identifier used in links and in the base: the first 8 bytes of
    /// SHA-256(data source, NUL, number), big-endian. It holds no personal data.
    #[must_use]
    pub fn id(&self) -> CustomerId {
        let mut hash = Sha256::new();
        hash.update(self.data_source.as_bytes());
        hash.update([0]);
        hash.update(self.number.as_bytes());
        let digest = hash.finalize();
        let mut first = [0_u8; 8];
        first.copy_from_slice(&digest[..8]);
        CustomerId(u64::from_be_bytes(first))
    }
}

/// A customer within a workspace, without personal data. Shown as 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomerId(pub u64);

impl CustomerId {
    /// The partition, below [`PARTITIONS`], that holds this customer: its highest 6 bits.
    /// Customers sorted by id are therefore sorted by partition.
    #[must_use]
    pub fn partition(self) -> u16 {
        (self.0 >> 58) as u16
    }
}

impl fmt::Display for CustomerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for CustomerId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Self)
    }
}

impl Serialize for CustomerId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CustomerId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for CustomerId {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
        let text = ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[0-9a-f]{16}$"));
        utoipa::openapi::RefOr::T(Schema::Object(text.build()))
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for CustomerId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customer_id_is_stable_and_its_text_reads_back() {
        let key = CustomerKey { data_source: "shop".into(), number: "12347".into() };
        let id = key.id();
        assert_eq!(id, key.clone().id());
        assert_eq!(id.to_string().parse::<CustomerId>().ok(), Some(id));
        assert!(id.partition() < PARTITIONS);
        let other = CustomerKey { data_source: "shop1".into(), number: "2347".into() };
        assert_ne!(other.id(), id, "the separator keeps source and number apart");
    }
}

//! Which bases there are.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A base by name. All but CDNOW are generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum BaseName {
    /// CDNOW: 2,357 customers of 1997.
    Cdnow,
    /// 10,000 customers in weeks with decimals.
    TenThousand,
    /// 100,000 customers in weeks with decimals.
    HundredThousand,
    /// 1,000,000 customers in weeks with decimals.
    Million,
    /// 1,000,000 customers in whole days.
    MillionOnDays,
    /// 10,000,000 customers in whole days.
    TenMillionOnDays,
}

/// A name that no base has.
#[derive(Debug, thiserror::Error)]
#[error("there is no base {name:?}")]
pub struct UnknownBase {
    /// The name given.
    pub name: String,
}

impl BaseName {
    const ALL: [Self; 6] = [
        Self::Cdnow,
        Self::TenThousand,
        Self::HundredThousand,
        Self::Million,
        Self::MillionOnDays,
        Self::TenMillionOnDays,
    ];

    /// The name in requests and figures.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cdnow => "cdnow",
            Self::TenThousand => "10k",
            Self::HundredThousand => "100k",
            Self::Million => "1m",
            Self::MillionOnDays => "1m_days",
            Self::TenMillionOnDays => "10m_days",
        }
    }

    /// Number of customers.
    #[must_use]
    pub fn customers(self) -> usize {
        match self {
            Self::Cdnow => 2_357,
            Self::TenThousand => 10_000,
            Self::HundredThousand => 100_000,
            Self::Million | Self::MillionOnDays => 1_000_000,
            Self::TenMillionOnDays => 10_000_000,
        }
    }

    /// Whether times are whole days.
    #[must_use]
    pub fn is_on_days(self) -> bool {
        matches!(self, Self::MillionOnDays | Self::TenMillionOnDays)
    }
}

impl FromStr for BaseName {
    type Err = UnknownBase;

    fn from_str(name: &str) -> Result<Self, UnknownBase> {
        let found = Self::ALL.into_iter().find(|base| base.name() == name);
        found.ok_or_else(|| UnknownBase { name: name.to_owned() })
    }
}

impl TryFrom<String> for BaseName {
    type Error = UnknownBase;

    fn try_from(name: String) -> Result<Self, UnknownBase> {
        name.parse()
    }
}

impl From<BaseName> for String {
    fn from(base: BaseName) -> Self {
        base.name().to_owned()
    }
}

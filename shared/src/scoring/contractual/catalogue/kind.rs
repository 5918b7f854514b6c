//! Which models there are.

use std::fmt;
use std::str::FromStr;

use crate::scoring::catalogue::UnknownModel;

/// A model of how long a contract is renewed.
///
/// ```
/// use shared::scoring::contractual::ContractKind;
/// assert_eq!("bdw".parse::<ContractKind>()?, ContractKind::Bdw);
/// assert_eq!(ContractKind::ALL.map(ContractKind::name), ["sbg", "bdw", "lcw"]);
/// assert!("weibull".parse::<ContractKind>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContractKind {
    /// Each customer's risk is constant.
    Sbg,
    /// Each customer's risk rises or falls with tenure.
    Bdw,
    /// Two classes of customers, each with its own risk.
    Lcw,
}

impl ContractKind {
    /// All of them, the simplest first.
    pub const ALL: [Self; 3] = [Self::Sbg, Self::Bdw, Self::Lcw];

    /// The name in a saved model.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sbg => "sbg",
            Self::Bdw => "bdw",
            Self::Lcw => "lcw",
        }
    }
}

impl fmt::Display for ContractKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for ContractKind {
    type Err = UnknownModel;

    fn from_str(name: &str) -> Result<Self, UnknownModel> {
        let found = Self::ALL.into_iter().find(|kind| kind.name() == name);
        found.ok_or_else(|| UnknownModel { name: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::ContractKind;

    #[test]
    fn every_name_parses_to_its_model() {
        for kind in ContractKind::ALL {
            assert_eq!(kind.to_string().parse(), Ok(kind));
        }
        assert!("sBG".parse::<ContractKind>().is_err());
    }
}

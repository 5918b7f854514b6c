//! Which models there are.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A model of purchases.
///
/// ```
/// use shared::scoring::catalogue::ModelKind;
/// assert_eq!("pareto-nbd".parse(), Ok(ModelKind::ParetoNbd));
/// let names = ModelKind::ALL.map(ModelKind::name);
/// assert_eq!(names, ["nbd", "bg-nbd", "mbg-nbd", "pareto-nbd", "ggompertz-nbd", "bg-cnbd-k", "mbg-cnbd-k"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ModelKind {
    /// No dropout.
    Nbd,
    /// Dropout after each repeat purchase.
    BgNbd,
    /// Dropout after each purchase, the first included.
    MbgNbd,
    /// Dropout at any time.
    ParetoNbd,
    /// Dropout at any time, the likelier the older the customer.
    GgompertzNbd,
    /// BG/NBD for customers who buy with some regularity.
    BgCnbdK,
    /// MBG/NBD for customers who buy with some regularity.
    MbgCnbdK,
}

/// A name that no model has.
///
/// ```
/// use shared::scoring::catalogue::{ModelKind, UnknownModel};
/// assert_eq!("bg_nbd".parse::<ModelKind>(), Err(UnknownModel { name: "bg_nbd".to_owned() }));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no model {name:?}")]
pub struct UnknownModel {
    /// The name given.
    pub name: String,
}

impl ModelKind {
    /// All of them, the simplest first.
    pub const ALL: [Self; 7] =
        [Self::Nbd, Self::BgNbd, Self::MbgNbd, Self::ParetoNbd, Self::GgompertzNbd, Self::BgCnbdK, Self::MbgCnbdK];

    /// The name on the command line and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nbd => "nbd",
            Self::BgNbd => "bg-nbd",
            Self::MbgNbd => "mbg-nbd",
            Self::ParetoNbd => "pareto-nbd",
            Self::GgompertzNbd => "ggompertz-nbd",
            Self::BgCnbdK => "bg-cnbd-k",
            Self::MbgCnbdK => "mbg-cnbd-k",
        }
    }
}

impl fmt::Display for ModelKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for ModelKind {
    type Err = UnknownModel;

    fn from_str(name: &str) -> Result<Self, UnknownModel> {
        let found = Self::ALL.into_iter().find(|kind| kind.name() == name);
        found.ok_or_else(|| UnknownModel { name: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::ModelKind;

    #[test]
    fn every_name_parses_to_its_model() {
        for kind in ModelKind::ALL {
            assert_eq!(kind.to_string().parse(), Ok(kind));
            assert_eq!(serde_json::to_string(&kind).expect("a name"), format!("{:?}", kind.name()));
        }
        assert!("bg_nbd".parse::<ModelKind>().is_err());
    }
}

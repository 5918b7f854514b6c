//! To what customers are lost.

use serde::{Deserialize, Serialize};

/// To what a customer was lost. Each customer who left has exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DefectionKind {
    /// Another company's offer.
    Competitor,
    /// The price.
    Price,
    /// The quality of what was bought.
    Quality,
    /// The service around it.
    Service,
    /// A move, a birth, a death: something in the customer's life.
    LifeEvent,
    /// They buy nothing of the kind any more, from nobody.
    NonUse,
    /// Nobody meant to leave: a card failed, an address was wrong.
    Involuntary,
    /// Nobody has said.
    Unknown,
}

impl DefectionKind {
    /// All, unknown last.
    pub const ALL: [Self; 8] = [
        Self::Competitor,
        Self::Price,
        Self::Quality,
        Self::Service,
        Self::LifeEvent,
        Self::NonUse,
        Self::Involuntary,
        Self::Unknown,
    ];

    /// All that a person can name.
    pub const NAMED: [Self; 7] =
        [Self::Competitor, Self::Price, Self::Quality, Self::Service, Self::LifeEvent, Self::NonUse, Self::Involuntary];
}

/// Which kinds the company could have helped. Unknown is neither.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AvoidableKinds {
    /// The avoidable ones; the other named ones are not.
    pub kinds: Vec<DefectionKind>,
}

impl Default for AvoidableKinds {
    /// What a company can act on: offer, price, quality, service and failed payments. Not what happens in a life.
    fn default() -> Self {
        use DefectionKind::{Competitor, Involuntary, Price, Quality, Service};
        Self { kinds: vec![Competitor, Price, Quality, Service, Involuntary] }
    }
}

impl AvoidableKinds {
    /// Whether a kind could have been helped; `None` of unknown.
    #[must_use]
    pub fn is_avoidable(&self, kind: DefectionKind) -> Option<bool> {
        (kind != DefectionKind::Unknown).then(|| self.kinds.contains(&kind))
    }
}

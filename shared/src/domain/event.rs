//! What else happened with a customer.

use serde::{Deserialize, Serialize};

use super::ImportId;

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// The first time the shop and the person met, before any order: a visit, a fair, a newsletter.
    FirstTouch,
    /// An enquiry of somebody who may become a customer.
    Enquiry,
    /// A conversation: a call, a letter, a chat, a visit.
    Contact,
    /// A message the shop sent.
    Message,
    /// An answer to a survey or a review; `value` is the grade.
    Feedback,
    /// A case of the customer service.
    ServiceCase,
    /// Points earned or spent; `value` is their number.
    Points,
    /// A new lifecycle stage.
    StageChange,
    /// The customer recommended the shop; `text` is the code by which others come.
    Referral,
    /// Anything worth remembering.
    Note,
    /// The customer came by somebody's recommendation; `text` is the code.
    Referred,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::FirstTouch,
        Self::Enquiry,
        Self::Contact,
        Self::Message,
        Self::Feedback,
        Self::ServiceCase,
        Self::Points,
        Self::StageChange,
        Self::Referral,
        Self::Note,
        Self::Referred,
    ];

    /// Whether the customer and somebody of the shop talked: what contact breadth counts.
    #[must_use]
    pub fn is_contact(self) -> bool {
        matches!(self, Self::Enquiry | Self::Contact | Self::ServiceCase)
    }
}

/// One thing that happened with a customer, beside orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// Its id in its data source.
    pub id: String,
    /// When, in seconds from 1970-01-01T00:00:00Z.
    pub at: i64,
    /// What kind of thing.
    pub kind: EventKind,
    /// By which way, as given, for example `phone`.
    pub channel: Option<String>,
    /// Who of the shop, as given.
    pub staff: Option<String>,
    /// A number that belongs to it, see [`EventKind`].
    pub value: Option<i64>,
    /// What was said, as given.
    pub text: Option<String>,
    /// The import that last wrote it.
    pub import: ImportId,
}

//! Endpoints: where a workspace is told by webhook what happened, and what became of each message.

use serde::{Deserialize, Serialize};

use super::ProblemField;

/// Endpoints a workspace can have.
pub const MAX_ENDPOINTS: usize = 10;
/// Longest address of an endpoint, in characters.
pub const MAX_ENDPOINT_URL: usize = 500;

/// Failed messages that one request sends again, at most.
pub const MAX_RESENT: usize = 100;

/// What can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EndpointEvent {
    /// All rows of an import are written.
    #[serde(rename = "import.finished")]
    ImportFinished,
    /// A new generation of scores is there.
    #[serde(rename = "scoring.finished")]
    ScoringFinished,
    /// A segment was saved, new or changed.
    #[serde(rename = "segment.saved")]
    SegmentSaved,
    /// A segment was removed.
    #[serde(rename = "segment.removed")]
    SegmentRemoved,
    /// A customer was erased from the records.
    #[serde(rename = "customer.erased")]
    CustomerErased,
    /// Somebody asked for a test. Every endpoint takes it, whatever it wants.
    #[serde(rename = "endpoint.tested")]
    EndpointTested,
}

impl EndpointEvent {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::ImportFinished,
        Self::ScoringFinished,
        Self::SegmentSaved,
        Self::SegmentRemoved,
        Self::CustomerErased,
        Self::EndpointTested,
    ];

    /// Its name as it is sent.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ImportFinished => "import.finished",
            Self::ScoringFinished => "scoring.finished",
            Self::SegmentSaved => "segment.saved",
            Self::SegmentRemoved => "segment.removed",
            Self::CustomerErased => "customer.erased",
            Self::EndpointTested => "endpoint.tested",
        }
    }
}

/// Body of `POST /api/endpoints` and `PUT /api/endpoints/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndpointDraft {
    /// What it is, 1 to 80 characters.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80, pattern = r"\S"))]
    pub name: String,
    /// Where messages go: `https`, without user name and password, an address of the public internet.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub url: String,
    /// What it wants to be told.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 6))]
    pub events: Vec<EndpointEvent>,
    /// Whether messages are held back until it is `false` again.
    #[serde(default)]
    pub paused: bool,
}

impl EndpointDraft {
    /// All that is wrong with it but the address, which the server checks.
    #[must_use]
    pub fn faults(&self) -> Vec<ProblemField> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: &str| {
            faults.push(ProblemField { field: field.to_owned(), message: message.to_owned() });
        };
        if !(1..=80).contains(&self.name.trim().chars().count()) {
            fault("name", "Please give a name of at most 80 characters.");
        }
        if !(1..=EndpointEvent::ALL.len()).contains(&self.events.len()) {
            fault("events", "Please choose at least one event, each once.");
        }
        faults
    }
}

/// An endpoint, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Endpoint {
    /// Its id, a UUID of version 7.
    pub id: String,
    /// Version, from 1; its `ETag`.
    pub version: u64,
    /// What it is.
    pub name: String,
    /// Where messages go.
    pub url: String,
    /// What it wants to be told.
    pub events: Vec<EndpointEvent>,
    /// Whether messages are held back.
    pub paused: bool,
    /// Why Holdfast paused it by itself; `None` where a person did, and where it is not paused.
    #[serde(default)]
    pub paused_because: Option<String>,
    /// When it was last saved or paused, RFC 3339 in UTC.
    pub saved_at: String,
    /// By whom.
    pub saved_by: String,
}

/// Answer of `POST /api/endpoints` (201) and of a new secret: the only time it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewEndpoint {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// What messages are signed with: `whsec_` and base64.
    pub secret: String,
}

/// Answer of `GET /api/endpoints`: the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndpointList {
    /// Endpoints.
    pub endpoints: Vec<Endpoint>,
    /// Goes into `?cursor=` for the next page; `None` at the end.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoticeState {
    /// It is to be sent, or to be sent again.
    Waiting,
    /// The endpoint has taken it.
    Taken,
    /// The endpoint is paused; it is sent when the pause ends.
    Held,
    /// All attempts failed.
    Failed,
}

/// One attempt to send a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attempt {
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// What the endpoint answered; `None` where there was no answer.
    #[serde(default)]
    pub status: Option<u16>,
    /// Why it does not count as taken.
    #[serde(default)]
    pub error: Option<String>,
}

/// A message to an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    /// Its id, a UUID of version 7.
    pub id: String,
    /// The event's id, sent as `webhook-id` with every attempt.
    pub event_id: String,
    /// What is told.
    pub event: EndpointEvent,
    /// When it was made, RFC 3339 in UTC.
    pub made_at: String,
    /// What became of it.
    pub state: NoticeState,
    /// Attempts, the newest last; of more than 20, the newest 20.
    pub attempts: Vec<Attempt>,
    /// When it is tried next, RFC 3339 in UTC; `None` where it is not.
    #[serde(default)]
    pub next_at: Option<String>,
}

/// Answer of `GET /api/endpoints/{id}/deliveries`: the newest of 30 days first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeList {
    /// Messages.
    pub deliveries: Vec<Notice>,
    /// Goes into `?cursor=` for the next page; `None` at the end.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// Answer of `POST /api/endpoints/{id}/deliveries/resend` (202).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResentNotices {
    /// Messages that are sent again, 100 at most, the oldest first.
    pub resent: u32,
    /// Messages that failed and are not sent again yet: ask once more.
    pub left: u32,
}

/// Answer of `POST /api/endpoints/{id}/test` (202).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TestReceipt {
    /// The test event's id, sent as `webhook-id`.
    pub event_id: String,
}

/// What is told, as it is sent: `{"type": …, "timestamp": …, "data": …}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event<D> {
    /// What happened.
    #[serde(rename = "type")]
    pub kind: EndpointEvent,
    /// When, RFC 3339 in UTC.
    pub timestamp: String,
    /// Ids and counts; no personal data.
    pub data: D,
}

/// Data of `import.finished`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FinishedImport {
    /// The import.
    pub import: String,
    /// Customers seen for the first time.
    pub customers_new: u64,
    /// Orders seen for the first time.
    pub orders_new: u64,
}

/// Data of `scoring.finished`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FinishedScoring {
    /// The generation that was made.
    pub generation: u64,
    /// Customers in it.
    pub customers: u64,
}

/// Data of `segment.saved` and `segment.removed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangedSegment {
    /// The segment.
    pub segment: String,
    /// Its version, from 1; the last one where it was removed.
    pub version: u64,
}

/// Data of `customer.erased`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErasedCustomer {
    /// The customer for whom it was asked.
    pub customer: String,
}

/// Data of `endpoint.tested`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TestedEndpoint {
    /// The endpoint.
    pub endpoint: String,
}

#[cfg(test)]
mod tests {
    use super::{EndpointDraft, EndpointEvent};

    #[test]
    fn names_are_those_that_are_sent_and_drafts_say_what_is_wrong() {
        for kind in EndpointEvent::ALL {
            assert_eq!(serde_json::to_value(kind).expect("a text"), kind.name());
        }
        let good = EndpointDraft {
            name: "Till".into(),
            url: "https://example.com/".into(),
            events: vec![EndpointEvent::ImportFinished],
            paused: false,
        };
        assert_eq!(good.faults(), []);
        assert_eq!(EndpointDraft { name: " ".into(), ..good.clone() }.faults()[0].field, "name");
        assert_eq!(EndpointDraft { events: vec![], ..good.clone() }.faults()[0].field, "events");
        assert_eq!(EndpointDraft { events: vec![EndpointEvent::SegmentSaved; 7], ..good }.faults().len(), 1);
    }
}

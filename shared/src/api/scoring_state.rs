//! Whether scores are being made.

use serde::{Deserialize, Serialize};

/// Whether scores are being made. It is read by way of a struct, for what is derived for an enum with an inner tag is long, and
/// fetched before the first board.
///
/// ```
/// use shared::api::ScoringState;
/// let state = ScoringState::Running { since: "2026-01-05T08:00:00Z".to_owned() };
/// let text = r#"{"state":"running","since":"2026-01-05T08:00:00Z"}"#;
/// assert_eq!(serde_json::to_string(&state).unwrap(), text);
/// assert_eq!(serde_json::from_str::<ScoringState>(text).unwrap(), state);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case", try_from = "Parts")]
pub enum ScoringState {
    /// Nothing to do.
    Idle,
    /// Asked for or running.
    Running {
        /// Since when, RFC 3339 in UTC.
        since: String,
    },
    /// The last run failed; the generation before is still shown.
    Failed {
        /// When, RFC 3339 in UTC.
        at: String,
        /// What to do.
        message: String,
    },
}

#[derive(Deserialize)]
struct Parts {
    state: Kind,
    since: Option<String>,
    at: Option<String>,
    message: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Idle,
    Running,
    Failed,
}

impl TryFrom<Parts> for ScoringState {
    type Error = &'static str;

    fn try_from(parts: Parts) -> Result<Self, Self::Error> {
        match (parts.state, parts.since, parts.at.zip(parts.message)) {
            (Kind::Idle, ..) => Ok(Self::Idle),
            (Kind::Running, Some(since), _) => Ok(Self::Running { since }),
            (Kind::Failed, _, Some((at, message))) => Ok(Self::Failed { at, message }),
            _ => Err("a part of the state is missing"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ScoringState;

    #[test]
    fn every_state_is_read_as_it_is_written() {
        let failed = ScoringState::Failed { at: "then".to_owned(), message: "Try again.".to_owned() };
        for state in [ScoringState::Idle, ScoringState::Running { since: "now".to_owned() }, failed] {
            let text = serde_json::to_string(&state).expect("a state is written");
            assert_eq!(serde_json::from_str::<ScoringState>(&text).expect("and read"), state, "{text}");
        }
        for text in [r#"{"state":"running"}"#, r#"{"state":"failed","at":"then"}"#, r#"{"state":"else"}"#, "{}"] {
            assert!(serde_json::from_str::<ScoringState>(text).is_err(), "{text}");
        }
    }
}

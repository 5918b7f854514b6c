//! Why customers left, as people wrote it down.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ProblemField;
use crate::domain::CustomerId;
use crate::review::{AvoidableKinds, DefectionKind};

/// Longest note, in characters.
pub const MAX_DEFECTION_NOTE: usize = 500;

/// A reason as a person writes it down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DefectionDraft {
    /// To what the customer was lost; not `unknown`: that is what nobody wrote down.
    pub kind: DefectionKind,
    /// What is known of it, at most 500 characters.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: String,
    /// The version that was read; 0 where there was none. An edit says it by `If-Match`.
    #[serde(default)]
    pub version: u64,
}

impl DefectionDraft {
    /// All that is wrong with it.
    #[must_use]
    pub fn faults(&self) -> Vec<ProblemField> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| {
            faults.push(ProblemField { field: field.to_owned(), message });
        };
        if self.kind == DefectionKind::Unknown {
            fault("kind", "Please choose a reason; remove it to say that it is not known.".to_owned());
        }
        if self.note.trim().chars().count() > MAX_DEFECTION_NOTE {
            fault("note", format!("The note may have at most {MAX_DEFECTION_NOTE} characters."));
        }
        faults
    }
}

/// A reason on record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedDefection {
    /// What was written; `version` counts up with every change.
    pub draft: DefectionDraft,
    /// When, RFC 3339 in UTC.
    pub saved_at: String,
    /// By whom.
    pub saved_by: String,
}

/// The reason of one customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DefectionAnswer {
    /// The reason; `None` where nobody has written one.
    pub defection: Option<SavedDefection>,
}

/// Reasons of a workspace, without notes and names, up to 10,000 a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DefectionList {
    /// Which kinds count as avoidable.
    pub avoidable: AvoidableKinds,
    /// The `ETag` of `/api/defections/avoidable`, which a change of it says by `If-Match`.
    #[serde(default)]
    pub avoidable_tag: String,
    /// Customers by the reason on record.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, Vec<String>>))]
    pub customers: BTreeMap<DefectionKind, Vec<CustomerId>>,
    /// Goes into `?cursor=` for the next page; `None` at the end.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::DefectionDraft;
    use crate::review::DefectionKind;

    #[test]
    fn unknown_is_no_reason_and_notes_are_short() {
        let fields = |kind, note: String| -> Vec<String> {
            DefectionDraft { kind, note, version: 0 }.faults().into_iter().map(|fault| fault.field).collect()
        };
        assert_eq!(fields(DefectionKind::Price, "ü".repeat(500)), [""; 0]);
        assert_eq!(fields(DefectionKind::Unknown, "x".repeat(501)), ["kind", "note"]);
    }
}

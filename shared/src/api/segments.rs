//! Saved segments, and who is in one.

use serde::{Deserialize, Serialize};

use super::ProblemField;
use crate::domain::{CustomerId, Day};
use crate::segments::{Definition, SegmentFigures};

/// Segments a workspace can keep.
pub const MAX_SEGMENTS: usize = 200;
/// Longest name, in characters.
pub const MAX_SEGMENT_NAME: usize = 80;
/// Longest comment, in characters.
pub const MAX_SEGMENT_COMMENT: usize = 500;
/// Versions kept of each segment, the newest ones.
pub const MAX_SEGMENT_VERSIONS: u64 = 50;
/// Members in one answer.
pub const SEGMENT_MEMBERS_PER_PAGE: usize = 5_000;

/// A segment as a person saves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentDraft {
    /// Its name, 1 to 80 characters.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80, pattern = r"\S"))]
    pub name: String,
    /// What it is for, at most 500 characters.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub comment: String,
    /// Who is in it.
    pub definition: Definition,
    /// The version that was read; 0 for a new one. An edit says it by `If-Match`.
    #[serde(default)]
    pub version: u64,
}

impl SegmentDraft {
    /// All that is wrong with it.
    #[must_use]
    pub fn faults(&self) -> Vec<ProblemField> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| {
            faults.push(ProblemField { field: field.to_owned(), message });
        };
        if !(1..=MAX_SEGMENT_NAME).contains(&self.name.trim().chars().count()) {
            fault("name", format!("Please give a name of at most {MAX_SEGMENT_NAME} characters."));
        }
        if self.comment.trim().chars().count() > MAX_SEGMENT_COMMENT {
            fault("comment", format!("The comment may have at most {MAX_SEGMENT_COMMENT} characters."));
        }
        if let Err(error) = self.definition.check() {
            let joint = if error.place.is_empty() { "" } else { "." };
            fault(&format!("definition.rule{joint}{}", error.place), error.message);
        }
        faults
    }
}

/// A saved segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedSegment {
    /// Its id, a UUID of version 7.
    pub id: String,
    /// What was saved; `version` counts up with every change.
    pub draft: SegmentDraft,
    /// Who made it first.
    pub owner: String,
    /// When this version was saved, RFC 3339 in UTC.
    pub saved_at: String,
    /// Who saved this version.
    pub saved_by: String,
}

/// Saved segments: all of a workspace, or all versions of one; the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentList {
    /// The segments.
    pub segments: Vec<SavedSegment>,
    /// Goes into `?cursor=` for the next page; `None` at the end.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// Body of `POST /api/segments/evaluate`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvaluateSegment {
    /// Who is meant.
    pub definition: Definition,
}

/// What a rule comes to over the newest generation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentCount {
    /// The generation.
    pub generation: u64,
    /// The last day with an order.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "2026-11-20"))]
    pub as_of: Option<Day>,
    /// Size and worth.
    pub figures: SegmentFigures,
    /// Who they are: SHA-256 over their identifiers, ascending, 8 bytes each, big-endian, in hexadecimal digits.
    pub members_hash: String,
}

/// A page of the members of a segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentMembers {
    /// Size and worth of the whole segment.
    pub count: SegmentCount,
    /// Identifiers, ascending.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub ids: Vec<CustomerId>,
    /// Goes into `?cursor=` for the next page; `None` at the end.
    pub next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::SegmentDraft;
    use crate::segments::{Condition, Definition, Rule};

    #[test]
    fn everything_wrong_is_named_at_once() {
        let good = SegmentDraft {
            name: " Regulars ".into(),
            comment: String::new(),
            definition: Definition::new(Rule::everyone()),
            version: 0,
        };
        assert_eq!(good.faults(), []);
        let nobody = Rule::All(vec![Rule::Is(Condition::Stage { any_of: vec![] })]);
        let bad =
            SegmentDraft { name: " ".into(), comment: "x".repeat(501), definition: Definition::new(nobody), ..good };
        let fields: Vec<String> = bad.faults().into_iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["name", "comment", "definition.rule.all[0].is"]);
    }
}

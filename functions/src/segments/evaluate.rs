//! Who is in a segment, over the newest generation. Beside the manifest and the segment itself nothing is read from a table.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use shared::api::{EvaluateSegment, Manifest, SEGMENT_MEMBERS_PER_PAGE, SavedSegment, SegmentCount, SegmentMembers};
use shared::domain::CustomerId;
use shared::segments::Definition;

use crate::base::{self, Evaluated, NotEvaluated};
use crate::http::{ApiError, ApiResult, ApiState, Body, Member, answer};
use crate::kept::routes::find;

/// Query of `GET /api/segments/{id}/members`.
#[derive(Debug, Deserialize)]
pub struct MembersQuery {
    cursor: Option<String>,
}

/// `POST /api/segments/evaluate`
///
/// # Errors
/// [`ApiError::Invalid`] for a faulty rule; [`ApiError::Conflict`] before the first generation.
pub async fn evaluate(
    State(state): State<ApiState>,
    member: Member,
    Body(asked): Body<EvaluateSegment>,
) -> ApiResult<Response> {
    asked.definition.check().map_err(|fault| not_evaluated(fault.into(), RULE))?;
    let (manifest, evaluated) = over_newest(&state, &member, asked.definition).await?;
    Ok(answer(&count(&manifest, &evaluated)))
}

/// `GET /api/segments/{id}/members?cursor=`
///
/// # Errors
/// [`ApiError::NotFound`] where there is no such segment; [`ApiError::Conflict`] where new scores were made since the page before.
pub async fn members(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    Query(MembersQuery { cursor }): Query<MembersQuery>,
) -> ApiResult<Response> {
    let segment: SavedSegment = find(&state, &member, &id).await?;
    let version = segment.draft.version;
    let (manifest, evaluated) = over_newest(&state, &member, segment.draft.definition).await?;
    let after = match cursor {
        None => None,
        Some(cursor) => {
            let read = Cursor::parse(&cursor);
            let cursor = read.ok_or_else(|| ApiError::Malformed("The cursor is not one of ours.".to_owned()))?;
            if (cursor.generation, cursor.version) != (manifest.generation, version) {
                return Err(ApiError::Conflict(
                    "New scores were made or the segment was changed since the first page. Begin again without a cursor."
                        .to_owned(),
                ));
            }
            Some(cursor.after)
        }
    };
    let first = after.map_or(0, |after| evaluated.ids.partition_point(|id| *id <= after));
    let last = evaluated.ids.len().min(first + SEGMENT_MEMBERS_PER_PAGE);
    let ids = evaluated.ids[first..last].to_vec();
    let more = ids.last().filter(|_| last < evaluated.ids.len());
    let next_cursor = more.map(|after| Cursor { generation: manifest.generation, version, after: *after }.text());
    Ok(answer(&SegmentMembers { count: count(&manifest, &evaluated), ids, next_cursor }))
}

const RULE: &str = "definition.rule";

/// A problem of the field that holds the rule.
pub(crate) fn not_evaluated(error: NotEvaluated, field: &str) -> ApiError {
    match error {
        NotEvaluated::Fault(fault) => {
            let joint = if fault.place.is_empty() { "" } else { "." };
            ApiError::invalid(&format!("{field}{joint}{}", fault.place), fault.message)
        }
        NotEvaluated::Store(error) => error.into(),
    }
}

async fn over_newest(
    state: &ApiState,
    member: &Member,
    definition: Definition,
) -> ApiResult<(Manifest, Arc<Evaluated>)> {
    let manifest = base::read(&state.services.workspaces, &member.tenant).await?;
    let manifest =
        manifest.ok_or_else(|| ApiError::Conflict("There are no scores yet. Import orders first.".to_owned()))?;
    let evaluated = state.generations.segment(&state.services.objects, &member.tenant, &manifest, definition).await;
    Ok((manifest, evaluated.map_err(|error| not_evaluated(error, RULE))?))
}

fn count(manifest: &Manifest, evaluated: &Evaluated) -> SegmentCount {
    SegmentCount {
        generation: manifest.generation,
        as_of: manifest.as_of,
        figures: evaluated.figures,
        members_hash: evaluated.members_hash.clone(),
    }
}

/// Where a page begins: after a customer, in one generation, by one version of the segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cursor {
    generation: u64,
    version: u64,
    after: CustomerId,
}

impl Cursor {
    fn text(self) -> String {
        format!("{}.{}.{}", self.generation, self.version, self.after)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let read = Self {
            generation: parts.next()?.parse().ok()?,
            version: parts.next()?.parse().ok()?,
            after: parts.next()?.parse().ok()?,
        };
        Some(read).filter(|read| read.text() == text)
    }
}

#[cfg(test)]
mod tests {
    use shared::domain::CustomerId;

    use super::Cursor;

    #[test]
    fn cursors_read_back_and_nothing_else_is_one() {
        let cursor = Cursor { generation: 12, version: 3, after: CustomerId(255) };
        assert_eq!(cursor.text(), "12.3.00000000000000ff");
        assert_eq!(Cursor::parse(&cursor.text()), Some(cursor));
        for text in ["", "12", "12.3", "12.3.ff", "12.3.00000000000000ff.1", "012.3.00000000000000ff", "a.b.c"] {
            assert_eq!(Cursor::parse(text), None, "{text}");
        }
    }
}

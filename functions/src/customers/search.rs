//! Finds customers by the beginning of an e-mail address, a number, or any word of the name.

use shared::api::SearchAnswer;
use shared::domain::TenantId;

use super::names::names_of;
use super::search_index::{Term, normalised};
use crate::base;
use crate::http::{ApiResult, ApiState};

/// Customers shown.
const SHOWN: usize = 20;

/// Customers whose terms begin with the text, those with exactly this term first.
///
/// # Errors
/// When the bucket or the table fails.
pub(crate) async fn search(state: &ApiState, tenant: &TenantId, text: &str) -> ApiResult<SearchAnswer> {
    let prefix = normalised(text);
    let Some(manifest) = base::read(&state.services.workspaces, tenant).await? else {
        return Ok(SearchAnswer { generation: 0, found: Vec::new(), more: false });
    };
    let generation = manifest.generation;
    let mut rows: Vec<u32> = Vec::new();
    if !prefix.is_empty() {
        let block = |number| state.generations.search(&state.services.objects, tenant, generation, number);
        let root = block(None).await?;
        // Sorted terms begin with the exact one, so the order of the index is the order of the answer.
        for first in &root[first_block(&root, &prefix)..] {
            if first.text > prefix && !first.text.starts_with(&prefix) {
                break;
            }
            for term in block(Some(first.row)).await?.iter().filter(|term| term.text.starts_with(&prefix)) {
                if !rows.contains(&term.row) {
                    rows.push(term.row);
                }
                if rows.len() > SHOWN {
                    break;
                }
            }
            if rows.len() > SHOWN {
                break;
            }
        }
    }
    let more = rows.len() > SHOWN;
    rows.truncate(SHOWN);
    Ok(SearchAnswer { generation, found: names_of(state, tenant, generation, &rows).await?, more })
}

/// The block in which terms that are not below the prefix begin.
fn first_block(root: &[Term], prefix: &str) -> usize {
    root.partition_point(|first| first.text.as_str() < prefix).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::{Term, first_block};

    #[test]
    fn the_search_begins_in_the_block_before_the_first_greater_one() {
        let root: Vec<Term> = ["b", "d", "d", "f"].into_iter().map(|text| Term { text: text.into(), row: 0 }).collect();
        for (prefix, block) in [("a", 0), ("b", 0), ("c", 0), ("d", 0), ("e", 2), ("f", 2), ("g", 3)] {
            assert_eq!(first_block(&root, prefix), block, "{prefix}");
        }
        assert_eq!(first_block(&[], "a"), 0);
    }
}

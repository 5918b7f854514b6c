//! A table whose cells are coloured by their share; the number stands in each.

use leptos::prelude::*;

use crate::formats;
use crate::text::review as text;

/// One row of the table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ShareRow {
    /// Its name.
    pub(crate) name: String,
    /// How many it counts, as written.
    pub(crate) count: String,
    /// Shares from the first column on; `None` leaves a cell empty.
    pub(crate) cells: Vec<Option<f64>>,
    /// Whether the last cell covers only part of its time.
    pub(crate) last_is_partial: bool,
}

/// Steps of colour, beside the one of the whole.
const STEPS: usize = 5;

/// The table. The first column of cells, which is always the whole, is not coloured.
#[component]
pub(crate) fn ShareTable(
    /// The rows.
    rows: Vec<ShareRow>,
    /// Names of the columns.
    columns: Vec<String>,
    /// Name of the first column.
    corner: &'static str,
    /// Name of the counts.
    count: &'static str,
) -> impl IntoView {
    let largest = rows.iter().flat_map(|row| row.cells.iter().skip(1)).flatten().copied().fold(0.0, f64::max);
    let header = columns.into_iter().map(|name| view! { <th scope="col" class="number">{name}</th> }).collect_view();
    let row = |row: &ShareRow| {
        let last = row.cells.len().saturating_sub(1);
        let cells = row.cells.iter().enumerate().map(|(index, share)| {
            let class = share.filter(|_| index > 0).map(|share| format!("cool-{}", step(share, largest)));
            let is_partial = row.last_is_partial && index == last;
            let mark = (is_partial && share.is_some()).then(text::partial_mark);
            view! { <td class=class class:partial=is_partial>{share.map(compact)}{mark}</td> }
        });
        view! {
            <tr>
                <th scope="row">{row.name.clone()}</th>
                <td class="count">{row.count.clone()}</td>
                {cells.collect_view()}
            </tr>
        }
    };
    let body = rows.iter().map(row).collect_view();
    view! {
        <div class="heat-scroll" tabindex="0" role="region" aria-label=corner>
            <table class="heat-table numbers">
                <thead><tr><th scope="col">{corner}</th><th scope="col" class="count">{count}</th>{header}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

/// Whole percent, so that a cell stays small.
fn compact(share: f64) -> String {
    formats::percent((share * 100.0).round() / 100.0)
}

/// The step of colour of a share, 0 for none and the last for the largest.
fn step(share: f64, largest: f64) -> usize {
    if largest <= 0.0 || share <= 0.0 {
        return 0;
    }
    ((share / largest * STEPS as f64).ceil() as usize).clamp(1, STEPS) - 1
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn steps_are_even_parts_of_the_largest_share() {
        assert_eq!([0.0, 0.01, 0.08, 0.081, 0.399, 0.4].map(|share| step(share, 0.4)), [0, 0, 0, 1, 4, 4]);
        assert_eq!(step(0.0, 0.0), 0);
    }
}

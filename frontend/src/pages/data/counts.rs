//! What an import changes, as a table.

use leptos::prelude::*;
use shared::ingest::{ImportKind, MergeCounts};

use crate::formats::whole;
use crate::text::data as text;
use crate::text::{erasure, imports, kinds};

/// Customers, orders and other facts by what becomes of them; and what stays against the file.
#[component]
pub(super) fn Counts(
    /// What the lines of the file are.
    kind: ImportKind,
    /// What it changes.
    counts: MergeCounts,
) -> impl IntoView {
    let row = |name: &'static str, cells: [u64; 3], is_needed: bool| {
        (is_needed || cells != [0; 3]).then(|| {
            let cells = cells.map(|count| view! { <td class="number">{whole(count as f64)}</td> });
            view! { <tr><th scope="row">{name}</th>{cells.into_iter().collect_view()}</tr> }
        })
    };
    let customers = [counts.customers_new, counts.customers_changed, counts.customers_unchanged];
    let orders = [counts.orders_new, counts.orders_changed, counts.orders_unchanged];
    let facts = [counts.facts_new, counts.facts_changed, counts.facts_unchanged];
    let kept = |count: u64, say: fn(&str) -> String| (count > 0).then(|| view! { <p>{say(&whole(count as f64))}</p> });
    view! {
        <table class="plain counts">
            <thead>
                <tr>
                    <td></td>
                    <th scope="col" class="number">{text::new()}</th>
                    <th scope="col" class="number">{text::changed()}</th>
                    <th scope="col" class="number">{text::unchanged()}</th>
                </tr>
            </thead>
            <tbody>
                {row(text::customers(), customers, kind != ImportKind::Suppressions)}
                {row(text::orders(), orders, kind == ImportKind::Orders)}
                {row(kinds::facts_of(kind), facts, kind != ImportKind::Orders)}
            </tbody>
        </table>
        {kept(counts.opt_outs_kept, imports::opt_outs_kept)}
        {kept(counts.fields_kept, imports::fields_kept)}
        {kept(counts.lines_of_erased, erasure::lines_of_erased)}
    }
}

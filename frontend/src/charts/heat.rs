//! Numbers in a table whose cells are shaded by one of them.

use leptos::prelude::*;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HeatCell {
    /// 0 to 4: how strong it is shaded.
    pub(crate) step: u8,
    /// The number.
    pub(crate) value: String,
    /// What stands below it.
    pub(crate) note: String,
}

/// A table of rows by columns. Its numbers are text, so that nothing is said by colour alone.
#[component]
pub(crate) fn HeatTable(
    /// What it shows, for screen readers.
    label: String,
    /// What the rows are.
    corner: &'static str,
    /// What the notes count, for screen readers.
    unit: &'static str,
    /// Names of the columns.
    columns: Vec<String>,
    /// Name and cells of each row.
    rows: Vec<(String, Vec<HeatCell>)>,
) -> impl IntoView {
    let header = columns.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    let cell = move |cell: HeatCell| {
        view! {
            <td class=format!("heat-{}", cell.step)>
                <b>{cell.value}</b>
                " "
                <span>{cell.note}<span class="visually-hidden">" "{unit}</span></span>
            </td>
        }
    };
    let row = move |(name, cells): (String, Vec<HeatCell>)| {
        view! { <tr><th scope="row">{name}</th>{cells.into_iter().map(cell).collect_view()}</tr> }
    };
    let body = rows.into_iter().map(row).collect_view();
    view! {
        <div class="heat-scroll" tabindex="0" role="region" aria-label=label>
            <table class="heat">
                <thead><tr><th scope="col">{corner}</th>{header}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

//! A table, and the same as a file.

use leptos::prelude::*;
use shared::ingest::safe_csv;

use crate::parts::{offer_file, text_file};
use crate::text::quality as text;

/// Rows that are shown first, and more at each press.
const AT_ONCE: usize = 25;

/// A column: what stands above it, what it is called in the file, and whether it holds numbers.
pub(super) type Column = (&'static str, &'static str, bool);

/// A value as it is shown and as it stands in the file.
#[derive(Clone)]
pub(super) struct Cell {
    shown: String,
    filed: String,
    /// Whether what is shown is data and not words of ours.
    is_data: bool,
    is_marked: bool,
    leads_to: Option<String>,
}

impl Cell {
    /// Words of ours or a formatted number.
    pub(super) fn said(shown: impl Into<String>, filed: impl ToString) -> Self {
        Self { shown: shown.into(), filed: filed.to_string(), is_data: false, is_marked: false, leads_to: None }
    }

    /// A name from elsewhere.
    pub(super) fn data(name: impl Into<String>) -> Self {
        let shown = name.into();
        Self { filed: shown.clone(), shown, is_data: true, is_marked: false, leads_to: None }
    }

    /// The same as a link.
    pub(super) fn leading_to(self, path: String) -> Self {
        Self { leads_to: Some(path), ..self }
    }

    /// The same with another value in the file.
    pub(super) fn filed(self, filed: impl ToString) -> Self {
        Self { filed: filed.to_string(), ..self }
    }

    /// The same in the colour of what needs a look.
    pub(super) fn marked(self, is_marked: bool) -> Self {
        Self { is_marked, ..self }
    }
}

/// The table, with its first rows and more at each press; nothing without rows. Without a name of a file it cannot be downloaded.
pub(super) fn table(
    title: &'static str,
    file_name: Option<&'static str>,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let download = file_name.map(|file_name| {
        let file = StoredValue::new(csv(&columns, &rows));
        let save = move |_| {
            if let Ok(file) = file.with_value(|csv| text_file(csv, "text/csv")) {
                // A browser that refuses a download says so itself.
                let _ = offer_file(&file, file_name);
            }
        };
        view! { <button class="button" type="button" on:click=save>{text::download()}</button> }
    });
    let class = |is_number: bool| if is_number { "number" } else { "" };
    let head =
        columns.iter().map(|(name, _, is_number)| view! { <th scope="col" class=class(*is_number)>{*name}</th> });
    let head = head.collect_view();
    let numeric: Vec<bool> = columns.iter().map(|column| column.2).collect();
    let (total, shown) = (rows.len(), RwSignal::new(AT_ONCE.min(rows.len())));
    let rows = StoredValue::new(rows);
    let line = move |cells: &[Cell]| {
        let cells = numeric.iter().zip(cells).map(|(is_number, cell)| {
            let Cell { shown, is_data, is_marked, leads_to, .. } = cell.clone();
            let value = match leads_to {
                Some(path) => view! { <a href=path>{shown}</a> }.into_any(),
                None => shown.into_any(),
            };
            view! { <td class=class(*is_number) class:loss=is_marked translate=is_data.then_some("no")>{value}</td> }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    let lines = move || rows.with_value(|rows| rows[..shown.get()].iter().map(|cells| line(cells)).collect_view());
    view! {
        <div class="scroll-table" tabindex="0" role="region" aria-label=title>
            <table class="plain">
                <thead><tr>{head}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        <div class="buttons">
            <Show when=move || shown.get() < total>
                <button class="button" type="button" on:click=move |_| shown.update(|shown| *shown = (*shown + AT_ONCE).min(total))>
                    {text::show_more()}
                </button>
            </Show>
            {download}
        </div>
    }
    .into_any()
}

/// The rows as a file that a spreadsheet takes as text.
fn csv(columns: &[Column], rows: &[Vec<Cell>]) -> String {
    let names: Vec<&str> = columns.iter().map(|(_, name, _)| *name).collect();
    let mut csv = format!("{}{}{}", safe_csv::BYTE_ORDER_MARK, names.join(","), safe_csv::LINE_END);
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| safe_csv::text(&cell.filed)).collect();
        csv += &cells.join(",");
        csv += safe_csv::LINE_END;
    }
    csv
}

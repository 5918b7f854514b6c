//! A table, and the same as a file.

use leptos::prelude::*;
use shared::ingest::safe_csv;

use crate::parts::{offer_file, text_file};
use crate::text::quality as text;

/// A column: what stands above it, what it is called in the file, and whether it holds numbers.
pub(super) type Column = (&'static str, &'static str, bool);

/// A value as it is shown and as it stands in the file.
pub(super) struct Cell {
    shown: String,
    filed: String,
    /// Whether what is shown is data and not words of ours.
    is_data: bool,
    is_marked: bool,
}

impl Cell {
    /// Words of ours or a formatted number.
    pub(super) fn said(shown: impl Into<String>, filed: impl ToString) -> Self {
        Self { shown: shown.into(), filed: filed.to_string(), is_data: false, is_marked: false }
    }

    /// A name from elsewhere.
    pub(super) fn data(name: impl Into<String>) -> Self {
        let shown = name.into();
        Self { filed: shown.clone(), shown, is_data: true, is_marked: false }
    }

    /// The same in the colour of what needs a look.
    pub(super) fn marked(self, is_marked: bool) -> Self {
        Self { is_marked, ..self }
    }
}

/// The table; nothing without rows.
pub(super) fn table(
    title: &'static str,
    file_name: &'static str,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let file = StoredValue::new(csv(&columns, &rows));
    let save = move |_| {
        let file = file.with_value(|csv| text_file(csv, "text/csv"));
        if let Ok(file) = file {
            // A browser that refuses a download says so itself.
            let _ = offer_file(&file, file_name);
        }
    };
    let class = |is_number: bool| if is_number { "number" } else { "" };
    let head =
        columns.iter().map(|(name, _, is_number)| view! { <th scope="col" class=class(*is_number)>{*name}</th> });
    let head = head.collect_view();
    let rows = rows.into_iter().map(|cells| {
        let cells = columns.iter().zip(cells).map(|((_, _, is_number), cell)| {
            let Cell { shown, is_data, is_marked, .. } = cell;
            view! { <td class=class(*is_number) class:loss=is_marked translate=is_data.then_some("no")>{shown}</td> }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <div class="scroll-table" tabindex="0" role="region" aria-label=title>
            <table class="plain">
                <thead><tr>{head}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        <div class="buttons"><button class="button" type="button" on:click=save>{text::download()}</button></div>
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

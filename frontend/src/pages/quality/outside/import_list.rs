//! Imports that wait for somebody.

use leptos::prelude::*;
use shared::api::ImportAnswer;
use shared::quality::{Unsettled, unsettled};

use super::Asked;
use super::table::{Cell, table};
use crate::base_loader::use_base;
use crate::formats::{instant, today, whole};
use crate::pages::quality::checks::share_of;
use crate::text::{kinds, quality as text};

pub(super) fn card(imports: Asked<Vec<ImportAnswer>>) -> impl IntoView {
    let base = use_base();
    imports.card("imports", text::imports_title(), text::imports_effect(), text::imports_do(), move |imports| {
        let zone = base.manifest.with(|manifest| manifest.as_ref().map(|it| it.settings.time_zone.clone()));
        let zone = zone.unwrap_or_default();
        let waiting = unsettled(&imports, today());
        let said = share_of(waiting.len() as u32, imports.len() as u32);
        let columns = vec![
            (text::import_file(), "file", false),
            (text::import_kind(), "kind", false),
            (text::import_started(), "started_at", false),
            (text::import_why(), "reason", false),
            (text::import_lines(), "lines_in_error", true),
        ];
        let rows = waiting.iter().map(|(place, why)| row(&imports[*place], *why, &zone)).collect();
        let is_found = !waiting.is_empty();
        let body = view! {
            {table(text::imports_title(), Some("imports-waiting.csv"), columns, rows)}
            {is_found.then(|| view! { <p class="leads-on"><a href="/data">{text::imports_link()}</a></p> })}
        };
        (is_found, said, body)
    })
}

fn row(import: &ImportAnswer, why: Unsettled, zone: &str) -> Vec<Cell> {
    let (said, filed, lines) = match why {
        Unsettled::Failed => (text::import_failed(), "failed", 0),
        Unsettled::Undecided => (text::import_undecided(), "undecided", 0),
        Unsettled::Unfinished => (text::import_unfinished(), "unfinished", 0),
        Unsettled::LinesInError(lines) => (text::import_in_error(), "lines_in_error", lines),
    };
    vec![
        Cell::data(import.request.file_name.clone()),
        Cell::said(kinds::kind_name(import.request.kind), format!("{:?}", import.request.kind).to_lowercase()),
        Cell::said(instant(&import.started_at, zone), &import.started_at),
        Cell::said(said, filed).marked(why == Unsettled::Failed),
        match lines {
            0 => Cell::said("–", ""),
            lines => Cell::said(whole(lines as f64), lines),
        },
    ]
}

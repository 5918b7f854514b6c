//! The rejected rows.

use leptos::prelude::*;
use shared::ingest::RowError;

use super::journey::{Checked, use_journey};
use crate::formats::whole;
use crate::parts::offer_file;
use crate::text::data as text;

/// Rows shown; all of them are in the download.
const SHOWN: usize = 100;

/// A table of the first rejected rows, their kinds counted, and all of them as a file.
#[component]
pub(super) fn Faults(checked: Checked) -> impl IntoView {
    let journey = use_journey();
    let Checked { report, rejected_csv } = checked;
    if report.rejected == 0 {
        return ().into_any();
    }
    let file_name = journey.file.with_untracked(|file| file.as_ref().map(web_sys::File::name)).unwrap_or_default();
    let download = rejected_csv.map(|csv| {
        let save = move |_| {
            // A browser that refuses a download says so itself.
            let _ = offer_file(&csv, &text::rejected_file(&file_name));
        };
        view! { <button class="button" on:click=save>{text::download_rejected(&whole(report.rejected as f64))}</button> }
    });
    let kinds = kinds(&report.errors).into_iter().map(|(kind, count)| {
        view! { <li><strong class="numbers">{whole(count as f64)}</strong>" "{crate::text::sentence(kind)}</li> }
    });
    let shown = report.errors.len().min(SHOWN) as u64;
    let more =
        (report.rejected > shown).then(|| text::rejected_more(&whole(shown as f64), &whole(report.rejected as f64)));
    let rows = report.errors.iter().take(SHOWN).map(fault).collect_view();
    view! {
        <section class="card" aria-labelledby="faults-title">
            <header>
                <h2 id="faults-title">{text::rejected_title(&whole(report.rejected as f64))}</h2>
                {download}
            </header>
            <ul class="fault-kinds">{kinds.collect_view()}</ul>
            <div class="scroll-table faults" tabindex="0" role="region" aria-labelledby="faults-title">
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col" class="number">{text::line()}</th>
                            <th scope="col">{text::column()}</th>
                            <th scope="col">{text::value()}</th>
                            <th scope="col">{text::reason()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="muted">{more}</p>
        </section>
    }
    .into_any()
}

fn fault(error: &RowError) -> impl IntoView + use<> {
    let column = error.column.clone().unwrap_or_else(|| text::whole_row().to_owned());
    view! {
        <tr>
            <td class="number">{whole(error.line as f64)}</td>
            <td>{column}</td>
            <td class="value">{error.value.clone()}</td>
            <td>{crate::text::sentence(error.kind.to_string())}</td>
        </tr>
    }
}

/// Reasons among the rows of the report, the most frequent first.
fn kinds(errors: &[RowError]) -> Vec<(String, usize)> {
    let mut kinds: Vec<(String, usize)> = Vec::new();
    for error in errors {
        let kind = text::fault_kind(error.column.as_deref(), &error.kind);
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((kind, 1)),
        }
    }
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    kinds
}

#[cfg(test)]
mod tests {
    use shared::ingest::{RowError, RowErrorKind};

    use super::kinds;

    #[test]
    fn the_most_frequent_reason_comes_first() {
        let error = |kind: &RowErrorKind| RowError {
            line: 2,
            column: Some("Date".into()),
            field: None,
            value: String::new(),
            kind: kind.clone(),
        };
        let errors = [RowErrorKind::Missing, RowErrorKind::Date, RowErrorKind::Date].map(|kind| error(&kind));
        let counts: Vec<usize> = kinds(&errors).into_iter().map(|(_, count)| count).collect();
        assert_eq!(counts, [2, 1]);
    }
}

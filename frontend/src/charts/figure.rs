//! What surrounds a chart.

use leptos::prelude::*;

use crate::parts::Disclosure;
use crate::text;

/// A chart with its finding, its measure, a summary for who does not see it, and its numbers as a table.
#[component]
pub(crate) fn ChartFigure(
    /// The finding.
    #[prop(into)]
    title: Signal<String>,
    /// Measure, unit and period.
    #[prop(into)]
    measure: Signal<String>,
    /// What the picture says, in a sentence.
    #[prop(into)]
    summary: Signal<String>,
    /// Column names of the table, the first one left-aligned.
    columns: Vec<String>,
    /// Rows of the table.
    #[prop(into)]
    rows: Signal<Vec<Vec<String>>>,
    /// The picture.
    children: Children,
) -> impl IntoView {
    let header = columns.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    let body = move || {
        let rows = rows.get().into_iter().map(|row| {
            let cells = row.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view();
            view! { <tr>{cells}</tr> }
        });
        rows.collect_view()
    };
    view! {
        <figure class="card chart">
            <figcaption>
                <h2>{title}</h2>
                <p class="muted small">{measure}</p>
                <p class="visually-hidden">{summary}</p>
            </figcaption>
            {children()}
            <Disclosure summary=text::parts::as_table()>
                <div class="scroll-table" tabindex="0" role="region" aria-label=title>
                    <table class="plain numbers">
                        <thead><tr>{header}</tr></thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
            </Disclosure>
        </figure>
    }
}

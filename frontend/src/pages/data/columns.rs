//! What the columns mean.

use leptos::prelude::*;
use shared::ingest::ColumnSample;

use super::journey::{Journey, use_journey};
use crate::text::data as text;

/// A row a column: its name, samples and meaning; below it what is missing, and the way on.
#[component]
pub(super) fn Columns() -> impl IntoView {
    let journey = use_journey();
    let rows = move || {
        let columns = journey.detection.with(|it| it.as_ref().map(|it| it.columns.clone())).unwrap_or_default();
        columns.into_iter().enumerate().map(|(index, column)| column_row(journey, index, column)).collect_view()
    };
    let problems = Memo::new(move |_| journey.mapping.with(|mapping| mapping.check().err().unwrap_or_default()));
    let blocked = move || problems.with(|problems| !problems.is_empty()) || journey.reporting().is_none();
    view! {
        <section class="card" aria-labelledby="columns-title">
            <h2 id="columns-title">{text::columns_title()}</h2>
            <div class="scroll-table whole" tabindex="0" role="region" aria-labelledby="columns-title">
                <table class="plain meanings">
                    <thead>
                        <tr>
                            <th scope="col">{text::column()}</th>
                            <th scope="col">{text::samples()}</th>
                            <th scope="col">{text::meaning()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <div class="columns-foot">
                <ul class="problems" role="status">
                    {move || problems.with(|problems| {
                        problems.iter().map(|problem| view! { <li>{text::mapping_problem(problem)}</li> }).collect_view()
                    })}
                </ul>
                <button class="button primary" disabled=blocked on:click=move |_| journey.check_file()>
                    {text::check_file()}
                </button>
                <p class="muted">{text::nothing_leaves()}</p>
            </div>
        </section>
    }
}

fn column_row(journey: Journey, index: usize, column: ColumnSample) -> impl IntoView {
    let fields = move || journey.mapping.with_untracked(|mapping| mapping.kind.fields());
    let chosen = move || journey.mapping.with(|mapping| mapping.columns.get(index).copied().flatten());
    let change = move |event| {
        let field = event_target_value(&event).parse::<usize>().ok().and_then(|key| fields().get(key).copied());
        journey.mapping.update(|mapping| {
            if let Some(column) = mapping.columns.get_mut(index) {
                *column = field;
            }
        });
    };
    let options = fields().iter().copied().enumerate().map(move |(key, field)| {
        view! { <option value=key selected=move || chosen() == Some(field)>{text::field_of(journey.mapping.with_untracked(|mapping| mapping.kind), field)}</option> }
    });
    let samples = column.samples.into_iter().map(|sample| view! { <span class="value-sample">{sample}</span> });
    view! {
        <tr class:unread=move || chosen().is_none()>
            <th scope="row">{column.name.clone()}</th>
            <td>{samples.collect_view()}</td>
            <td>
                <select aria-label=text::meaning_of(&column.name) on:change=change>
                    <option value="" selected=move || chosen().is_none()>{text::not_read()}</option>
                    {options.collect_view()}
                </select>
            </td>
        </tr>
    }
}

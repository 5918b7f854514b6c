//! What the lines of the file are.

use leptos::prelude::*;
use shared::ingest::{ImportKind, Mapping};

use super::journey::use_journey;
use crate::text::{imports as text, kinds};

/// A choice of kinds; another one asks for other columns.
#[component]
pub(super) fn KindField() -> impl IntoView {
    let journey = use_journey();
    let chosen = Memo::new(move |_| journey.mapping.with(|mapping| mapping.kind));
    let change = move |event| {
        let kind = event_target_value(&event).parse::<usize>().ok().and_then(|key| ImportKind::ALL.get(key).copied());
        if let Some(kind) = kind {
            journey.mapping.set(Mapping::suggest(kind, &journey.column_names()));
            journey.read_as_in.set(None);
        }
    };
    let options = ImportKind::ALL.into_iter().enumerate().map(move |(key, kind)| {
        view! { <option value=key selected=move || chosen.get() == kind>{kinds::kind_name(kind)}</option> }
    });
    view! {
        <section class="card" aria-labelledby="kind-title">
            <h2 id="kind-title">{text::kind()}</h2>
            <p>
                <select aria-labelledby="kind-title" on:change=change>{options.collect_view()}</select>
            </p>
            <p class="muted">{text::kind_hint()}</p>
            {move || journey.detection.with(|it| it.as_ref().is_some_and(|it| it.own_source.is_some())).then(|| view! {
                <p role="status">{crate::text::exports::own_file()}</p>
            })}
            {move || journey.read_as_in.get().map(|(file, day)| view! {
                <p role="status">{text::read_as_before(&file, &day)}</p>
            })}
        </section>
    }
}

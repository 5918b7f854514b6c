//! The file as it is.

use leptos::prelude::*;

use super::drop_zone::Problem;
use super::journey::use_journey;
use crate::formats::whole;
use crate::text::data as text;

/// Name and size of the file, with the way back.
#[component]
pub(super) fn FileHeading() -> impl IntoView {
    let journey = use_journey();
    let name = move || journey.file.with(|file| file.as_ref().map(web_sys::File::name));
    let size = move || journey.file.with(|file| file.as_ref().map(|file| text::size(file.size())));
    view! {
        <div class="file-heading">
            <p><strong>{name}</strong>" "<span class="muted">{size}</span></p>
            <button class="button" on:click=move |_| journey.forget()>{text::another_file()}</button>
        </div>
        <Problem />
        {move || {
            let doubts = journey.detection.with(|detection| detection.as_ref().map(|it| it.doubts.clone()));
            let doubts = doubts.unwrap_or_default();
            (!doubts.is_empty()).then(|| view! {
                <div class="notice plain doubts" role="status">
                    <p>{text::please_check()}</p>
                    <ul>{doubts.into_iter().map(|doubt| view! { <li>{crate::text::sentence(doubt)}</li> }).collect_view()}</ul>
                </div>
            })
        }}
    }
}

/// The first rows as the file has them.
#[component]
pub(super) fn Preview() -> impl IntoView {
    let journey = use_journey();
    let table = move || {
        journey.detection.with(|detection| {
            let detection = detection.as_ref()?;
            let cells = |row: &Vec<String>| row.iter().map(|value| view! { <td>{value.clone()}</td> }).collect_view();
            let rows = detection.preview.iter().enumerate().map(|(index, row)| {
                view! { <tr><th scope="row">{whole(index as f64 + 2.0)}</th>{cells(row)}</tr> }
            });
            let names = detection.columns.iter().map(|column| view! { <th scope="col">{column.name.clone()}</th> });
            Some(view! {
                <thead><tr><th scope="col">{text::line()}</th>{names.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            })
        })
    };
    view! {
        <section class="card" aria-labelledby="preview-title">
            <h2 id="preview-title">{text::preview_title()}</h2>
            <div class="scroll-table" tabindex="0" role="region" aria-labelledby="preview-title">
                <table class="plain preview">{table}</table>
            </div>
        </section>
    }
}

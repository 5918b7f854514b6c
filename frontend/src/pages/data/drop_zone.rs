//! Choosing a file.

use leptos::html;
use leptos::prelude::*;
use web_sys::DragEvent;

use super::journey::use_journey;
use crate::parts::{Notice, ProgressLine};
use crate::text::data as text;

/// A place to drop a file on, and a button that opens the file picker.
#[component]
pub(super) fn DropZone() -> impl IntoView {
    let journey = use_journey();
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            journey.choose(file);
        }
    };
    let pick = move |_| {
        let Some(input) = input.get() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            journey.choose(file);
        }
        // The same file may be chosen again after it was changed.
        input.set_value("");
    };
    view! {
        <section
            class="drop-zone"
            class:over=over
            aria-label=text::choose_file()
            on:dragover=move |event| { event.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false)
            on:drop=drop
        >
            <p class="lead">{text::drop_here()}</p>
            <label class="button primary">
                {text::choose_file()}
                <input node_ref=input type="file" class="visually-hidden" accept=".csv,.tsv,.txt,text/csv" on:change=pick />
            </label>
            <p class="muted">{text::stays_here()}</p>
            <p class="muted">{text::formats()}</p>
            <Show when=move || journey.inspecting.get()>
                <ProgressLine label=Signal::derive(|| text::looking().to_owned()) />
            </Show>
        </section>
        <Problem />
    }
}

/// What went wrong last.
#[component]
pub(super) fn Problem() -> impl IntoView {
    let journey = use_journey();
    move || journey.problem.get().map(|problem| view! { <Notice tone="loss"><p>{problem}</p></Notice> })
}

//! The list as a CSV file.

use js_sys::Array;
use leptos::prelude::*;
use protocol::{ExportQuestion, ListQuery};
use shared::api::Right;
use web_sys::{Blob, BlobPropertyBag};

use super::query::ListQuestion;
use crate::base_loader::{Base, use_base};
use crate::formats;
use crate::frame::{Icon, Symbol};
use crate::parts::offer_file;
use crate::requests;
use crate::session::use_session;
use crate::text::customers as text;
use crate::worker_client::{self, Attachments};

/// Exports what the filters leave, in the order shown; nothing for those without the right.
#[component]
pub(super) fn ExportButton(
    /// The list's question.
    question: ListQuestion,
) -> impl IntoView {
    if !use_session().may(Right::ExportCustomers) {
        return ().into_any();
    }
    let base = use_base();
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let total = move || question.page.with(|page| page.as_ref().map_or(0, |page| page.total));
    let export = move |_| {
        busy.set(true);
        problem.set(None);
        let (sort, filter) = untrack(move || question.wanted());
        let query = ListQuery { sort, filter, offset: 0, limit: total() };
        leptos::task::spawn_local(async move {
            let outcome = save(base, query).await;
            // The person may have gone to another page meanwhile.
            let _ = busy.try_set(false);
            let _ = problem.try_set(outcome.err());
        });
    };
    let label = move || {
        if busy.get() { text::exporting().to_owned() } else { text::export_count(&formats::whole(f64::from(total()))) }
    };
    view! {
        <button class="button" disabled=move || busy.get() || total() == 0 on:click=export>
            <Icon symbol=Symbol::Download />
            {label}
        </button>
        {move || problem.get().map(|message| view! { <p class="loss small" role="alert">{message}</p> })}
    }
    .into_any()
}

async fn save(base: Base, query: ListQuery) -> Result<(), String> {
    let places = requests::export().await.map_err(|error| error.message())?;
    let shown = base.manifest.with_untracked(|manifest| manifest.as_ref().map(|manifest| manifest.generation));
    if shown != Some(places.generation) {
        base.expect_newer();
        return Err(text::export_generation().to_owned());
    }
    let mut buffers = Vec::with_capacity(places.identity_urls.len());
    for url in &places.identity_urls {
        buffers.push(requests::download(url).await.map_err(|error| error.message())?);
    }
    let attachments = Attachments { file: None, buffers };
    let reply =
        worker_client::ask_with(&ExportQuestion { query }, attachments).await.map_err(|error| error.message())?;
    if let Some(file) = reply.buffers.first() {
        offer(file);
    }
    Ok(())
}

/// Hands the list to the browser's downloads.
fn offer(file: &js_sys::ArrayBuffer) {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/csv;charset=utf-8");
    if let Ok(blob) = Blob::new_with_buffer_source_sequence_and_options(&Array::of1(file), &kind) {
        // Fails only where the browser keeps no files at all.
        let _ = offer_file(&blob, text::export_file());
    }
}

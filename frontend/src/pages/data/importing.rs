//! An import on its way.

use leptos::prelude::*;
use protocol::FileProgress;
use shared::api::ImportState;

use super::journey::use_journey;
use crate::formats::{percent, whole};
use crate::parts::{Notice, ProgressLine};
use crate::text::{data as text, imports};

/// Progress by bytes while chunks travel, then by buckets while jobs write.
#[component]
pub(super) fn Importing() -> impl IntoView {
    let journey = use_journey();
    let job = journey.job;
    let state = Memo::new(move |_| journey.import.with(|import| import.as_ref().map(|import| import.state)));
    let on_server = Memo::new(move |_| matches!(state.get(), Some(ImportState::Comparing | ImportState::Writing)));
    let share = Signal::derive(move || {
        if !on_server.get() {
            return job.progress.with(FileProgress::share);
        }
        let done = |(done, all): (u16, u16)| f64::from(done) / f64::from(all.max(1));
        journey
            .import
            .with(|import| import.as_ref().map(|import| done((import.buckets_done, import.buckets))))
            .unwrap_or(0.0)
    });
    let detail = move || {
        if on_server.get() {
            journey.import.with(|import| {
                let import = import.as_ref()?;
                Some(text::written_so_far(&whole(import.buckets_done.into()), &whole(import.buckets.into())))
            })
        } else {
            Some(text::uploaded_so_far(&percent(share.get()), &whole(job.uploaded.get().into())))
        }
    };
    let title = Signal::derive(move || {
        match state.get() {
            Some(ImportState::Comparing) => imports::comparing_title(),
            Some(ImportState::Writing) => text::writing_title(),
            _ => text::uploading_title(),
        }
        .to_owned()
    });
    view! {
        <section class="card job" aria-labelledby="importing-title">
            <h2 id="importing-title">{title}</h2>
            <ProgressLine label=title share=share />
            <p class="numbers">{detail}</p>
            {move || job.stalled.get().map(|reason| view! {
                <Notice tone="loss">
                    <p>{reason}" "{text::kept_chunks(&whole(job.uploaded.get_untracked().into()))}</p>
                    <button class="button" on:click=move |_| job.go_on()>{crate::text::parts::retry()}</button>
                </Notice>
            })}
            {move || job.resumed.get().map(|told| view! { <p role="status">{told}</p> })}
            <Show when=move || !on_server.get()>
                <button class="button" disabled=job.pausing on:click=move |_| job.pausing.set(true)>
                    {imports::pause()}
                </button>
            </Show>
            <button class="button" disabled=job.cancelling on:click=move |_| job.cancel()>
                {move || if job.cancelling.get() { text::cancelling() } else { text::cancel() }}
            </button>
            <p class="muted">{text::may_go_on()}</p>
        </section>
    }
}

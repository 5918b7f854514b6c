//! What an import would change, before it does.

use leptos::prelude::*;
use shared::ingest::MergeCounts;

use super::counts::Counts;
use super::journey::use_journey;
use crate::text::data;
use crate::text::imports as text;

/// The comparison, and the decision.
#[component]
pub(super) fn Compared() -> impl IntoView {
    let journey = use_journey();
    move || {
        journey.import.get().map(|import| {
            let is_news = changes(&import.counts);
            let title = if is_news { text::compared_title() } else { text::compared_nothing() };
            view! {
                <section class="card" aria-labelledby="compared-title">
                    <h2 id="compared-title">{title}</h2>
                    <Counts kind=import.request.kind counts=import.counts />
                    <div class="buttons">
                        <button class="button primary" on:click=move |_| journey.write_compared()>{text::write()}</button>
                        <button class="button" on:click=move |_| journey.drop_compared()>{data::cancel()}</button>
                    </div>
                    <p class="muted">{text::compared_hint()}</p>
                </section>
            }
        })
    }
}

fn changes(counts: &MergeCounts) -> bool {
    counts.customers_new + counts.customers_changed + counts.facts_new + counts.facts_changed > 0
}

//! How an import ended.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::api::{ImportAnswer, ImportState, ScoringState};
use shared::ingest::{ImportKind, MergeCounts};

use super::counts::Counts;
use super::journey::{Journey, use_journey};
use crate::formats::whole;
use crate::parts::{Notice, ProgressLine};
use crate::text::{data as text, kinds};

/// What changed, whether the scores know it already, and the way on.
#[component]
pub(super) fn Over() -> impl IntoView {
    let journey = use_journey();
    move || {
        journey.import.get().map(|import| {
            let wrote = import.counts != MergeCounts::default();
            view! {
                <section class="card" aria-labelledby="over-title">
                    <h2 id="over-title">{title(&import)}</h2>
                    {import.message.clone().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
                    <Counts kind=import.request.kind counts=import.counts />
                    {(wrote || import.state == ImportState::Done).then(|| view! { <Scores journey=journey /> })}
                    <div class="buttons">
                        <button class="button" on:click=move |_| journey.forget()>{text::another_file()}</button>
                    </div>
                </section>
            }
        })
    }
}

fn title(import: &ImportAnswer) -> String {
    let (kind, counts) = (import.request.kind, &import.counts);
    let facts = whole((counts.facts_new + counts.facts_changed) as f64);
    match import.state {
        ImportState::Done if counts.customers_new + counts.customers_changed + counts.facts_new == 0 => {
            text::nothing_new().to_owned()
        }
        ImportState::Done if kind == ImportKind::Customers => {
            kinds::facts_done(kind, &whole((counts.customers_new + counts.customers_changed) as f64))
        }
        ImportState::Done if kind != ImportKind::Orders => kinds::facts_done(kind, &facts),
        ImportState::Done => text::done(&whole(counts.orders_new as f64), &whole(counts.customers_new as f64)),
        ImportState::Failed => text::failed().to_owned(),
        _ if *counts == MergeCounts::default() => text::cancelled_early().to_owned(),
        _ if kind == ImportKind::Orders => kinds::cancelled_late(kind, &whole(counts.orders_new as f64)),
        _ => kinds::cancelled_late(kind, &facts),
    }
}

/// Whether a newer generation is there.
#[component]
fn Scores(journey: Journey) -> impl IntoView {
    let base = journey.base;
    let before = journey.generation_before.get_value();
    let ready = Memo::new(move |_| {
        let now = base.manifest.with(|manifest| manifest.as_ref().map(|manifest| manifest.generation));
        now > before
    });
    move || {
        if ready.get() {
            view! { <p class="gain" role="status">{text::scores_ready()}" "<A href="/">{text::to_board()}</A></p> }
                .into_any()
        } else if base.scoring.with(|scoring| matches!(scoring, ScoringState::Failed { .. })) {
            view! { <Notice tone="loss"><p>{text::scores_failed()}</p></Notice> }.into_any()
        } else {
            view! {
                <p role="status">{text::scores_coming()}</p>
                <ProgressLine label=Signal::derive(|| text::scores_coming().to_owned()) />
            }
            .into_any()
        }
    }
}

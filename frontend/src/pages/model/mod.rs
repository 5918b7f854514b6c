//! The page about the model: was it right, what is it, and what would another say?

mod calibration;
mod card;
mod check;
mod frequency;
mod presence;
mod refit;
mod tracking;

use std::sync::Arc;

use leptos::prelude::*;
use protocol::ModelCardQuestion;
use shared::api::Manifest;
use shared::planning::ModelCard;

use crate::base_loader::use_base;
use crate::pages::WhenLoaded;
use crate::parts::{Notice, ProgressLine};
use crate::text::model as text;
use crate::worker_client::Latest;

/// The page.
#[component]
pub(crate) fn ModelPage() -> impl IntoView {
    view! { <WhenLoaded title=text::title()><Page /></WhenLoaded> }
}

/// The card with the generation it belongs to.
#[derive(Clone)]
struct Shown {
    manifest: Arc<Manifest>,
    card: Arc<ModelCard>,
}

#[component]
fn Page() -> impl IntoView {
    let base = use_base();
    let latest = Latest::new();
    let shown = RwSignal::new(None::<Shown>);
    let failed = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        base.loads.track();
        let Some(manifest) = base.manifest.get() else { return };
        latest.ask(&ModelCardQuestion, move |answer| match answer {
            Ok(Some(card)) => {
                failed.set(None);
                shown.set(Some(Shown { manifest, card: Arc::new(card) }));
            }
            Ok(None) => {}
            Err(error) => failed.set(Some(error.message())),
        });
    });
    let parts = move || match shown.get() {
        None if failed.with(Option::is_some) => {
            view! { <Notice tone="loss"><p>{move || failed.get()}</p></Notice> }.into_any()
        }
        None => view! { <ProgressLine label=Signal::derive(|| text::card_coming().to_owned()) /> }.into_any(),
        Some(shown) => view! {
            <card::Card shown=shown.clone() />
            <div class="columns">
                <frequency::Frequency shown=shown.clone() />
                <presence::Presence shown />
            </div>
        }
        .into_any(),
    };
    view! {
        <div class="model">
            <check::Check />
            {parts}
            <refit::RefitSection />
        </div>
    }
}

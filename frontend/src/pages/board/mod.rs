//! The board: what happens to the customers, and what it is worth.

mod address;
mod figures;
mod forecast;
mod grid;
mod headline;
mod review;
mod slipping;
mod sources;
mod verdict;
mod weekly;

use std::sync::Arc;

use leptos::prelude::*;
use protocol::{BoardQuestion, BoardView};
use shared::api::Manifest;

use crate::base_loader::use_base;
use crate::formats::Money;
use crate::pages::{Fetched, Page, WhenLoaded};
use crate::parts::Notice;
use crate::text::board as text;
use crate::worker_client::Latest;

pub(super) use review::Review;

/// The board.
#[component]
pub(crate) fn BoardPage() -> impl IntoView {
    view! { <WhenLoaded title=text::title()><Board /></WhenLoaded> }
}

/// What every part of the board is drawn from: one generation.
#[derive(Clone, PartialEq)]
struct Shown {
    manifest: Arc<Manifest>,
    view: Arc<BoardView>,
}

impl Shown {
    fn money(&self) -> Money {
        Money(self.manifest.settings.currency)
    }
}

#[component]
fn Board() -> impl IntoView {
    let base = use_base();
    let latest = Latest::new();
    let shown = RwSignal::new(None::<Shown>);
    let problem = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        base.loads.track();
        let Some(manifest) = base.manifest.get() else { return };
        latest.ask(&BoardQuestion, move |answer| match answer {
            Ok(view) => {
                problem.set(None);
                shown.set(Some(Shown { manifest, view: Arc::new(view) }));
            }
            Err(error) => problem.set(Some(error.message())),
        });
    });
    let is_drawn = Memo::new(move |_| shown.with(Option::is_some));
    let parts = move || {
        shown.get().map(|shown| {
            view! {
                <verdict::VerdictNotice shown=shown.clone() />
                <figures::Figures shown=shown.clone() />
                <div class="columns">
                    <grid::RiskByValue shown=shown.clone() />
                    <weekly::WeeklyOrders shown=shown.clone() />
                </div>
                <slipping::Slipping shown=shown.clone() />
                <div class="columns">
                    <forecast::Forecast />
                    <sources::Sources shown />
                </div>
            }
        })
    };
    view! {
        <headline::Headline shown />
        {move || problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
        <div class="board">
            {parts}
            {move || is_drawn.get().then(|| view! { <Fetched page=Page::Review /> })}
        </div>
    }
}

//! The board: what happens to the customers, and what it is worth.

mod address;
mod figures;
mod forecast;
mod grid;
mod headline;
mod lower;
mod review;
mod slipping;
mod sources;
mod verdict;
mod weekly;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use protocol::{BoardQuestion, BoardView};
use shared::api::Manifest;

use crate::base_loader::use_base;
use crate::formats::Money;
use crate::pages::{Fetched, Page, WhenLoaded};
use crate::parts::{Notice, WhenNear};
use crate::text::board as text;
use crate::worker_client::Latest;

pub(super) use lower::LowerRow;
pub(super) use review::Review;

/// Parameters of the address that the review reads.
const REVIEW_PARAMETERS: [&str; 4] = ["period", "inactive", "serve", "order"];

/// Whether a lower part of the board is shown wherever it is: its code is here, or the address leads to it by one of its
/// parameters or by a fragment.
fn is_wanted_at_once(page: Page, parameters: &[&str]) -> bool {
    let address = use_location();
    let has_fragment = address.hash.with_untracked(|hash| !hash.is_empty());
    page.is_here()
        || has_fragment
        || address.query.with_untracked(|query| parameters.iter().any(|name| query.get_str(name).is_some()))
}

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
            provide_context(shown.clone());
            view! {
                <verdict::VerdictNotice shown=shown.clone() />
                <figures::Figures shown=shown.clone() />
                <div class="columns">
                    <grid::RiskByValue shown=shown.clone() />
                    <weekly::WeeklyOrders shown=shown.clone() />
                </div>
                <slipping::Slipping shown />
                <WhenNear at_once=is_wanted_at_once(Page::LowerRow, &["split"])><Fetched page=Page::LowerRow /></WhenNear>
            }
        })
    };
    view! {
        <headline::Headline shown />
        {move || problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
        <div class="board">
            {parts}
            {move || is_drawn.get().then(|| view! {
                <WhenNear at_once=is_wanted_at_once(Page::Review, &REVIEW_PARAMETERS)><Fetched page=Page::Review /></WhenNear>
            })}
        </div>
    }
}

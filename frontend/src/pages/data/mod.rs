//! The data page: a dropped file becomes orders.

mod columns;
mod compared;
mod counts;
mod dialect;
mod drop_zone;
mod dry_run;
mod faults;
mod history;
mod importing;
mod job;
mod journey;
mod kind;
mod outcome;
mod preview;
mod report;
mod taken_back;
mod takeout;
mod upload;

use leptos::html;
use leptos::prelude::*;
use shared::api::Right;

pub(crate) use journey::JourneyPlace;
use journey::Stage;

use crate::parts::{Notice, PageHeading};
use crate::session::use_session;
use crate::text::data as text;

/// The page.
#[component]
pub(crate) fn DataPage() -> impl IntoView {
    let session = use_session();
    view! {
        <PageHeading title=|| text::title().to_owned() subtitle=Signal::derive(|| text::subtitle().to_owned())>
            <a class="button" href="/connections">{text::connections()}</a>
            <a class="button" href="/data-quality">{crate::text::quality::open()}</a>
        </PageHeading>
        {move || {
            if session.may(Right::ImportOrders) {
                view! { <Orders /> }.into_any()
            } else {
                view! { <Notice tone="plain"><p>{text::not_allowed()}</p></Notice> }.into_any()
            }
        }}
        <takeout::TakeOut />
    }
}

#[component]
fn Orders() -> impl IntoView {
    let journey = journey::use_journey();
    journey.load_settings();
    let region = NodeRef::<html::Div>::new();
    // The button that led to a step is gone with the step before, so the step takes the focus.
    Effect::watch(
        move || journey.stage.get(),
        move |_, _, _| {
            if let Some(region) = region.get_untracked() {
                // Focus fails only for elements that cannot have it.
                let _ = region.focus();
            }
        },
        false,
    );
    let name = move || text::step_names()[journey.stage.with(Stage::step)];
    view! {
        <Steps />
        <div class="step" role="region" aria-label=name tabindex="-1" node_ref=region>
            {move || match journey.stage.get() {
                Stage::Choose => view! { <drop_zone::DropZone /> }.into_any(),
                Stage::Map => view! { <Mapping /> }.into_any(),
                Stage::Reading => view! { <dry_run::Reading /> }.into_any(),
                Stage::Checked => view! { <report::Report /> }.into_any(),
                Stage::Importing => view! { <importing::Importing /> }.into_any(),
                Stage::Compared => view! { <compared::Compared /> }.into_any(),
                Stage::Over => view! { <outcome::Over /> }.into_any(),
            }}
        </div>
        <Show when=move || matches!(journey.stage.get(), Stage::Choose | Stage::Over)>
            <history::History />
        </Show>
    }
}

#[component]
fn Mapping() -> impl IntoView {
    view! {
        <preview::FileHeading />
        <kind::KindField />
        <dialect::DialectFields />
        <columns::Columns />
        <preview::Preview />
    }
}

/// Where in the journey one is.
#[component]
fn Steps() -> impl IntoView {
    let journey = journey::use_journey();
    let current = Memo::new(move |_| journey.stage.with(Stage::step));
    let step = move |(index, name): (usize, &'static str)| {
        let done = move || index < current.get();
        let here = move || (index == current.get()).then_some("step");
        view! { <li class:done=done aria-current=here>{name}</li> }
    };
    view! {
        <ol class="import-steps" aria-label=text::steps()>
            {text::step_names().into_iter().enumerate().map(step).collect_view()}
        </ol>
    }
}

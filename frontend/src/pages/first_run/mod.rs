//! No order yet: two ways to the first finding, or what contracts say until orders come.

mod contracts_alone;

use gloo_timers::callback::Interval;
use leptos::prelude::*;
use shared::api::{Right, ScoringState};

use crate::base_loader::{BaseStatus, use_base};
use crate::formats;
use crate::frame::{Icon, Symbol};
use crate::parts::{Notice, PageHeading, ProgressLine};
use crate::requests;
use crate::session::use_session;
use crate::text::first_run as text;

/// What there is to do before the first order is here.
#[component]
pub(crate) fn FirstRun() -> impl IntoView {
    let base = use_base();
    let has_contracts = Memo::new(move |_| base.status.get() != BaseStatus::Empty && base.is_without_orders());
    move || match has_contracts.get() {
        true => view! { <contracts_alone::ContractsAlone /> }.into_any(),
        false => view! { <NobodyYet /> }.into_any(),
    }
}

/// Drop a file or look at a sample shop; a minute later the board.
#[component]
fn NobodyYet() -> impl IntoView {
    let may_import = use_session().may(Right::ImportOrders);
    let ways = if may_import {
        view! { <Ways /> }.into_any()
    } else {
        view! { <Notice tone="plain"><p>{text::no_right()}</p></Notice> }.into_any()
    };
    let steps = [text::step_import(), text::step_score(), text::step_board()];
    view! {
        <PageHeading title=|| text::title().to_owned() subtitle=Signal::derive(|| text::subtitle().to_owned()) />
        {ways}
        <section class="first-run-steps">
            <h2>{text::what_happens()}</h2>
            <ol>{steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}</ol>
        </section>
    }
}

#[component]
fn Ways() -> impl IntoView {
    let base = use_base();
    let problem = RwSignal::new(None::<String>);
    let asked = RwSignal::new(false);
    let running = Memo::new(move |_| {
        asked.get() || base.expecting.get() || base.scoring.with(|state| matches!(state, ScoringState::Running { .. }))
    });
    let load = move |_| {
        asked.set(true);
        problem.set(None);
        leptos::task::spawn_local(async move {
            match requests::load_sample().await {
                Ok(()) => base.expect_newer(),
                Err(error) => {
                    let _ = problem.try_set(Some(error.message()));
                }
            }
            // The page may be gone: the board takes its place as soon as scores are here.
            let _ = asked.try_set(false);
        });
    };
    let failed = move || {
        let scoring = base.scoring.with(|state| match state {
            ScoringState::Failed { message, .. } => Some(message.clone()),
            _ => None,
        });
        problem.get().or(scoring)
    };
    view! {
        <div class="ways">
            <section class="card way">
                <Icon symbol=Symbol::Data />
                <h2>{text::drop_title()}</h2>
                <p>{text::drop_text()}</p>
                <p class="muted small">{text::formats()} " " {text::later()}</p>
                <a class="button primary" href="/data">{text::drop_button()}</a>
            </section>
            <section class="card way">
                <Icon symbol=Symbol::Board />
                <h2>{text::sample_title()}</h2>
                <p>{text::sample_text()}</p>
                <button class="button" disabled=move || running.get() on:click=load>{text::sample_button()}</button>
                <Show when=move || running.get()>
                    <Waiting />
                </Show>
            </section>
        </div>
        {move || failed().map(|message| view! {
            <Notice tone="loss"><p><strong>{text::sample_failed()}</strong> " " {message}</p></Notice>
        })}
    }
}

/// Says that work is under way and for how long.
#[component]
fn Waiting() -> impl IntoView {
    let seconds = RwSignal::new(0_u32);
    let clock = StoredValue::new_local(Some(Interval::new(1_000, move || seconds.update(|seconds| *seconds += 1))));
    on_cleanup(move || {
        clock.try_update_value(Option::take);
    });
    view! {
        <ProgressLine label=Signal::derive(|| text::sample_running().to_owned()) />
        <p class="muted small" role="status">{text::sample_running()}</p>
        <p class="muted small" aria-hidden="true">{move || text::seconds(&formats::whole(f64::from(seconds.get())))}</p>
    }
}

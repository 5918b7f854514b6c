//! Erasing the customer: what goes and what stays is shown before, the number is typed, the job is watched.

use gloo_timers::future::TimeoutFuture;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{CustomerAnswer, EraseCustomer, ErasureAnswer, ErasureState};
use shared::domain::CustomerId;
use web_sys::SubmitEvent;

use super::erase_lists::{Goes, Records, Stays};
use crate::base_loader::use_base;
use crate::formats::{Money, instant, whole};
use crate::parts::{Field, Notice, ProgressLine};
use crate::requests;
use crate::text::erasure as text;

/// Between two looks at the job.
const LOOK_EVERY_MS: u32 = 700;

/// A quiet button at the foot and the dialog behind it.
#[component]
pub(super) fn Erase(
    /// Which customer.
    id: CustomerId,
    /// Who; set to nobody when they are erased.
    person: RwSignal<Option<CustomerAnswer>>,
    /// Formats amounts.
    money: Money,
    /// Whether they are erased, so that there is nothing to ask for.
    is_gone: Signal<bool>,
    /// Called when the dialog is closed after nothing is left.
    on_erased: Callback<()>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let is_open = RwSignal::new(false);
    let answer = RwSignal::new(None::<ErasureAnswer>);
    let problem = RwSignal::new(None::<String>);
    let base = use_base();
    let look = move || {
        spawn_local(async move {
            match requests::erasure(id).await {
                Ok(found) => drop(answer.try_set(Some(found))),
                Err(error) => drop(problem.try_set(Some(error.message()))),
            }
        });
    };
    let open = move |_| {
        answer.set(None);
        problem.set(None);
        is_open.set(true);
        if let Some(dialog) = dialog.get_untracked() {
            // Refused only when it is open already.
            let _ = dialog.show_modal();
        }
        look();
    };
    let closed = move |_| {
        is_open.set(false);
        if answer.with_untracked(|answer| answer.as_ref().is_some_and(is_under_way)) {
            on_erased.run(());
        }
    };
    // Looks again for as long as the job runs and the dialog is open.
    Effect::new(move |_| {
        let is_going_on = answer.with(|answer| {
            let state = answer.as_ref().map(|answer| answer.state);
            matches!(state, Some(ErasureState::Erasing | ErasureState::Rebuilding))
        });
        if is_going_on {
            spawn_local(async move {
                TimeoutFuture::new(LOOK_EVERY_MS).await;
                if is_open.try_get_untracked() == Some(true) {
                    look();
                }
            });
        }
        if answer.with(|answer| answer.as_ref().is_some_and(|answer| answer.state == ErasureState::Done)) {
            base.expect_newer();
        }
    });
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let close = Callback::new(move |()| close());
    let body = move || {
        answer.get().map(|answer_now| match answer_now.state {
            ErasureState::NotAsked | ErasureState::NotPossible | ErasureState::Failed => {
                view! { <Ask id answer=answer_now into=answer person problem money close /> }.into_any()
            }
            _ => view! { <Progress answer=answer_now money close /> }.into_any(),
        })
    };
    let waits = move || answer.with(Option::is_none) && problem.with(Option::is_none);
    view! {
        {move || (!is_gone.get()).then(|| view! {
            <p class="erase-open">
                <button class="button quiet" type="button" aria-haspopup="dialog" on:click=open>{text::open()}</button>
            </p>
        })}
        // Escape closes the dialog and not the panel behind it.
        <dialog
            class="erase"
            node_ref=dialog
            aria-labelledby="erase-title"
            on:close=closed
            on:keydown=move |event| event.stop_propagation()
            data-testid="erase"
        >
            {move || is_open.get().then(|| view! {
                {body}
                {move || waits().then(|| view! {
                    <h2 id="erase-title">{text::open()}</h2>
                    <ProgressLine label=Signal::derive(|| text::looking().to_owned()) />
                })}
                {move || problem.get().map(|message| view! {
                    <Notice tone="loss"><p>{message}</p></Notice>
                    <div class="buttons">
                        <button class="button" type="button" on:click=move |_| close.run(())>{text::close()}</button>
                    </div>
                })}
            })}
        </dialog>
    }
}

fn is_under_way(answer: &ErasureAnswer) -> bool {
    matches!(answer.state, ErasureState::Erasing | ErasureState::Rebuilding | ErasureState::Done)
}

#[component]
fn Ask(
    id: CustomerId,
    answer: ErasureAnswer,
    into: RwSignal<Option<ErasureAnswer>>,
    person: RwSignal<Option<CustomerAnswer>>,
    problem: RwSignal<Option<String>>,
    money: Money,
    close: Callback<()>,
) -> impl IntoView {
    let own = answer.records.first().cloned();
    let number = own.as_ref().map(|own| own.number.clone()).unwrap_or_default();
    let name = own.and_then(|own| own.name.filter(|name| !name.trim().is_empty()).or(Some(own.number)));
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let records: Vec<CustomerId> = answer.records.iter().map(|record| record.id).collect();
    let wanted = number.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        if typed.with_untracked(|typed| typed.trim() != wanted.trim()) {
            wrong.set(Some(text::type_wrong().to_owned()));
            return;
        }
        is_busy.set(true);
        let body = EraseCustomer { records: records.clone() };
        spawn_local(async move {
            match requests::erase(id, &body).await {
                Ok(answer) => {
                    person.try_set(None);
                    into.try_set(Some(answer));
                }
                Err(error) => drop(problem.try_set(Some(error.message()))),
            }
            is_busy.try_set(false);
        });
    };
    if answer.state == ErasureState::NotPossible {
        return view! {
            <h2 id="erase-title">{text::not_possible_title()}</h2>
            <p>{answer.message}</p>
            <div class="buttons">
                <button class="button" type="button" on:click=move |_| close.run(())>{text::close()}</button>
            </div>
        }
        .into_any();
    }
    let confirm = text::confirm(answer.goes.records, &whole(answer.goes.records as f64));
    view! {
        <form on:submit=submit novalidate=true>
            <h2 id="erase-title">{text::title(&name.unwrap_or_default())}</h2>
            {answer.message.clone().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
            <Records records=answer.records.clone() />
            <Goes goes=answer.goes />
            <Stays stays=answer.stays money />
            <p class="muted small">{text::files()}</p>
            <p>{text::number_is()} " " <strong translate="no">{number}</strong></p>
            <Field name="erase-number" label=text::type_label() value=typed error=wrong disabled=false />
            <div class="buttons">
                <button class="button danger" type="submit" aria-disabled=move || is_busy.get().then_some("true")>{confirm}</button>
                <button class="button" type="button" on:click=move |_| close.run(())>{text::cancel()}</button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Progress(answer: ErasureAnswer, money: Money, close: Callback<()>) -> impl IntoView {
    let is_done = answer.state == ErasureState::Done;
    let zone = use_base().manifest.with_untracked(|manifest| manifest.as_ref().map(|it| it.settings.time_zone.clone()));
    let asked = answer.asked_by.zip(answer.asked_at).zip(zone);
    let asked = asked.map(|((by, at), zone)| text::asked(&by, &instant(&at, &zone)));
    let (title, told) = match answer.state {
        ErasureState::Done => (text::done_title(), None),
        ErasureState::Rebuilding => (text::working_title(), Some(text::rebuilding())),
        _ => (text::working_title(), Some(text::working())),
    };
    view! {
        <h2 id="erase-title" tabindex="-1">{title}</h2>
        <div role="status">
            {told.map(|told| view! {
                <p>{told}</p>
                <ProgressLine label=Signal::derive(|| text::working_title().to_owned()) />
            })}
            {is_done.then(|| view! { <Stays stays=answer.stays money /> })}
        </div>
        <p class="muted small">{asked}</p>
        <div class="buttons">
            <button class="button" type="button" on:click=move |_| close.run(())>{text::close()}</button>
        </div>
    }
}

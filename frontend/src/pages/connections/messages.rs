//! What an endpoint was told, and what became of it.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{Attempt, Notice, NoticeState};

use super::pages::Pages;
use super::when::When;
use crate::formats::whole;
use crate::requests;
use crate::text::connections::{self as common, endpoints as text};

/// Between two looks at a message whose first attempt has not been made.
const LOOK_EVERY_MS: u32 = 1_500;
/// Looks at most; then the person looks again.
const MOST_LOOKS: u32 = 20;

/// The newest messages of 30 days.
#[component]
pub(super) fn Messages(
    /// Whose.
    endpoint: String,
    /// The last test that was asked for: endpoint and event.
    tested: RwSignal<Option<(String, String)>>,
    /// Formats times.
    when: When,
) -> impl IntoView {
    let whose = endpoint.clone();
    let messages = Pages::start(move |cursor| requests::messages(endpoint.clone(), cursor));
    let looks = StoredValue::new(0_u32);
    let awaited = Memo::new(move |_| tested.get().filter(|(of, _)| *of == whose).map(|(_, event)| event));
    Effect::watch(move || awaited.get(), move |_, _, _| looks.set_value(0), false);
    // A test stands in the list a moment after it was asked for, and its first attempt a moment later.
    Effect::new(move |_| {
        let is_coming = messages.items.with(|items| {
            let is_here = |event: &String| items.iter().flatten().any(|message| message.event_id == *event);
            let is_untried = |message: &Notice| message.state == NoticeState::Waiting && message.attempts.is_empty();
            awaited.with(|event| event.as_ref().is_some_and(|event| !is_here(event)))
                || items.iter().flatten().any(is_untried)
        });
        if is_coming && looks.get_value() < MOST_LOOKS {
            looks.update_value(|looks| *looks += 1);
            spawn_local(async move {
                TimeoutFuture::new(LOOK_EVERY_MS).await;
                messages.load();
            });
        }
    });
    let empty = || view! { <p class="muted">{text::messages_none()}</p> }.into_any();
    let rows = move |messages: Vec<Notice>| {
        let rows = messages.into_iter().map(|message| row(message, when)).collect_view();
        view! {
            <div class="scroll-table" tabindex="0" role="region" aria-label=text::messages()>
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col">{common::when()}</th>
                            <th scope="col">{common::state()}</th>
                            <th scope="col">{text::event()}</th>
                            <th scope="col" class="number">{text::attempts()}</th>
                            <th scope="col">{text::answers()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="told" data-testid="messages">
            <p class="muted small">{text::messages_note()}</p>
            {messages.show(empty, rows)}
            <div class="buttons">
                <button class="button quiet" type="button" on:click=move |_| messages.load()>{common::look_again()}</button>
            </div>
        </div>
    }
}

fn row(message: Notice, when: When) -> impl IntoView {
    let Notice { event, made_at, state, attempts, next_at, .. } = message;
    let count = whole(attempts.len() as f64);
    let tries = attempts.into_iter().rev().map(|attempt| tried(attempt, when)).collect_view();
    let next = next_at.filter(|_| state == NoticeState::Waiting).map(|at| text::tried_next(&when.time(&at)));
    view! {
        <tr>
            <td>{when.time(&made_at)}</td>
            <td class:loss=state == NoticeState::Failed>{text::state(state)}</td>
            <td>{text::event_name(event)}</td>
            <td class="number">{count}</td>
            <td>
                <ul class="small plain-list tries">{tries}</ul>
                {next.map(|next| view! { <p class="muted small">{next}</p> })}
            </td>
        </tr>
    }
}

fn tried(attempt: Attempt, when: When) -> impl IntoView {
    let Attempt { at, status, error } = attempt;
    let at = when.time(&at);
    let said = status.map_or_else(|| text::not_answered(&at), |status| text::answered(&at, &status.to_string()));
    view! { <li>{said}{error.map(|error| view! { " "<span class="loss" translate="no">{error}</span> })}</li> }
}

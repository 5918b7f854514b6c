//! Taking an import back: asked twice, watched until it has ended.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::ImportState;
use shared::domain::ImportId;

use super::journey::use_journey;
use crate::parts::Notice;
use crate::requests;
use crate::text::imports as text;

/// Between two looks at the jobs that take back.
const LOOK_EVERY_MS: u32 = 700;

/// A button where the import has written something, and the question whether it is meant.
#[component]
pub(super) fn TakeBack(id: ImportId, state: ImportState, again: Trigger) -> impl IntoView {
    let base = use_journey().base;
    let asking = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let id = StoredValue::new(id);
    let watch = move || {
        spawn_local(async move {
            loop {
                TimeoutFuture::new(LOOK_EVERY_MS).await;
                match requests::import(&id.get_value()).await {
                    Ok(answer) if answer.state == ImportState::Undoing => {}
                    Ok(_) => break,
                    Err(error) => {
                        problem.try_set(Some(error.message()));
                        return;
                    }
                }
            }
            base.expect_newer();
            again.notify();
        });
    };
    let take_back = move |_| {
        asking.set(false);
        spawn_local(async move {
            match requests::undo_import(&id.get_value()).await {
                Ok(_) => again.notify(),
                Err(error) => {
                    problem.try_set(Some(error.message()));
                }
            }
        });
    };
    if state == ImportState::Undoing {
        watch();
    }
    let can_be = matches!(state, ImportState::Done | ImportState::Cancelled | ImportState::Failed);
    view! {
        {move || problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
        {move || match (can_be, asking.get()) {
            (false, _) => ().into_any(),
            (true, false) => view! {
                <button class="button" on:click=move |_| asking.set(true)>{text::undo()}</button>
            }
            .into_any(),
            (true, true) => view! {
                <div role="group" aria-label=text::undo_really()>
                    <p>{text::undo_really()}" "{text::undo_hint()}</p>
                    <button class="button primary" on:click=take_back>{text::undo()}</button>
                    <button class="button" on:click=move |_| asking.set(false)>{text::undo_keep()}</button>
                </div>
            }
            .into_any(),
        }}
    }
}

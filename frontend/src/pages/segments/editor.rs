//! The editor of one segment.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use shared::api::SavedSegment;
use shared::segments::Rule;
use web_sys::KeyboardEvent;

use super::desk::{Desk, use_desk};
use super::node::RuleTree;
use super::preview::Preview;
use super::save::Save;
use super::sentence::sentence;
use super::{address, preview};
use crate::base_loader::use_base;
use crate::parts::{Notice, PageHeading, SteadyButton};
use crate::requests;
use crate::text::segments as text;

/// The segment of the address: a rule, a saved one, or a saved one with changes.
#[component]
pub(super) fn Editor() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let rule = query.get("rule").and_then(|rule| address::read_unfinished(&rule));
    let Some(id) = query.get("id") else {
        return view! { <Open rule=rule.unwrap_or_default() saved=None /> }.into_any();
    };
    let found = RwSignal::new(None::<Result<SavedSegment, String>>);
    spawn_local(async move {
        found.try_set(Some(requests::segment(&id).await.map_err(|error| error.message())));
    });
    let body = move || match found.get() {
        None => view! { <PageHeading title=|| text::loading().to_owned() /> }.into_any(),
        Some(Err(message)) => view! {
            <PageHeading title=|| text::gone().to_owned() />
            <Notice tone="loss"><p>{message}</p><a class="button" href="/segments">{text::back()}</a></Notice>
        }
        .into_any(),
        Some(Ok(saved)) => {
            let rule = rule.clone().unwrap_or_else(|| saved.draft.definition.rule.clone());
            view! { <Open rule saved=Some(saved) /> }.into_any()
        }
    };
    view! { {body} }.into_any()
}

#[component]
fn Open(rule: Rule, saved: Option<SavedSegment>) -> impl IntoView {
    let desk = Desk::start(rule, saved);
    provide_context(desk);
    let base = use_base();
    let title = move || preview::finding(desk);
    let says = move || desk.rule.with(|rule| sentence(rule, base.money()));
    let on_key = move |event: KeyboardEvent| {
        let is_text =
            event.target().is_some_and(|target| wasm_bindgen::JsCast::has_type::<web_sys::HtmlInputElement>(&target));
        if event.key() == "z" && (event.ctrl_key() || event.meta_key()) && !is_text {
            event.prevent_default();
            desk.undo();
        }
    };
    view! {
        <PageHeading title=Signal::derive(title)>
            <a class="button quiet" href="/segments">{text::back()}</a>
        </PageHeading>
        <div class="segment-editor" on:keydown=on_key>
            <section class="card rule-card" aria-labelledby="rule-title">
                <h2 id="rule-title">{text::rule_title()}</h2>
                <p class="rule-sentence" aria-live="polite" data-testid="rule-sentence">{says}</p>
                <RuleTree />
                <Actions />
            </section>
            <div class="segment-side">
                <Preview />
                <Save />
            </div>
        </div>
    }
}

#[component]
fn Actions() -> impl IntoView {
    let desk = use_desk();
    let said = RwSignal::new(None::<&'static str>);
    let copy = move |_| {
        let link = window().location().href().unwrap_or_default();
        let written = window().navigator().clipboard().write_text(&link);
        spawn_local(async move {
            let outcome = wasm_bindgen_futures::JsFuture::from(written).await;
            said.try_set(Some(if outcome.is_ok() { text::copied() } else { text::not_copied() }));
        });
    };
    view! {
        <div class="rule-actions">
            <SteadyButton class="button quiet" idle=Signal::derive(move || !desk.can_undo()) on_press=move || desk.undo()>
                {text::undo()}
            </SteadyButton>
            <button type="button" class="button quiet" on:click=copy>{text::copy_link()}</button>
            <span class="small" role="status">{move || said.get()}</span>
        </div>
    }
}

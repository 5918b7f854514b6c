//! Up to four scenarios as tabs.

use leptos::prelude::*;

use super::studio::{MOST_TABS, Studio, Tab, use_studio};
use crate::parts::SteadyButton;
use crate::text::what_if as text;

/// The scenarios by name, and what can be done with the one that is shown.
#[component]
pub(super) fn TabBar() -> impl IntoView {
    let studio = use_studio();
    let tabs = studio.tabs;
    let names = Memo::new(move |_| {
        tabs.all
            .with(|all| all.iter().enumerate().map(|(at, tab)| (tab_name(tab, at), tab.is_named())).collect::<Vec<_>>())
    });
    let buttons = move || {
        let shown = tabs.index.get();
        let button = |(at, (name, is_data)): (usize, (String, bool))| {
            view! {
                <button
                    class="tab"
                    translate=is_data.then_some("no")
                    aria-pressed=(at == shown).to_string()
                    on:click=move |_| studio.show(at)
                >
                    {name}
                </button>
            }
        };
        names.get().into_iter().enumerate().map(button).collect_view()
    };
    let is_full = Signal::derive(move || tabs.all.with(|all| all.len() >= MOST_TABS));
    let is_alone = Signal::derive(move || tabs.all.with(|all| all.len() < 2));
    view! {
        <div class="scenarios">
            <div class="tabs" role="group" aria-label=text::scenarios()>
                {buttons}
                <SteadyButton class="button quiet" idle=is_full why=text::tabs_full on_press=move || studio.open(duplicate(studio))>
                    {text::duplicate()}
                </SteadyButton>
                <SteadyButton class="button quiet" idle=is_alone on_press=move || studio.close()>{text::close_tab()}</SteadyButton>
            </div>
            <div class="about">
                <Described studio />
                <super::saved::Saved />
            </div>
        </div>
    }
}

/// Name and comment of the scenario that is shown.
#[component]
fn Described(studio: Studio) -> impl IntoView {
    view! {
        <details class="disclosure">
            <summary>{text::name_and_comment()}</summary>
            <div class="body described">
                <Words studio id="scenario-name" label=text::scenario_name() longest=80 part=|tab| &mut tab.name />
                <Words studio id="scenario-comment" label=text::scenario_comment() longest=500 part=|tab| &mut tab.comment />
            </div>
        </details>
    }
}

/// One text that is said about the scenario that is shown.
#[component]
fn Words(
    studio: Studio,
    id: &'static str,
    label: &'static str,
    /// Characters at most.
    longest: u16,
    part: fn(&mut Tab) -> &mut String,
) -> impl IntoView {
    let tabs = studio.tabs;
    let now = move || {
        let mut tab = tabs.all.with(|all| all.get(tabs.index.get()).cloned());
        tab.as_mut().map(|tab| part(tab).clone()).unwrap_or_default()
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <div class="input">
                <input
                    id=id
                    type="text"
                    maxlength=longest
                    autocomplete="off"
                    prop:value=now
                    on:input=move |event| tabs.describe(|tab| *part(tab) = event_target_value(&event))
                />
            </div>
        </div>
    }
}

/// The name of a tab, or its place.
pub(super) fn tab_name(tab: &Tab, at: usize) -> String {
    if tab.is_named() { tab.name.trim().to_owned() } else { text::scenario_number(at + 1) }
}

fn duplicate(studio: Studio) -> Tab {
    let now = studio.now();
    let name = if now.is_named() { text::copy_of(now.name.trim()) } else { String::new() };
    Tab { name, saved: None, ..now }
}

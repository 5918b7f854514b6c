//! Scenarios that are kept for everybody in the workspace.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{Right, SavedScenario, ScenarioDraft};

use super::studio::{MOST_TABS, Studio, Tab, use_studio};
use crate::formats::instant;
use crate::parts::SteadyButton;
use crate::requests;
use crate::session::use_session;
use crate::text::what_if as text;

/// What is known of the saved scenarios.
#[derive(Clone, Copy)]
struct Kept {
    list: RwSignal<Option<Vec<SavedScenario>>>,
    said: RwSignal<Option<String>>,
    is_busy: RwSignal<bool>,
    summary: NodeRef<html::Summary>,
}

/// Saves the scenario that is shown and lists the saved ones.
#[component]
pub(super) fn Saved() -> impl IntoView {
    let studio = use_studio();
    let kept = Kept {
        list: RwSignal::new(None),
        said: RwSignal::new(None),
        is_busy: RwSignal::new(false),
        summary: NodeRef::new(),
    };
    let may_save = use_session().may(Right::SaveScenarios);
    kept.load();
    let count = move || kept.list.with(|list| list.as_ref().map_or(0, Vec::len));
    let summary = move || format!("{} ({})", text::saved_title(), count());
    let body = move || match kept.list.get() {
        None => view! { <p class="muted">{text::saved_loading()}</p> }.into_any(),
        Some(list) if list.is_empty() => view! { <p class="muted">{text::saved_none()}</p> }.into_any(),
        Some(list) => {
            let items = list.into_iter().map(|saved| view! { <Item studio kept saved may_save /> }).collect_view();
            view! { <ul class="saved-scenarios">{items}</ul> }.into_any()
        }
    };
    view! {
        <details class="disclosure">
            <summary node_ref=kept.summary>{summary}</summary>
            <div class="body">{body}</div>
        </details>
        {may_save.then(|| view! { <SaveButton studio kept /> })}
        <p class="small" role="status">{move || kept.said.get()}</p>
    }
}

#[component]
fn SaveButton(studio: Studio, kept: Kept) -> impl IntoView {
    let tabs = studio.tabs;
    let current = move |part: fn(&Tab) -> bool| tabs.all.with(|all| all.get(tabs.index.get()).is_some_and(part));
    let has_name = move || current(Tab::is_named);
    let label = move || match (kept.is_busy.get(), current(|tab| tab.saved.is_some())) {
        (true, _) => text::saving(),
        (false, true) => text::save_again(),
        (false, false) => text::save_new(),
    };
    view! {
        <SteadyButton
            class="button quiet"
            idle=Signal::derive(move || kept.is_busy.get() || !has_name())
            why=text::needs_name
            on_press=move || kept.save(studio)
        >
            {label}
        </SteadyButton>
    }
}

#[component]
fn Item(studio: Studio, kept: Kept, saved: SavedScenario, may_save: bool) -> impl IntoView {
    let is_full = Signal::derive(move || studio.tabs.all.with(|all| all.len() >= MOST_TABS));
    let name = saved.draft.name.clone();
    let id = saved.id.clone();
    let by = text::saved_by(&saved.saved_by, &instant(&saved.saved_at, &studio.time_zone()));
    let comment = saved.draft.comment.clone();
    view! {
        <li>
            <div translate="no">
                <strong>{name.clone()}</strong>
                <p class="small">{comment}</p>
            </div>
            <p class="muted small">{by}</p>
            <div class="buttons">
                <SteadyButton idle=is_full why=text::tabs_full on_press=move || studio.open(as_tab(studio, &saved))>
                    {text::open_saved()}
                    <span class="visually-hidden" translate="no">" "{name.clone()}</span>
                </SteadyButton>
                {may_save.then(|| view! {
                    <button class="button quiet" on:click=move |_| kept.remove(id.clone())>{text::remove_saved()}</button>
                })}
            </div>
        </li>
    }
}

impl Kept {
    fn load(self) {
        spawn_local(async move {
            match requests::scenarios().await {
                Ok(answer) => drop(self.list.try_set(Some(answer.scenarios))),
                Err(error) => drop(self.said.try_set(Some(error.message()))),
            }
        });
    }

    /// Saves the tab that is shown, as a change of what it was opened from or anew.
    fn save(self, studio: Studio) {
        let tab = studio.now();
        let draft = ScenarioDraft {
            name: tab.name.clone(),
            comment: tab.comment.clone(),
            scenario: tab.scenario.clone(),
            cost_minor: studio.cost_minor.get_untracked(),
            version: tab.saved.as_ref().map_or(0, |(_, version)| *version),
        };
        self.is_busy.set(true);
        spawn_local(async move {
            let answer = match &tab.saved {
                Some((id, _)) => requests::change_scenario(id, &draft).await,
                None => requests::save_scenario(&draft).await,
            };
            let said = match answer {
                Ok(saved) => {
                    studio.tabs.mark_saved(&tab, (saved.id, saved.draft.version));
                    self.load();
                    text::saved_now().to_owned()
                }
                Err(error) => error.message(),
            };
            self.said.try_set(Some(said));
            self.is_busy.try_set(false);
        });
    }

    fn remove(self, id: String) {
        spawn_local(async move {
            match requests::remove_scenario(&id).await {
                Ok(()) => {
                    // The button goes away with what it removed.
                    if let Some(summary) = self.summary.try_get_untracked().flatten() {
                        // Focus fails only for elements that cannot have it.
                        let _ = summary.focus();
                    }
                    self.load();
                }
                Err(error) => drop(self.said.try_set(Some(error.message()))),
            }
        });
    }
}

fn as_tab(studio: Studio, saved: &SavedScenario) -> Tab {
    let SavedScenario { id, draft, .. } = saved;
    Tab {
        name: draft.name.clone(),
        comment: draft.comment.clone(),
        scenario: draft.scenario.clone(),
        cost_text: draft.cost_minor.map(|cost| studio.typed(cost)).unwrap_or_default(),
        saved: Some((id.clone(), draft.version)),
    }
}

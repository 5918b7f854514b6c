//! Keeping a segment: name, comment, versions.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{Right, SavedSegment, SegmentDraft};

use super::desk::{Desk, use_desk};
use super::kept::use_kept;
use super::path;
use super::sentence::sentence;
use crate::base_loader::use_base;
use crate::formats::instant;
use crate::parts::{Disclosure, Field, SteadyButton};
use crate::requests;
use crate::session::use_session;
use crate::text::segments as text;

/// Name, comment and buttons; who may not save sees who did.
#[component]
pub(super) fn Save() -> impl IntoView {
    let desk = use_desk();
    let may_save = use_session().may(Right::SaveSegments);
    let said = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let no_name = Signal::derive(move || desk.name.with(|name| name.trim().is_empty()));
    let label = move || match (busy.get(), desk.saved.with(Option::is_some)) {
        (true, _) => text::saving(),
        (false, true) => text::save_change(),
        (false, false) => text::save_new(),
    };
    let idle = Signal::derive(move || busy.get() || no_name.get());
    let as_new = move || {
        desk.saved.with(Option::is_some).then(|| view! {
        <SteadyButton class="button quiet" idle on_press=move || save(desk, None, said, busy)>{text::save_as_new()}</SteadyButton>
    })
    };
    let form = may_save.then(|| view! {
        <Field name="segment-name" label=text::name_label() value=desk.name error=Signal::derive(|| None::<String>) disabled=busy />
        <Field name="segment-comment" label=text::comment_label() value=desk.comment error=Signal::derive(|| None::<String>) disabled=busy />
        <div class="rule-actions">
            <SteadyButton
                class="button primary"
                idle
                why=text::needs_name
                on_press=move || save(desk, desk.saved.get_untracked(), said, busy)
            >
                {label}
            </SteadyButton>
            {as_new}
        </div>
    });
    let owner = move || desk.saved.with(|saved| saved.as_ref().map(|saved| text::owned_by(&saved.owner)));
    view! {
        <section class="card" aria-labelledby="save-title">
            <h2 id="save-title">{text::save_title()}</h2>
            <p class="muted small">{owner}</p>
            {form}
            <p class="small" role="status">{move || said.get()}</p>
            <Versions />
        </section>
    }
}

/// Saves a change of what was opened, or anew.
fn save(desk: Desk, opened: Option<SavedSegment>, said: RwSignal<Option<String>>, busy: RwSignal<bool>) {
    let draft = SegmentDraft {
        name: desk.name.get_untracked(),
        comment: desk.comment.get_untracked(),
        definition: desk.rule.with_untracked(|rule| shared::segments::Definition::new(rule.clone())),
        version: opened.as_ref().map_or(0, |saved| saved.draft.version),
    };
    let kept = use_kept_untracked();
    busy.set(true);
    spawn_local(async move {
        let answer = match &opened {
            Some(saved) => requests::change_segment(&saved.id, &draft).await,
            None => requests::save_segment(&draft).await,
        };
        let words = match answer {
            Ok(saved) => {
                if desk.saved.try_set(Some(saved)).is_none() {
                    // The address names it from now on.
                    desk.rule.try_update(|_| ());
                }
                if let Some(kept) = kept {
                    kept.load();
                }
                text::saved_now().to_owned()
            }
            Err(error) => error.message(),
        };
        said.try_set(Some(words));
        busy.try_set(false);
    });
}

fn use_kept_untracked() -> Option<super::kept::Kept> {
    use_context()
}

/// Earlier versions, each to be opened.
#[component]
fn Versions() -> impl IntoView {
    let desk = use_desk();
    let _ = use_kept();
    let base = use_base();
    let list = RwSignal::new(None::<Vec<SavedSegment>>);
    Effect::new(move |_| {
        let Some(id) = desk.saved.with(|saved| saved.as_ref().map(|saved| saved.id.clone())) else { return };
        spawn_local(async move {
            if let Ok(answer) = requests::segment_versions(&id).await {
                list.try_set(Some(answer.segments));
            }
        });
    });
    move || {
        let versions = list.get().filter(|versions| versions.len() > 1)?;
        let zone = base.manifest.with_untracked(|manifest| manifest.as_ref().map(|it| it.settings.time_zone.clone()));
        let zone = zone.unwrap_or_default();
        let items = versions.into_iter().map(|version| {
            let by = text::version_by(version.draft.version, &version.saved_by, &instant(&version.saved_at, &zone));
            let rule = version.draft.definition.rule.clone();
            let says = sentence(&rule, base.money());
            view! {
                <li>
                    <p class="small">{by}</p>
                    <p class="muted small">{says}</p>
                    <button
                        type="button"
                        class="button quiet"
                        on:click=move |_| desk.edit("", |now| *now = path::tidy(rule.clone()))
                    >
                        {text::open_version()}
                    </button>
                </li>
            }
        });
        let items = items.collect_view();
        Some(view! { <Disclosure summary=text::versions()><ul class="segment-versions">{items}</ul></Disclosure> })
    }
}

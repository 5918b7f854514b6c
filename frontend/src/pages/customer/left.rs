//! Why this customer left, as somebody wrote it down.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{DefectionDraft, Right, SavedDefection};
use shared::domain::CustomerId;
use shared::review::{DefectionKind, LEFT_BELOW};
use web_sys::SubmitEvent;

use super::Shown;
use crate::formats::instant;
use crate::parts::{Field, SelectField};
use crate::requests;
use crate::session::use_session;
use crate::text::defections as text;

/// The reason on record, and a form for who may change it.
#[component]
pub(super) fn Left(id: CustomerId, shown: Shown, may_see: bool) -> impl IntoView {
    let may_write = use_session().may(Right::RecordReasons);
    let known = RwSignal::new(None::<Option<SavedDefection>>);
    let problem = RwSignal::new(None::<String>);
    if may_see {
        spawn_local(async move {
            match requests::defection(id).await {
                Ok(answer) => drop(known.try_set(Some(answer.defection))),
                Err(error) => drop(problem.try_set(Some(error.message()))),
            }
        });
    }
    let zone = shown.manifest.settings.time_zone.clone();
    let record = move || {
        known.get().map(|saved| match saved {
            None => view! { <p class="muted">{text::section_none()}</p> }.into_any(),
            Some(saved) => view! {
                <p>
                    <strong>{text::kind(saved.draft.kind)}</strong>
                </p>
                <p translate="no">{saved.draft.note}</p>
                <p class="muted small">{text::by(&saved.saved_by, &instant(&saved.saved_at, &zone))}</p>
            }
            .into_any(),
        })
    };
    let form = move || {
        let saved = known.get().filter(|_| may_write)?;
        Some(view! { <Form id saved known problem /> })
    };
    let seems_gone = shown.view.row.probability_alive.is_none_or(|alive| alive.0 < LEFT_BELOW);
    let is_open =
        move || seems_gone || known.with(|known| matches!(known, Some(Some(_)))) || problem.with(Option::is_some);
    let title = if seems_gone { text::section() } else { text::section_if_left() };
    may_see.then(|| {
        view! {
            <section class="left" data-testid="customer-left">
                <details class="disclosure" open=is_open>
                    <summary><h2>{title}</h2></summary>
                    <div class="body">
                        {record}
                        {form}
                        <p class="error small" role="alert">{move || problem.get()}</p>
                    </div>
                </details>
            </section>
        }
    })
}

#[component]
fn Form(
    id: CustomerId,
    saved: Option<SavedDefection>,
    known: RwSignal<Option<Option<SavedDefection>>>,
    problem: RwSignal<Option<String>>,
) -> impl IntoView {
    let draft = saved.map(|saved| saved.draft);
    let has_record = draft.is_some();
    let version = draft.as_ref().map_or(0, |draft| draft.version);
    let kind = RwSignal::new(draft.as_ref().map_or(DefectionKind::Competitor, |draft| draft.kind));
    let note = RwSignal::new(draft.map(|draft| draft.note).unwrap_or_default());
    let is_busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let draft = DefectionDraft { kind: kind.get_untracked(), note: note.get_untracked(), version };
        spawn_local(async move {
            match requests::write_defection(id, &draft).await {
                Ok(saved) => {
                    problem.try_set(None);
                    known.try_set(Some(Some(saved)));
                }
                Err(error) => drop(problem.try_set(Some(error.message()))),
            }
            is_busy.try_set(false);
        });
    };
    let remove = move |_| {
        spawn_local(async move {
            match requests::remove_defection(id).await {
                Ok(()) => {
                    problem.try_set(None);
                    known.try_set(Some(None));
                }
                Err(error) => drop(problem.try_set(Some(error.message()))),
            }
        });
    };
    let kinds = DefectionKind::NAMED.map(|kind| (text::key(kind).to_owned(), text::kind(kind).to_owned()));
    view! {
        <form on:submit=submit>
            <SelectField
                name="left-kind"
                label=text::reason_column()
                value=Signal::derive(move || text::key(kind.get()).to_owned())
                on_change=move |key| {
                    if let Some(found) = DefectionKind::NAMED.into_iter().find(|kind| text::key(*kind) == key) {
                        kind.set(found);
                    }
                }
                options=kinds.to_vec()
            />
            <Field name="left-note" label=text::note_label() value=note error=Signal::stored(None::<String>) disabled=false />
            <div class="buttons">
                <button class="button" type="submit" aria-disabled=move || is_busy.get().then_some("true")>
                    {move || if is_busy.get() { text::saving() } else { text::save() }}
                </button>
                {has_record.then(|| view! { <button class="button quiet" type="button" on:click=remove>{text::remove()}</button> })}
            </div>
        </form>
    }
}

//! Shops and programs that send to us: listed, connected, given a new secret, removed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{NewSource, Source, SourceDraft, SourceKind};
use web_sys::SubmitEvent;

use super::asked_twice::AskedTwice;
use super::copied::Copied;
use super::form_focus::{OpensForm, focus_first};
use super::pages::Pages;
use super::refused::{are_right, error_of, form_errors, refused};
use super::shown_once::{Secret, ShownOnce};
use super::source_deliveries::Deliveries;
use super::when::day;
use crate::parts::{EmptyState, Field, Notice, SelectField};
use crate::requests;
use crate::text::connections::{self as common, sources as text};

const KINDS: [(&str, SourceKind); 3] =
    [("shopify", SourceKind::Shopify), ("woo_commerce", SourceKind::WooCommerce), ("standard", SourceKind::Standard)];

/// What the parts of the section share.
#[derive(Clone, Copy)]
struct Desk {
    sources: Pages<Source>,
    shown: RwSignal<Option<Secret>>,
    problem: RwSignal<Option<String>>,
    /// Id of the source whose deliveries are shown; kept here, so that they stay when the list is read anew.
    open: RwSignal<Option<String>>,
}

/// The section.
#[component]
pub(super) fn Sources(sources: Pages<Source>) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let (shown, problem) = (RwSignal::new(None::<Secret>), RwSignal::new(None::<String>));
    let desk = Desk { sources, shown, problem, open: RwSignal::new(None) };
    let empty = || {
        view! { <EmptyState title=|| text::empty_title().to_owned()><p>{text::empty_why()}</p></EmptyState> }.into_any()
    };
    let rows = move |sources: Vec<Source>| {
        let items = sources.into_iter().map(|source| view! { <Item source desk /> }).collect_view();
        view! { <ul class="connected">{items}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="sources-title" data-testid="sources">
            <header>
                <h2 id="sources-title">{text::title()}</h2>
                <OpensForm label=text::add() is_open on_open=Callback::new(move |()| is_open.set(true)) />
            </header>
            <p class="muted small">{text::note()}</p>
            {move || problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
            <ShownOnce shown />
            {move || is_open.get().then(|| view! { <NewSourceForm desk is_open /> })}
            {sources.show(empty, rows)}
        </section>
    }
}

/// The address a shop needs.
fn address(path: &str) -> String {
    window().location().origin().map_or_else(|_| path.to_owned(), |origin| format!("{origin}{path}"))
}

fn secret_of(made: NewSource) -> Secret {
    Secret {
        next: text::next(made.source.kind),
        address: Some((text::address(), address(&made.source.path))),
        name: made.source.name,
        label: common::secret(),
        secret: made.secret,
    }
}

#[component]
fn Item(source: Source, desk: Desk) -> impl IntoView {
    let Source { id, name, kind, data_source, path, made_at, made_by } = source;
    let id = StoredValue::new(id);
    let is_shown = move || desk.open.with(|open| open.as_ref() == Some(&id.get_value()));
    let toggle = move |_| desk.open.set((!is_shown()).then(|| id.get_value()));
    let renew = Callback::new(move |()| {
        spawn_local(async move {
            match requests::new_source_secret(&id.get_value()).await {
                Ok(made) => {
                    desk.problem.try_set(None);
                    desk.shown.try_set(Some(secret_of(made)));
                }
                Err(error) => drop(desk.problem.try_set(Some(error.message()))),
            }
        });
    });
    let remove = Callback::new(move |()| {
        spawn_local(async move {
            let outcome = requests::remove_source(&id.get_value()).await;
            desk.problem.try_set(outcome.err().map(|error| error.message()));
            desk.sources.load();
        });
    });
    view! {
        <li>
            <div class="what">
                <h3 translate="no">{name.clone()}</h3>
                <p class="small">{text::about(kind, &data_source)}</p>
                <Copied label=text::address() value=address(&path) whose=name.clone() />
                <p class="muted small">{common::made(&day(&made_at), &made_by)}</p>
            </div>
            <div class="buttons">
                <button class="button quiet" type="button" aria-expanded=move || is_shown().to_string() on:click=toggle>
                    {move || if is_shown() { text::deliveries_hide() } else { text::deliveries() }}
                </button>
                // Shopify signs with a secret of its own: one of ours would lock it out.
                {(kind != SourceKind::Shopify).then(|| view! {
                    <AskedTwice
                        action=common::new_secret()
                        question=text::secret_really(&name)
                        name=name.clone()
                        why=text::secret_why()
                        is_loss=false
                        on_yes=renew
                    />
                })}
                <AskedTwice
                    action=common::remove()
                    question=text::remove_really(&name)
                    name=name.clone()
                    why=text::remove_why()
                    on_yes=remove
                />
            </div>
            {move || is_shown().then(|| view! { <Deliveries source=id.get_value() /> })}
        </li>
    }
}

#[component]
fn NewSourceForm(desk: Desk, is_open: RwSignal<bool>) -> impl IntoView {
    let [name, data_source, secret] = [(); 3].map(|()| RwSignal::new(String::new()));
    let kind = RwSignal::new(SourceKind::Shopify);
    let form_element = NodeRef::new();
    focus_first(form_element);
    let errors = form_errors(["name", "data_source", "secret"]);
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let own = secret.with_untracked(|secret| secret.trim().to_owned());
        let draft = SourceDraft {
            name: name.get_untracked(),
            kind: kind.get_untracked(),
            data_source: data_source.with_untracked(|source| source.trim().to_owned()),
            secret: (kind.get_untracked() != SourceKind::Standard && !own.is_empty()).then_some(own),
        };
        if !are_right(errors, &draft.faults()) || busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match requests::make_source(&draft).await {
                Ok(made) => {
                    desk.shown.try_set(Some(secret_of(made)));
                    is_open.try_set(false);
                    desk.sources.load();
                }
                Err(error) => drop(problem.try_set(Some(refused(errors, &error)))),
            }
            busy.try_set(false);
        });
    };
    let key_of = |wanted: SourceKind| KINDS.iter().find(|(_, kind)| *kind == wanted).map_or("", |found| found.0);
    let choose = move |key: String| {
        if let Some((_, found)) = KINDS.iter().find(|(known, _)| *known == key) {
            kind.set(*found);
        }
    };
    let kinds = KINDS.map(|(key, kind)| (key.to_owned(), text::kind_name(kind).to_owned())).to_vec();
    view! {
        <form novalidate node_ref=form_element on:submit=submit>
            <div class="pair">
                <SelectField
                    name="source-kind"
                    label=text::kind()
                    value=Signal::derive(move || key_of(kind.get()).to_owned())
                    on_change=choose
                    options=kinds
                    disabled=busy
                />
                <Field name="source-name" label=text::name() hint=common::name_hint() value=name error=error_of(errors, "name") disabled=busy />
                <Field name="source-data" label=text::data_source() hint=text::data_source_hint() value=data_source error=error_of(errors, "data_source") disabled=busy />
                <Show when=move || kind.get() != SourceKind::Standard>
                    <Field name="source-secret" label=text::own_secret() hint=text::own_secret_hint() value=secret error=error_of(errors, "secret") disabled=busy />
                </Show>
            </div>
            <p class="small">{move || text::next(kind.get())}</p>
            <div class="buttons">
                <button class="button primary" type="submit" aria-disabled=move || busy.get().then_some("true")>{text::add()}</button>
                <button class="button" type="button" on:click=move |_| is_open.set(false)>{common::cancel()}</button>
            </div>
            {move || problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
        </form>
    }
}

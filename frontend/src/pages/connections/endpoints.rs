//! Webhooks out: listed, added, edited, paused, tested, given a new secret, removed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{Endpoint, EndpointDraft, EndpointEvent, NewEndpoint};
use web_sys::SubmitEvent;

use super::asked_twice::AskedTwice;
use super::choices::Choices;
use super::form_focus::{OpensForm, focus_first};
use super::messages::Messages;
use super::pages::Pages;
use super::refused::{are_right, error_of, form_errors, refused};
use super::shown_once::{Secret, ShownOnce};
use super::when::When;
use crate::parts::{EmptyState, Field, Notice};
use crate::requests::{self, ApiClientError};
use crate::text::connections::{self as common, endpoints as text};

/// What the parts of the section share.
#[derive(Clone, Copy)]
struct Desk {
    endpoints: Pages<Endpoint>,
    shown: RwSignal<Option<Secret>>,
    problem: RwSignal<Option<String>>,
    /// What the form is about: a new endpoint, or one to edit.
    form: RwSignal<Option<Option<Endpoint>>>,
    /// Id of the endpoint whose messages are shown; kept here, so that they stay when the list is read anew.
    open: RwSignal<Option<String>>,
    /// The last test that was asked for: endpoint and event.
    tested: RwSignal<Option<(String, String)>>,
    when: When,
}

impl Desk {
    /// What went wrong, or nothing; the list is read anew.
    fn over<T>(self, outcome: Result<T, ApiClientError>) {
        self.problem.try_set(outcome.err().map(|error| error.message()));
        self.endpoints.load();
    }
}

/// The section.
#[component]
pub(super) fn Endpoints(endpoints: Pages<Endpoint>) -> impl IntoView {
    let form = RwSignal::new(None::<Option<Endpoint>>);
    let (shown, problem) = (RwSignal::new(None::<Secret>), RwSignal::new(None::<String>));
    let (open, tested) = (RwSignal::new(None), RwSignal::new(None));
    let desk = Desk { endpoints, shown, problem, form, open, tested, when: When::here() };
    let empty = || {
        view! { <EmptyState title=|| text::empty_title().to_owned()><p>{text::empty_why()}</p></EmptyState> }.into_any()
    };
    let rows = move |endpoints: Vec<Endpoint>| {
        let items = endpoints.into_iter().map(|endpoint| view! { <Item endpoint desk /> }).collect_view();
        view! { <ul class="connected">{items}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="endpoints-title" data-testid="endpoints">
            <header>
                <h2 id="endpoints-title">{text::title()}</h2>
                <OpensForm label=text::add() is_open=Signal::derive(move || form.with(Option::is_some)) on_open=Callback::new(move |()| form.set(Some(None))) />
            </header>
            <p class="muted small">{text::note()}</p>
            {move || problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
            <ShownOnce shown />
            {move || form.get().map(|before| view! { <Form before desk /> })}
            {endpoints.show(empty, rows)}
        </section>
    }
}

fn secret_of(made: NewEndpoint) -> Secret {
    Secret { name: made.endpoint.name, label: common::secret(), secret: made.secret, next: text::next(), address: None }
}

#[component]
fn Item(endpoint: Endpoint, desk: Desk) -> impl IntoView {
    let Endpoint { id, version, name, url, events, paused, paused_because, saved_at, saved_by } = endpoint.clone();
    let id = StoredValue::new(id);
    let is_shown = move || desk.open.with(|open| open.as_ref() == Some(&id.get_value()));
    let toggle = move |_| desk.open.set((!is_shown()).then(|| id.get_value()));
    let other_way = EndpointDraft { name: name.clone(), url: url.clone(), events: events.clone(), paused: !paused };
    let pause = move |_| {
        let draft = other_way.clone();
        spawn_local(async move { desk.over(requests::change_endpoint(&id.get_value(), version, &draft).await) });
    };
    let test = move |_| {
        spawn_local(async move {
            let outcome = requests::test_endpoint(&id.get_value()).await;
            if let Ok(receipt) = &outcome {
                desk.tested.try_set(Some((id.get_value(), receipt.event_id.clone())));
                desk.open.try_set(Some(id.get_value()));
            }
            desk.problem.try_set(outcome.err().map(|error| error.message()));
        });
    };
    let renew = Callback::new(move |()| {
        spawn_local(async move {
            let outcome = requests::new_endpoint_secret(&id.get_value()).await;
            desk.over(outcome.map(|made| desk.shown.try_set(Some(secret_of(made)))));
        });
    });
    let remove = Callback::new(move |()| {
        spawn_local(async move { desk.over(requests::remove_endpoint(&id.get_value()).await) });
    });
    let is_told = events.into_iter().map(|event| view! { <li>{text::event_name(event)}</li> }).collect_view();
    let state = if paused { text::paused() } else { text::active() };
    let why_paused = paused.then(|| match paused_because {
        Some(because) => view! {
            <p class="small loss">{text::paused_by_us()}": "<span translate="no">{because}</span>" "{text::paused_held()}</p>
        }
        .into_any(),
        None => view! { <p class="small">{text::paused_held()}</p> }.into_any(),
    });
    let named = |action: &'static str| {
        let label = common::action_of(action, &name);
        view! { <span aria-hidden="true">{action}</span><span class="visually-hidden">{label}</span> }
    };
    let edit = endpoint.clone();
    view! {
        <li>
            <div class="what">
                <h3><span translate="no">{name.clone()}</span>" "<span class="mark-tag" class:paused=paused>{state}</span></h3>
                <p class="address"><code translate="no">{url}</code></p>
                {why_paused}
                <div class="small told-when"><span class="muted">{text::told_when()}</span><ul class="plain-list">{is_told}</ul></div>
                <p class="muted small">{text::saved(&desk.when.time(&saved_at), &saved_by)}</p>
            </div>
            <div class="buttons">
                <button class="button quiet" type="button" aria-expanded=move || is_shown().to_string() on:click=toggle>
                    {move || if is_shown() { text::messages_hide() } else { text::messages() }}
                </button>
                {(!paused).then(|| view! { <button class="button quiet" type="button" on:click=test>{named(text::test())}</button> })}
                <button class="button quiet" type="button" on:click=pause>
                    {named(if paused { text::resume() } else { text::pause() })}
                </button>
                <button class="button quiet" type="button" on:click=move |_| desk.form.set(Some(Some(edit.clone())))>{named(text::change())}</button>
                <AskedTwice
                    action=common::new_secret()
                    question=text::secret_really(&name)
                    name=name.clone()
                    why=text::secret_why()
                    is_loss=false
                    on_yes=renew
                />
                <AskedTwice
                    action=common::remove()
                    question=text::remove_really(&name)
                    name=name.clone()
                    why=text::remove_why()
                    on_yes=remove
                />
            </div>
            {move || is_shown().then(|| view! { <Messages endpoint=id.get_value() tested=desk.tested when=desk.when /> })}
        </li>
    }
}

#[component]
fn Form(before: Option<Endpoint>, desk: Desk) -> impl IntoView {
    let of = |read: fn(&Endpoint) -> &String| before.as_ref().map(read).cloned().unwrap_or_default();
    let (name, url) = (RwSignal::new(of(|it| &it.name)), RwSignal::new(of(|it| &it.url)));
    let events = RwSignal::new(before.as_ref().map(|it| it.events.clone()).unwrap_or_default());
    let is_new = before.is_none();
    let before = StoredValue::new(before);
    let form_element = NodeRef::new();
    focus_first(form_element);
    let errors = form_errors(["name", "url", "events"]);
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let draft = EndpointDraft {
            name: name.get_untracked(),
            url: url.get_untracked(),
            events: events.get_untracked(),
            paused: before.with_value(|before| before.as_ref().is_some_and(|before| before.paused)),
        };
        let mut faults = draft.faults();
        for fault in faults.iter_mut().filter(|fault| fault.field == "events") {
            text::no_events().clone_into(&mut fault.message);
        }
        if !are_right(errors, &faults) || busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let outcome = match before.get_value() {
                None => {
                    requests::make_endpoint(&draft).await.map(|made| drop(desk.shown.try_set(Some(secret_of(made)))))
                }
                Some(before) => requests::change_endpoint(&before.id, before.version, &draft).await.map(drop),
            };
            match outcome {
                Ok(()) => {
                    desk.form.try_set(None);
                    desk.endpoints.load();
                }
                Err(error) => drop(problem.try_set(Some(refused(errors, &error)))),
            }
            busy.try_set(false);
        });
    };
    // A test is told to every endpoint, so it is not chosen.
    let offered = EndpointEvent::ALL.into_iter().filter(|event| *event != EndpointEvent::EndpointTested);
    let offered = offered.map(|event| (event, text::event_name(event))).collect::<Vec<_>>();
    view! {
        <form novalidate node_ref=form_element on:submit=submit>
            {(!is_new).then(|| view! { <h3>{text::change_title()}</h3> })}
            <div class="pair">
                <Field name="endpoint-name" label=text::name() hint=common::name_hint() value=name error=error_of(errors, "name") disabled=busy />
                <Field name="endpoint-url" label=text::url() hint=text::url_hint() value=url error=error_of(errors, "url") disabled=busy />
            </div>
            <Choices legend=text::events() all=offered chosen=events error=error_of(errors, "events") disabled=busy />
            <div class="buttons">
                <button class="button primary" type="submit" aria-disabled=move || busy.get().then_some("true")>
                    {if is_new { text::add() } else { text::save() }}
                </button>
                <button class="button" type="button" on:click=move |_| desk.form.set(None)>{common::cancel()}</button>
            </div>
            {move || problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
        </form>
    }
}

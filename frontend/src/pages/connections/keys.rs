//! API keys: listed, made, revoked.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{ApiKey, ApiKeyDraft, Right, path};
use web_sys::SubmitEvent;

use super::asked_twice::AskedTwice;
use super::choices::Choices;
use super::form_focus::{OpensForm, focus_first};
use super::pages::Pages;
use super::refused::{are_right, error_of, form_errors, refused};
use super::shown_once::{Secret, ShownOnce};
use super::when::day;
use crate::formats::{milliseconds, of_instant, whole};
use crate::parts::{EmptyState, Field, Notice, SelectField};
use crate::requests;
use crate::text::connections::{self as common, keys as text};

/// Rights that some route of keys asks for; the others would open nothing.
const OFFERED: [Right; 2] = [Right::ImportOrders, Right::ViewPersonalData];

/// Days a key may be valid for; none of them until it is revoked.
const VALIDITY: [Option<u16>; 4] = [Some(30), Some(90), Some(365), None];
/// What is chosen unless somebody chooses otherwise.
const USUAL: Option<u16> = Some(90);
/// A key that ends within so many days is told.
const SOON_DAYS: i64 = 14;

/// The section.
#[component]
pub(super) fn Keys(keys: Pages<ApiKey>) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let shown = RwSignal::new(None::<Secret>);
    let problem = RwSignal::new(None::<String>);
    let empty = || {
        view! { <EmptyState title=|| text::empty_title().to_owned()><p>{text::empty_why()}</p></EmptyState> }.into_any()
    };
    let rows = move |keys_here: Vec<ApiKey>| {
        let items = keys_here.into_iter().map(|key| view! { <Key key keys problem /> }).collect_view();
        view! { <ul class="connected">{items}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="keys-title" data-testid="keys">
            <header>
                <h2 id="keys-title">{text::title()}</h2>
                <OpensForm label=text::make() is_open on_open=Callback::new(move |()| is_open.set(true)) />
            </header>
            <p class="muted small">{text::note()}" "{text::docs()}" "<a href=path::OPENAPI rel="external" translate="no">{path::OPENAPI}</a>"."</p>
            {move || problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
            <ShownOnce shown />
            {move || is_open.get().then(|| view! { <NewKey keys is_open shown /> })}
            {keys.show(empty, rows)}
        </section>
    }
}

#[component]
fn Key(key: ApiKey, keys: Pages<ApiKey>, problem: RwSignal<Option<String>>) -> impl IntoView {
    let ApiKey { id, name, prefix, rights, made_at, made_by, valid_until, last_used_day } = key;
    let used = last_used_day.map_or_else(|| text::never_used().to_owned(), |used| text::last_used(&day(&used)));
    let may = rights.into_iter().map(|right| view! { <li>{text::right(right)}</li> }).collect_view();
    let revoke = Callback::new(move |()| {
        let id = id.clone();
        spawn_local(async move {
            problem.try_set(requests::revoke_key(&id).await.err().map(|error| error.message()));
            keys.load();
        });
    });
    view! {
        <li>
            <div class="what">
                <h3 translate="no">{name.clone()}</h3>
                <ul class="small plain-list">{may}</ul>
                <p class="muted small">
                    {text::prefix()}" "<code translate="no">{prefix}</code>" · "{used}" · "{common::made(&day(&made_at), &made_by)}
                </p>
                {validity(valid_until.as_deref())}
            </div>
            <div class="buttons">
                <AskedTwice action=text::revoke() question=text::revoke_really(&name) name why=text::revoke_why() on_yes=revoke />
            </div>
        </li>
    }
}

/// Until when it works; a warning when that is soon, or over.
fn validity(until: Option<&str>) -> impl IntoView + use<> {
    let seconds_left = until.and_then(of_instant).map(|until| until - (milliseconds() / 1_000.0) as i64);
    let (class, said) = match (until, seconds_left) {
        (Some(until), Some(left)) if left <= 0 => ("small loss", text::has_ended(&day(until))),
        (Some(until), Some(left)) if left <= SOON_DAYS * 86_400 => {
            let days = (left as f64 / 86_400.0).ceil();
            ("small loss", text::ends_soon(&whole(days), &day(until), days == 1.0))
        }
        (Some(until), _) => ("muted small", text::valid_until(&day(until))),
        (None, _) => ("muted small", text::works_until_revoked().to_owned()),
    };
    view! { <p class=class>{said}</p> }
}

#[component]
fn NewKey(keys: Pages<ApiKey>, is_open: RwSignal<bool>, shown: RwSignal<Option<Secret>>) -> impl IntoView {
    let (name, rights) = (RwSignal::new(String::new()), RwSignal::new(Vec::<Right>::new()));
    let days = RwSignal::new(USUAL);
    let form_element = NodeRef::new();
    focus_first(form_element);
    let errors = form_errors(["name", "rights"]);
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (name, rights, days) = (name.get_untracked(), rights.get_untracked(), days.get_untracked());
        let draft = ApiKeyDraft { name, rights, days };
        let mut faults = draft.faults();
        for fault in faults.iter_mut().filter(|fault| fault.field == "rights") {
            text::no_rights().clone_into(&mut fault.message);
        }
        if !are_right(errors, &faults) || busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match requests::make_key(&draft).await {
                Ok(made) => {
                    shown.try_set(Some(Secret {
                        name: made.key.name,
                        label: text::secret(),
                        secret: made.secret,
                        next: text::next(),
                        address: None,
                    }));
                    is_open.try_set(false);
                    keys.load();
                }
                Err(error) => drop(problem.try_set(Some(refused(errors, &error)))),
            }
            busy.try_set(false);
        });
    };
    let key_of = |days: Option<u16>| days.map_or_else(String::new, |days| days.to_string());
    let lengths = VALIDITY.map(|days| {
        let named = days.map_or_else(|| text::endless().to_owned(), |days| text::valid_for(&whole(f64::from(days))));
        (key_of(days), named)
    });
    let offered = OFFERED.map(|right| (right, text::right(right))).to_vec();
    view! {
        <form novalidate node_ref=form_element on:submit=submit>
            <Field name="key-name" label=text::name() hint=common::name_hint() value=name error=error_of(errors, "name") disabled=busy />
            <Choices legend=text::rights() all=offered chosen=rights error=error_of(errors, "rights") disabled=busy />
            <SelectField name="key-validity" label=text::validity() value=Signal::derive(move || key_of(days.get()))
                on_change=move |chosen| days.set(chosen.parse().ok()) options=lengths.to_vec() disabled=busy />
            <div class="buttons">
                <button class="button primary" type="submit" aria-disabled=move || busy.get().then_some("true")>{text::make()}</button>
                <button class="button" type="button" on:click=move |_| is_open.set(false)>{common::cancel()}</button>
            </div>
            {move || problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
        </form>
    }
}

#[cfg(test)]
mod tests {
    use shared::api::{Access, ROUTES, Right};

    use super::OFFERED;

    #[test]
    fn the_rights_offered_are_those_some_route_of_keys_asks_for() {
        let asked_for = |right: &Right| ROUTES.iter().any(|route| route.access == Access::Key(*right));
        let wanted: Vec<Right> = Right::ALL.into_iter().filter(asked_for).collect();
        let mut offered = OFFERED.to_vec();
        offered.sort_unstable();
        assert_eq!(offered, wanted);
    }
}

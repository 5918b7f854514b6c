//! What goes in and out by program: API keys, sources that send to us, endpoints that are told.

mod asked_twice;
mod choices;
mod copied;
mod endpoints;
mod form_focus;
mod keys;
mod messages;
mod pages;
mod refused;
mod shown_once;
mod source_deliveries;
mod sources;
mod when;

use leptos::prelude::*;
use shared::api::{ApiKey, Endpoint, Right, Source};

use crate::formats::whole;
use crate::parts::{Notice, PageHeading};
use crate::requests;
use crate::session::use_session;
use crate::text::connections as text;
use pages::Pages;

/// The page.
#[component]
pub(crate) fn ConnectionsPage() -> impl IntoView {
    if use_session().may(Right::ManageConnections) {
        view! { <Connections /> }.into_any()
    } else {
        view! {
            <PageHeading title=|| text::title().to_owned() subtitle=Signal::derive(|| text::subtitle().to_owned()) />
            <Notice tone="plain"><p>{text::not_allowed()}</p></Notice>
        }
        .into_any()
    }
}

#[component]
fn Connections() -> impl IntoView {
    let keys = Pages::start(requests::keys);
    let sources = Pages::start(requests::sources);
    let endpoints = Pages::start(requests::endpoints);
    let title = Signal::derive(move || finding(keys, sources, endpoints).unwrap_or_else(|| text::title().to_owned()));
    view! {
        <PageHeading title subtitle=Signal::derive(|| text::subtitle().to_owned())>
            <a class="button" href="/settings">{text::back()}</a>
        </PageHeading>
        <div class="connections">
            <sources::Sources sources />
            <keys::Keys keys />
            <endpoints::Endpoints endpoints />
        </div>
    }
}

/// Nothing until all three lists are here.
fn finding(keys: Pages<ApiKey>, sources: Pages<Source>, endpoints: Pages<Endpoint>) -> Option<String> {
    let connected = keys.count()? + sources.count()? + endpoints.count()?;
    if connected == 0 {
        return Some(text::nothing().to_owned());
    }
    let paused = endpoints.items.with(|items| items.iter().flatten().filter(|endpoint| endpoint.paused).count());
    Some(text::finding(connected, &whole(connected as f64), paused))
}

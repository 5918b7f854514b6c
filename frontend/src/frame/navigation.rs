//! The way to every page: at the left, or at the bottom of a phone.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::api::Right;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MouseEvent};

use super::icons::{Icon, Mark, Symbol};
use crate::base_loader::use_base;
use crate::session::use_session;
use crate::text::frame as text;

/// A page one can go to.
#[derive(Clone, Copy)]
pub(super) struct Destination {
    /// Where.
    pub(super) path: &'static str,
    /// Its name.
    pub(super) name: fn() -> &'static str,
    /// Its symbol.
    pub(super) symbol: Symbol,
    /// The right it needs.
    pub(super) right: Right,
}

/// All pages, in the order of the navigation.
pub(super) const DESTINATIONS: [Destination; 7] = [
    Destination { path: "/", name: text::board, symbol: Symbol::Board, right: Right::ViewFigures },
    Destination { path: "/customers", name: text::customers, symbol: Symbol::Customers, right: Right::ViewFigures },
    Destination { path: "/segments", name: text::segments, symbol: Symbol::Segments, right: Right::ViewFigures },
    Destination { path: "/health", name: text::health, symbol: Symbol::Health, right: Right::ViewFigures },
    Destination { path: "/what-if", name: text::what_if, symbol: Symbol::WhatIf, right: Right::ViewFigures },
    Destination { path: "/data", name: text::data, symbol: Symbol::Data, right: Right::ImportOrders },
    Destination { path: "/settings", name: text::settings, symbol: Symbol::Settings, right: Right::ViewFigures },
];

/// The navigation.
#[component]
pub(super) fn Navigation(
    /// Only symbols.
    collapsed: RwSignal<bool>,
) -> impl IntoView {
    let session = use_session();
    let base = use_base();
    let pathname = use_location().pathname;
    let is_here = move |path: &str| {
        pathname
            .with(|here| if path == "/" { here == "/" } else { here == path || here.starts_with(&format!("{path}/")) })
    };
    let links = move || {
        let allowed = DESTINATIONS.into_iter().filter(|destination| session.may(destination.right));
        allowed
            .map(|destination| {
                view! {
                    <li>
                        <a
                            href=destination.path
                            title=(destination.name)()
                            aria-current=move || is_here(destination.path).then_some("page")
                        >
                            <Icon symbol=destination.symbol />
                            <span class="name">{(destination.name)()}</span>
                        </a>
                    </li>
                }
            })
            .collect_view()
    };
    let shop =
        move || base.manifest.with(|manifest| manifest.as_ref().map(|manifest| manifest.settings.shop_name.clone()));
    let toggle_name = move || if collapsed.get() { text::expand_navigation() } else { text::collapse_navigation() };
    let skip = move |event: MouseEvent| {
        event.prevent_default();
        if let Some(content) = document().get_element_by_id("content").and_then(|element| element.dyn_into().ok()) {
            let content: HtmlElement = content;
            // Focus fails only for elements that cannot have it.
            let _ = content.focus();
        }
    };
    view! {
        <nav class="navigation" aria-label=text::navigation()>
            <a class="skip" href="#content" on:click=skip>{text::skip_to_content()}</a>
            <a class="brand" href="/" aria-label=text::product()>
                <Mark />
                <span class="name" translate="no">"Holdfast"</span>
            </a>
            <ul>{links}</ul>
            <div class="foot">
                <p class="name shop" translate="no">{shop}</p>
                <button
                    class="button quiet icon-only"
                    aria-label=toggle_name
                    aria-expanded=move || (!collapsed.get()).to_string()
                    on:click=move |_| collapsed.update(|collapsed| *collapsed = !*collapsed)
                >
                    {move || if collapsed.get() { view! { <Icon symbol=Symbol::Right /> } } else { view! { <Icon symbol=Symbol::Left /> } }}
                </button>
            </div>
        </nav>
    }
}

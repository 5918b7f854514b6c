//! Around every page: navigation, top bar, notices, search and commands.

mod banners;
mod icons;
mod navigation;
mod palette;
mod person_menu;
mod sample;
mod theme;
mod top_bar;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MouseEvent, UrlSearchParams};

pub(crate) use icons::{Icon, Mark, Symbol};
pub(crate) use sample::RemoveSample;
pub(crate) use theme::Theme;

use crate::text::frame as text;

/// The frame with a page in it.
#[component]
pub(crate) fn Frame(children: Children) -> impl IntoView {
    let collapsed = RwSignal::new(false);
    let palette_open = RwSignal::new(false);
    let pathname = use_location().pathname;
    let skip = move |event: MouseEvent| {
        event.prevent_default();
        if let Some(content) = document().get_element_by_id("content").and_then(|element| element.dyn_into().ok()) {
            let content: HtmlElement = content;
            // Focus fails only for elements that cannot have it.
            let _ = content.focus();
        }
    };
    view! {
        <a class="skip" href="#content" on:click=skip>{text::skip_to_content()}</a>
        <div class="frame" class:collapsed=collapsed>
            <navigation::Navigation collapsed />
            <div class="column">
                <top_bar::TopBar palette_open />
                <banners::Banners />
                <main id="content" tabindex="-1" class:wide=move || pathname.with(|path| path.starts_with("/customers"))>
                    {children()}
                </main>
            </div>
        </div>
        <palette::Palette open=palette_open />
    }
}

/// A parameter of the address, read once at the start.
#[must_use]
pub(crate) fn query_parameter(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

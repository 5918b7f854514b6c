//! Around every page: navigation, top bar, notices, search and commands.

mod banners;
mod icons;
mod navigation;
mod palette;
mod person_menu;
mod sample;
mod search;
mod theme;
mod top_bar;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use web_sys::UrlSearchParams;

pub(crate) use icons::{Icon, Mark, Symbol};
pub(crate) use palette::Palette;
pub(crate) use sample::RemoveSample;
pub(crate) use theme::Theme;

/// The frame with a page in it.
#[component]
pub(crate) fn Frame(children: Children) -> impl IntoView {
    let collapsed = RwSignal::new(false);
    let palette_open = RwSignal::new(false);
    let pathname = use_location().pathname;
    view! {
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
        <search::Search open=palette_open />
    }
}

/// A parameter of the address, read once at the start.
#[must_use]
pub(crate) fn query_parameter(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

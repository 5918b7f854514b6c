//! Above every page: how fresh the figures are, search, theme, person.

use leptos::prelude::*;
use shared::api::ScoringState;

use super::icons::{Icon, Symbol};
use super::person_menu::PersonMenu;
use super::theme::{Theme, ThemeChoice};
use crate::base_loader::use_base;
use crate::formats;
use crate::text::frame as text;

/// The top bar.
#[component]
pub(super) fn TopBar(
    /// Opens the search.
    palette_open: RwSignal<bool>,
) -> impl IntoView {
    let theme: Theme = expect_context();
    let next_theme = move || match theme.0.get() {
        ThemeChoice::Light => (ThemeChoice::Dark, text::use_dark_theme()),
        ThemeChoice::Dark => (ThemeChoice::System, text::use_system_theme()),
        ThemeChoice::System => (ThemeChoice::Light, text::use_light_theme()),
    };
    view! {
        <header class="top-bar">
            <AsOf />
            <button class="search-button" on:click=move |_| palette_open.set(true) aria-keyshortcuts="Control+K Meta+K">
                <Icon symbol=Symbol::Search />
                <span class="placeholder">{text::search_placeholder()}</span>
                <kbd>{text::search_shortcut()}</kbd>
            </button>
            <button
                class="button quiet icon-only"
                aria-label=move || next_theme().1
                title=move || next_theme().1
                on:click=move |_| theme.0.set(next_theme().0)
            >
                <Icon symbol=Symbol::Theme />
            </button>
            <PersonMenu />
        </header>
    }
}

/// When the figures were made, and whether newer ones are on their way.
#[component]
fn AsOf() -> impl IntoView {
    let base = use_base();
    let as_of = move || {
        base.manifest.with(|manifest| {
            let manifest = manifest.as_ref()?;
            let scored = formats::instant(&manifest.built_at, &manifest.settings.time_zone);
            Some(text::as_of(&scored, &formats::day_medium(manifest.as_of?)))
        })
    };
    let scoring = move || {
        let running = base.expecting.get() || base.scoring.with(|state| matches!(state, ScoringState::Running { .. }));
        if running {
            return view! { <span class="scoring"><span class="pulse"></span>{text::scoring_running()}</span> }
                .into_any();
        }
        base.scoring
            .with(|state| match state {
                ScoringState::Failed { message, .. } => {
                    Some(view! { <span class="scoring loss" title=message.clone()>{text::scoring_failed()}</span> })
                }
                _ => None,
            })
            .into_any()
    };
    view! {
        <p class="as-of" role="status"><span>{as_of}</span> {scoring}</p>
    }
}

//! The page.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    view! { <p>"…"</p> }
}

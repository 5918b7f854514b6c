//! The page.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn BoardPage() -> impl IntoView {
    view! { <p>"…"</p> }
}

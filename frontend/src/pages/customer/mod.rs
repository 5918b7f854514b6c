//! The page.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn CustomerPage() -> impl IntoView {
    view! { <p>"…"</p> }
}

//! The page.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn FirstRunPage() -> impl IntoView {
    view! { <p>"…"</p> }
}

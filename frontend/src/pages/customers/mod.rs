//! The page.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn CustomersPage() -> impl IntoView {
    view! { <p>"…"</p> }
}

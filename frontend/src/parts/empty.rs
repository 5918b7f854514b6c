//! Nothing to show, and why.

use leptos::prelude::*;

/// An empty state: what is missing and what to do.
#[component]
pub(crate) fn EmptyState(
    /// What is missing.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what would change it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <h2>{title}</h2>
            {children()}
        </div>
    }
}

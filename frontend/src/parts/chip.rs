//! A filter that is on.

use leptos::prelude::*;

use crate::frame::{Icon, Symbol};
use crate::text::parts as text;

/// A chip with a button that removes it.
#[component]
pub(crate) fn Chip(
    /// What is filtered.
    name: String,
    /// Called when it is removed.
    on_remove: impl Fn() + 'static,
) -> impl IntoView {
    let label = text::remove_filter(&name);
    view! {
        <span class="chip">
            {name}
            <button aria-label=label on:click=move |_| on_remove()><Icon symbol=Symbol::Close /></button>
        </span>
    }
}

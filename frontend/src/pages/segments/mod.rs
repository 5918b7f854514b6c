//! Segments: those that are kept, those that are there from the start, and the editor of one.

pub(crate) mod address;
pub(crate) mod attributes;
mod desk;
mod editor;
mod fields;
mod kept;
mod kind;
mod list;
mod node;
mod path;
mod preview;
mod ready;
mod save;
pub(crate) mod sentence;
mod stages;
mod tiers;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::pages::WhenLoaded;
use crate::text::segments as text;

/// The page.
#[component]
pub(crate) fn SegmentsPage() -> impl IntoView {
    view! { <WhenLoaded title=text::title()><Page /></WhenLoaded> }
}

#[component]
fn Page() -> impl IntoView {
    provide_context(kept::Kept::start());
    let query = use_query_map();
    // The editor writes each change into the address; that is not another page.
    let is_editor = Memo::new(move |_| query.with(|query| query.get("rule").is_some() || query.get("id").is_some()));
    move || if is_editor.get() { view! { <editor::Editor /> }.into_any() } else { view! { <list::List /> }.into_any() }
}

//! Search and commands, fetched when they are first asked for.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::KeyboardEvent;

use crate::pages::{Fetched, Page};

/// Whether search and commands are open.
#[derive(Clone, Copy)]
pub(super) struct PaletteOpen(pub(super) RwSignal<bool>);

/// The palette once it was opened, with Ctrl or ⌘ K or the button of the top bar.
#[component]
pub(super) fn Search(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    provide_context(PaletteOpen(open));
    listen_for_shortcut(open);
    let was_opened = Memo::new(move |before: Option<&bool>| before.copied().unwrap_or_default() || open.get());
    move || was_opened.get().then(|| view! { <Fetched page=Page::Palette /> })
}

fn listen_for_shortcut(open: RwSignal<bool>) {
    let heard = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
            event.prevent_default();
            open.update(|open| *open = !*open);
        }
    });
    // The frame lives as long as the page, and so does the listener.
    let _ = window().add_event_listener_with_callback("keydown", heard.as_ref().unchecked_ref());
    heard.forget();
}

//! What is made when the person comes near it.

use js_sys::Array;
use leptos::prelude::*;
use leptos::{ev, html};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// How far below the screen is near.
const MARGIN: &str = "300px 0px";

/// Makes its children when their place comes near the screen, and before anybody prints: at the latest with the key that opens
/// the browser's menu of commands.
#[component]
pub(crate) fn WhenNear(
    /// Makes them now, wherever their place is.
    at_once: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let near = RwSignal::new(at_once);
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get()
            && !near.get_untracked()
        {
            watch(&place, near);
        }
    });
    let is_near = Memo::new(move |_| near.get());
    move || {
        if is_near.get() {
            untrack(|| children().into_any())
        } else {
            view! { <div class="later" node_ref=place></div> }.into_any()
        }
    }
}

fn watch(place: &web_sys::HtmlDivElement, near: RwSignal<bool>) {
    let print = window_event_listener(ev::beforeprint, move |_| {
        near.try_set(true);
    });
    let key = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() {
            near.try_set(true);
        }
    });
    on_cleanup(move || {
        print.remove();
        key.remove();
    });
    let seen = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
        if entries.iter().any(|entry| entry.unchecked_into::<IntersectionObserverEntry>().is_intersecting()) {
            near.try_set(true);
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(MARGIN);
    let Ok(observer) = IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options) else {
        near.set(true);
        return;
    };
    observer.observe(place);
    let kept = StoredValue::new_local((observer, seen));
    on_cleanup(move || {
        kept.try_with_value(|(observer, _)| observer.disconnect());
    });
}

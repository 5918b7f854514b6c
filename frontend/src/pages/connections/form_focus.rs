//! Where the focus is when a form opens and when it is gone.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// Puts the focus into a form's first field once it is there.
pub(super) fn focus_first(form: NodeRef<html::Form>) {
    Effect::new(move |_| {
        let first = form.get().and_then(|form| form.query_selector("input, select").ok().flatten());
        focus(first.and_then(|first| first.dyn_into::<HtmlElement>().ok()));
    });
}

/// The button that opens a form, there as long as the form is not; the focus comes back to it unless something else took it.
#[component]
pub(super) fn OpensForm(
    label: &'static str,
    #[prop(into)] is_open: Signal<bool>,
    on_open: Callback<()>,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let was_open = StoredValue::new(false);
    Effect::new(move |_| {
        if is_open.get() {
            was_open.set_value(true);
        } else if was_open.get_value() && button.get().is_some() {
            was_open.set_value(false);
            request_animation_frame(move || {
                if document().active_element().is_none_or(|active| active.tag_name() == "BODY") {
                    focus(button.get_untracked().map(HtmlElement::from));
                }
            });
        }
    });
    view! {
        <Show when=move || !is_open.get()>
            <button class="button" type="button" node_ref=button on:click=move |_| on_open.run(())>{label}</button>
        </Show>
    }
}

fn focus(element: Option<HtmlElement>) {
    if let Some(element) = element {
        // Focus fails only for elements that cannot have it.
        let _ = element.focus();
    }
}

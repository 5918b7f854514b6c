//! A text to take elsewhere.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::text::connections as text;

/// What a text is, the text, and a button that copies it.
#[component]
pub(super) fn Copied(
    /// What it is.
    label: &'static str,
    /// The text.
    value: String,
    /// Whose it is, for who hears the button.
    #[prop(into)]
    whose: String,
) -> impl IntoView {
    let outcome = RwSignal::new(None::<bool>);
    let name = text::action_of(text::copy(), &format!("{label}, {whose}"));
    let shown = value.clone();
    let copy = move |_| {
        let written = window().navigator().clipboard().write_text(&value);
        spawn_local(async move {
            outcome.try_set(Some(JsFuture::from(written).await.is_ok()));
        });
    };
    let said = move || outcome.get().map(|is_copied| if is_copied { text::copied() } else { text::not_copied() });
    view! {
        <div class="copied">
            <span class="muted small">{label}</span>
            <code translate="no">{shown}</code>
            <button class="button" type="button" on:click=copy>
                <span aria-hidden="true">{text::copy()}</span>
                <span class="visually-hidden">{name}</span>
            </button>
            <span class="small" role="status">{said}</span>
        </div>
    }
}

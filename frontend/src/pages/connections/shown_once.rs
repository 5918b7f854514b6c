//! A secret, for the only time it is shown.

use leptos::html;
use leptos::prelude::*;

use super::copied::Copied;
use crate::text::connections as text;

/// What was just made.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Secret {
    /// Whose it is.
    pub(super) name: String,
    /// What the secret is called.
    pub(super) label: &'static str,
    /// The secret.
    pub(super) secret: String,
    /// Where it goes.
    pub(super) next: &'static str,
    /// The address it belongs to, where a shop needs that too.
    pub(super) address: Option<(&'static str, String)>,
}

/// Shows it until the person has kept it; takes the focus, because the form it came from is gone.
#[component]
pub(super) fn ShownOnce(shown: RwSignal<Option<Secret>>) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            // Focus fails only for elements that cannot have it.
            let _ = place.focus();
        }
    });
    move || {
        shown.get().map(|Secret { name, label, secret, next, address }| {
            let address = address.map(|(label, value)| view! { <Copied label value whose=name.clone() /> });
            view! {
                <div class="shown-once" tabindex="-1" node_ref=place role="group" aria-label=label data-testid="shown-once">
                    <p><strong translate="no">{name.clone()}</strong></p>
                    {address}
                    <Copied label value=secret whose=name />
                    <p class="warning">{text::once()}</p>
                    <p class="small">{next}</p>
                    <button class="button" type="button" on:click=move |_| shown.set(None)>{text::once_close()}</button>
                </div>
            }
        })
    }
}

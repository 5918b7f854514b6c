//! A button whose effect cannot be taken back: asked twice.

use leptos::html;
use leptos::prelude::*;

use crate::text::connections as text;

/// The button, and then the question whether it is meant; the focus goes to the answer that changes nothing, and back.
#[component]
pub(super) fn AskedTwice(
    /// What it does.
    action: &'static str,
    /// What it is done to.
    name: String,
    /// The question.
    question: String,
    /// What follows from it.
    why: &'static str,
    /// Whether it takes something away.
    #[prop(default = true)]
    is_loss: bool,
    /// Does it.
    on_yes: Callback<()>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let was_asked = StoredValue::new(false);
    let (first, keep) = (NodeRef::<html::Button>::new(), NodeRef::<html::Button>::new());
    Effect::new(move |_| {
        if let Some(keep) = keep.get() {
            was_asked.set_value(true);
            // Focus fails only for elements that cannot have it.
            let _ = keep.focus();
        }
    });
    Effect::new(move |_| {
        if let Some(first) = first.get()
            && was_asked.get_value()
        {
            let _ = first.focus();
        }
    });
    let yes = move |_| {
        asking.set(false);
        on_yes.run(());
    };
    let label = text::action_of(action, &name);
    view! {
        {move || if asking.get() {
            view! {
                <div class="asked-twice" role="group" aria-label=question.clone()>
                    <p><strong>{question.clone()}</strong>" "{why}</p>
                    <div class="buttons">
                        <button class="button" class:danger=is_loss class:primary=!is_loss type="button" on:click=yes>{action}</button>
                        <button class="button" type="button" node_ref=keep on:click=move |_| asking.set(false)>{text::keep()}</button>
                    </div>
                </div>
            }
            .into_any()
        } else {
            view! {
                <button class="button quiet" type="button" node_ref=first on:click=move |_| asking.set(true)>
                    <span aria-hidden="true">{action}</span>
                    <span class="visually-hidden">{label.clone()}</span>
                </button>
            }
            .into_any()
        }}
    }
}

//! A question before something that cannot be undone.

use leptos::html;
use leptos::prelude::*;

use crate::text::parts as text;

/// A modal question; the button says what will happen.
#[component]
pub(crate) fn ConfirmDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The question.
    title: &'static str,
    /// What the button says, with its count.
    #[prop(into)]
    action: Signal<String>,
    /// Called when the person agrees.
    on_confirm: impl Fn() + 'static,
    /// What will happen.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() {
            // Refused only when it is open already.
            let _ = dialog.show_modal();
        } else {
            dialog.close();
        }
    });
    let confirm = move |_| {
        open.set(false);
        on_confirm();
    };
    view! {
        <dialog class="confirm" node_ref=dialog aria-label=title on:close=move |_| open.set(false)>
            <h2>{title}</h2>
            {children()}
            <div class="buttons">
                <button class="button" on:click=move |_| open.set(false)>{text::cancel()}</button>
                <button class="button danger" on:click=confirm>{action}</button>
            </div>
        </dialog>
    }
}

//! A button that may have nothing to do.

use leptos::prelude::*;

/// A button that says when it would do nothing and stays where it is: disabled, it would drop the focus of whoever
/// has just pressed it.
#[component]
pub(crate) fn SteadyButton(
    /// Its classes.
    #[prop(default = "button")]
    class: &'static str,
    /// Whether it would do nothing.
    #[prop(into)]
    idle: Signal<bool>,
    /// Why it would do nothing, if there is more to say.
    #[prop(optional)]
    why: Option<fn() -> &'static str>,
    /// What it does.
    on_press: impl Fn() + 'static,
    children: Children,
) -> impl IntoView {
    let press = move |_| {
        if !idle.get_untracked() {
            on_press();
        }
    };
    view! {
        <button
            class=class
            aria-disabled=move || idle.get().then_some("true")
            title=move || why.filter(|_| idle.get()).map(|why| why())
            on:click=press
        >
            {children()}
        </button>
    }
}

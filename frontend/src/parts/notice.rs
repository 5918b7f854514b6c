//! A sentence that concerns the whole page.

use leptos::prelude::*;

/// A notice; `tone` is `plain`, `loss`, `gain` or `sample`. What went wrong is announced at once.
#[component]
pub(crate) fn Notice(
    /// How it looks, and whether it is announced.
    tone: &'static str,
    /// The sentence, and perhaps a button.
    children: Children,
) -> impl IntoView {
    let role = if tone == "loss" { "alert" } else { "status" };
    view! { <div class=format!("notice {tone}") role=role>{children()}</div> }
}

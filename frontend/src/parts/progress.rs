//! A thin line while something is on its way.

use leptos::prelude::*;

/// A progress line; without `share` it only moves.
#[component]
pub(crate) fn ProgressLine(
    /// What is on its way.
    #[prop(into)]
    label: Signal<String>,
    /// How much is here, 0 to 1.
    #[prop(optional, into)]
    share: Option<Signal<f64>>,
) -> impl IntoView {
    let bar = match share {
        Some(share) => view! { <progress max="1" prop:value=share aria-label=label></progress> }.into_any(),
        None => view! { <progress aria-label=label></progress> }.into_any(),
    };
    view! { <div class="progress-line">{bar}</div> }
}

//! Sample data leaves with one click.

use leptos::prelude::*;

use crate::base_loader::use_base;
use crate::requests;
use crate::text::frame as text;

/// The button that removes the sample shop.
#[component]
pub(crate) fn RemoveSample(
    /// What the button says.
    label: Signal<String>,
) -> impl IntoView {
    let base = use_base();
    let busy = RwSignal::new(false);
    let outcome = RwSignal::new(None::<Result<(), String>>);
    let remove = move |_| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let result = requests::remove_sample().await.map_err(|error| error.message());
            if result.is_ok() {
                base.expect_newer();
            }
            // The button may have left with the data.
            let _ = busy.try_set(false);
            let _ = outcome.try_set(Some(result));
        });
    };
    let said = move || {
        outcome.get().map(|outcome| match outcome {
            Ok(()) => view! { <span role="status">{text::sample_removed()}</span> }.into_any(),
            Err(message) => view! { <span role="alert" class="loss">{message}</span> }.into_any(),
        })
    };
    view! {
        <button class="button" disabled=busy on:click=remove>{label}</button>
        {said}
    }
}

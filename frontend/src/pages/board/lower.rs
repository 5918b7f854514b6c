//! The board's lower row, fetched when its place comes near the screen.

use leptos::prelude::*;

use super::Shown;
use super::forecast::Forecast;
use super::sources::Sources;

/// Whether the model was right, and which sources are worth most.
#[component]
pub(crate) fn LowerRow() -> impl IntoView {
    let shown: Shown = expect_context();
    view! {
        <div class="columns">
            <Forecast />
            <Sources shown />
        </div>
    }
}

//! A number as a bar beside it.

use leptos::prelude::*;

use super::percent_of;

/// A bar of a share, 0 to 1, of its column.
#[component]
pub(crate) fn ShareBar(
    /// The share.
    share: f64,
) -> impl IntoView {
    view! {
        <svg class="share-bar" width="100%" height="8" aria-hidden="true" focusable="false">
            <rect x="0" y="0" width=percent_of(share.clamp(0.0, 1.0)) height="8" rx="2" />
        </svg>
    }
}

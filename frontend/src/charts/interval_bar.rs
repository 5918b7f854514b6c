//! An estimate and its interval on a track.

use leptos::prelude::*;
use shared::planning::Estimate;

use super::{Scale, percent_of};

/// The interval as a band and the estimate as a mark, from `from` to `to`. The numbers stand beside it as text.
#[component]
pub(crate) fn IntervalBar(
    /// The estimate.
    estimate: Estimate,
    /// Left end of the track.
    from: f64,
    /// Right end of the track.
    to: f64,
) -> impl IntoView {
    let scale = Scale::new((from, to), (0.0, 1.0));
    let (low, high) = (scale.within(estimate.low), scale.within(estimate.high));
    let point = scale.within(estimate.value);
    view! {
        <svg class="interval-bar" width="100%" height="10" aria-hidden="true" focusable="false">
            <rect class="track" x="0" y="3" width="100%" height="4" rx="2" />
            <rect class="band" x=percent_of(low) y="3" width=percent_of((high - low).max(0.004)) height="4" rx="2" />
            <rect class="point" x=percent_of(point) y="0" width="2" height="10" rx="1" />
        </svg>
    }
}

//! Names of the ticks beside a chart, so that nothing is written over the data.

use leptos::prelude::*;

use super::{Scale, number};
use crate::formats;

/// The ticks above zero, as high as the chart they stand beside.
#[component]
pub(super) fn AxisLabels(
    /// The ticks.
    ticks: Vec<f64>,
    /// From a value to its place in the chart.
    down: Scale,
    /// Height of the chart in pixels.
    height: f64,
    /// How a tick reads.
    #[prop(default = formats::significant)]
    reads: fn(f64) -> String,
) -> impl IntoView {
    let name = |tick: f64| {
        view! { <text x="100%" y=number(down.at(tick) + 4.0) text-anchor="end">{reads(tick)}</text> }
    };
    let names = ticks.into_iter().filter(|tick| *tick > 0.0).map(name).collect_view();
    view! { <svg class="axis-labels" height=number(height) aria-hidden="true" focusable="false">{names}</svg> }
}

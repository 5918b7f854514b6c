//! What charts over a row of places have in common: grid, names of ticks, and one line that reads a place.

use leptos::prelude::*;

use super::reading::{Places, ReadableSvg};
use super::{AxisLabels, Scale};

/// Grid and reading line around marks. Pointer, touch and arrow keys read one place at a time.
#[component]
pub(crate) fn Plot(
    /// Class of the picture.
    class: &'static str,
    /// Places across, at least one.
    count: usize,
    /// Ticks and their names.
    ticks: Vec<f64>,
    /// From a value to its place in the chart.
    down: Scale,
    /// Height in pixels.
    height: f64,
    /// Short description for screen readers.
    label: String,
    /// One place in words.
    reading: impl Fn(usize) -> String + Send + Sync + 'static,
    /// The marks.
    children: Children,
) -> impl IntoView {
    let count = count.max(1);
    let line_at = |tick: f64| {
        let y = down.at(tick);
        view! { <line class=if tick == 0.0 { "axis" } else { "grid-line" } x1="0" x2="100%" y1=y y2=y /> }
    };
    let grid = ticks.iter().copied().map(line_at).collect_view();
    view! {
        <ReadableSvg
            class
            height
            line=(0.0, height - 24.0)
            places=Places::Bins
            count=Signal::stored(count)
            words=reading
            label=Signal::stored(label)
            axis=Some(view! { <AxisLabels ticks down height /> }.into_any())
        >
            {grid}
            {children()}
        </ReadableSvg>
    }
}

//! What charts over a row of places have in common: grid, names of ticks, and one line that reads a place.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use super::{AxisLabels, Scale, percent_of};

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
    let active = RwSignal::new(None::<usize>);
    let count = count.max(1);
    let line_at = |tick: f64| {
        let y = down.at(tick);
        view! { <line class=if tick == 0.0 { "axis" } else { "grid-line" } x1="0" x2="100%" y1=y y2=y /> }
    };
    let grid = ticks.iter().copied().map(line_at).collect_view();
    let on_move = move |event: PointerEvent| {
        let Some(chart) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let shape = chart.get_bounding_client_rect();
        let share = (f64::from(event.client_x()) - shape.left()) / shape.width().max(1.0);
        active.set(Some(((share * count as f64).max(0.0) as usize).min(count - 1)));
    };
    let on_key = move |event: KeyboardEvent| {
        if let Some(next) = moved(&event.key(), active.get_untracked(), count) {
            event.prevent_default();
            active.set(Some(next));
        }
    };
    let marker = move || {
        active.get().map(|place| {
            let (from, width) = (place as f64 / count as f64, 1.0 / count as f64);
            view! { <rect class="marker" x=percent_of(from) width=percent_of(width) y="0" height=height - 24.0 /> }
        })
    };
    view! {
        <p class="reading small" aria-live="polite">{move || active.get().map(&reading)}</p>
        <div class="with-axis">
            <AxisLabels ticks down height />
            <svg
                class=format!("plot {class}")
                width="100%"
                height=height
                role="img"
                aria-label=label
                tabindex="0"
                on:pointermove=on_move
                on:pointerleave=move |_| active.set(None)
                on:keydown=on_key
                on:blur=move |_| active.set(None)
            >
                {marker}
                {grid}
                {children()}
            </svg>
        </div>
    }
}

/// The place a key leads to; `None` for other keys.
fn moved(key: &str, now: Option<usize>, count: usize) -> Option<usize> {
    match key {
        "ArrowLeft" => Some(now.map_or(count - 1, |place| place.saturating_sub(1))),
        "ArrowRight" => Some(now.map_or(0, |place| (place + 1).min(count - 1))),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn keys_stay_within_the_places() {
        assert_eq!(moved("ArrowRight", None, 3), Some(0));
        assert_eq!(moved("ArrowLeft", None, 3), Some(2));
        assert_eq!(moved("ArrowRight", Some(2), 3), Some(2));
        assert_eq!(moved("ArrowLeft", Some(0), 3), Some(0));
        assert_eq!((moved("Home", Some(1), 3), moved("End", Some(1), 3)), (Some(0), Some(2)));
        assert_eq!(moved("Tab", Some(1), 3), None);
    }
}

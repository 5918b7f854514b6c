//! Two stacked series by week.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use super::{AxisLabels, Scale, percent_of, ticks_to};

const HEIGHT: f64 = 176.0;
const TOP: f64 = 14.0;
const BASE: f64 = 152.0;

/// Bars by week, the lower series strong and the upper light. Pointer, touch and arrow keys read one week at a time.
#[component]
pub(crate) fn WeekBars(
    /// Lower series.
    lower: Vec<u32>,
    /// Upper series, as many.
    upper: Vec<u32>,
    /// Name of each end of the axis.
    ends: (String, String),
    /// Short description for screen readers.
    label: String,
    /// One week in words.
    reading: impl Fn(usize) -> String + Send + Sync + 'static,
) -> impl IntoView {
    let count = lower.len().max(1);
    let largest = lower.iter().zip(&upper).map(|(lower, upper)| lower + upper).max().unwrap_or(0);
    let top = f64::from(largest.max(1));
    let ticks: Vec<f64> = ticks_to(top, 4).into_iter().filter(|tick| *tick <= top).collect();
    let down = Scale::new((0.0, top), (BASE, TOP));
    let active = RwSignal::new(None::<usize>);
    let step = 1.0 / count as f64;
    let bar = move |index: usize, lower: u32, upper: u32| {
        let (lower, upper) = (f64::from(lower), f64::from(upper));
        let (y_lower, y_upper) = (down.at(lower), down.at(lower + upper));
        let x = percent_of(step * (index as f64 + 0.12));
        let width = percent_of(step * 0.76);
        view! {
            <g class:active=move || active.get() == Some(index)>
                <rect class="series-1" x=x.clone() y=y_lower width=width.clone() height=BASE - y_lower />
                <rect class="series-2" x=x y=y_upper width=width height=y_lower - y_upper />
            </g>
        }
    };
    let bars: Vec<_> =
        lower.iter().zip(&upper).enumerate().map(|(index, (lower, upper))| bar(index, *lower, *upper)).collect();
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
        let now = active.get_untracked();
        let next = match event.key().as_str() {
            "ArrowLeft" => now.map_or(count - 1, |index| index.saturating_sub(1)),
            "ArrowRight" => now.map_or(0, |index| (index + 1).min(count - 1)),
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        active.set(Some(next));
    };
    view! {
        <p class="reading small" aria-live="polite">{move || active.get().map(&reading)}</p>
        <div class="with-axis">
        <AxisLabels ticks down height=HEIGHT />
        <svg
            class="week-bars"
            width="100%"
            height=HEIGHT
            role="img"
            aria-label=label
            tabindex="0"
            on:pointermove=on_move
            on:pointerleave=move |_| active.set(None)
            on:keydown=on_key
            on:blur=move |_| active.set(None)
        >
            {grid}
            {bars}
            <text x="0" y=HEIGHT - 6.0>{ends.0}</text>
            <text x="100%" y=HEIGHT - 6.0 text-anchor="end">{ends.1}</text>
        </svg>
        </div>
    }
}

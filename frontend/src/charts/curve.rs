//! A line with an optional band, read off by pointer, touch and keyboard.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use super::{Scale, percent_of};

const HEIGHT: f64 = 220.0;
const TOP: f64 = 12.0;
const BASE: f64 = 192.0;
/// Width of the drawing's own units.
const WIDTH: f64 = 1000.0;

/// What is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Curve {
    /// Corners of the line, ascending across.
    pub(crate) line: Vec<(f64, f64)>,
    /// Place across, lower and upper end of the band; empty for none.
    pub(crate) band: Vec<(f64, f64, f64)>,
    /// A dashed line to compare with; empty for none.
    pub(crate) reference: Vec<(f64, f64)>,
    /// Ends of the axis across.
    pub(crate) across: (f64, f64),
    /// Ends of the axis upwards.
    pub(crate) up: (f64, f64),
    /// Names of places across.
    pub(crate) ticks_across: Vec<(f64, String)>,
    /// Names of heights.
    pub(crate) ticks_up: Vec<(f64, String)>,
    /// What can be read off: place, height, words; ascending across.
    pub(crate) readings: Vec<(f64, f64, String)>,
}

/// The curve.
#[component]
pub(crate) fn CurveChart(
    /// What is drawn.
    curve: Curve,
    /// Short description for screen readers.
    label: String,
) -> impl IntoView {
    let across = Scale::new(curve.across, (0.0, WIDTH));
    let down = Scale::new(curve.up, (BASE, TOP));
    let names = curve.ticks_up.iter().map(|(value, name)| {
        view! { <text x="100%" y=down.at(*value) + 4.0 text-anchor="end">{name.clone()}</text> }
    });
    let names = names.collect_view();
    let grid = curve.ticks_up.iter().map(|(value, _)| {
        let y = down.at(*value);
        view! { <line class=if *value == 0.0 { "axis" } else { "grid-line" } x1="0" x2="100%" y1=y y2=y /> }
    });
    let grid = grid.collect_view();
    let places = curve.ticks_across.iter().map(|(value, name)| {
        let place = across.at(*value) / WIDTH;
        let anchor = if place < 0.04 {
            "start"
        } else if place > 0.96 {
            "end"
        } else {
            "middle"
        };
        view! { <text x=percent_of(place) y=HEIGHT - 8.0 text-anchor=anchor>{name.clone()}</text> }
    });
    let places = places.collect_view();

    let readings = StoredValue::new(curve.readings.clone());
    let count = curve.readings.len();
    let active = RwSignal::new(None::<usize>);
    let reading =
        move || active.get().and_then(|at| readings.with_value(|all| all.get(at).map(|(.., text)| text.clone())));
    let mark = move || {
        let (x, y) = active.get().and_then(|at| readings.with_value(|all| all.get(at).map(|(x, y, _)| (*x, *y))))?;
        let x = percent_of(across.at(x) / WIDTH);
        Some(view! {
            <line class="cursor" x1=x.clone() x2=x.clone() y1=TOP y2=BASE />
            <circle class="cursor" cx=x cy=down.at(y) r="4" />
        })
    };
    let on_move = move |event: PointerEvent| {
        let Some(chart) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let shape = chart.get_bounding_client_rect();
        let share = (f64::from(event.client_x()) - shape.left()) / shape.width().max(1.0);
        let (from, to) = curve.across;
        active.set(readings.with_value(|all| nearest(all, from + share * (to - from))));
    };
    let on_key = move |event: KeyboardEvent| {
        let now = active.get_untracked();
        let last = count.saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowLeft" => now.map_or(last, |index| index.saturating_sub(1)),
            "ArrowRight" => now.map_or(0, |index| (index + 1).min(last)),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        active.set(Some(next));
    };
    view! {
        <p class="reading small" aria-live="polite">{reading}</p>
        <div class="with-axis">
            <svg class="axis-labels" height=HEIGHT aria-hidden="true" focusable="false">{names}</svg>
            <svg
                class="curve"
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
                <svg x="0" y="0" width="100%" height=HEIGHT viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none">
                    <polygon class="band" points=outline(&curve.band, across, down) />
                    <polyline class="reference" fill="none" vector-effect="non-scaling-stroke" points=corners(&curve.reference, across, down) />
                    <polyline class="line" fill="none" vector-effect="non-scaling-stroke" points=corners(&curve.line, across, down) />
                </svg>
                {mark}
                {places}
            </svg>
        </div>
    }
}

/// Corners of a curve that falls or rises only at its points: before each it goes level.
#[must_use]
pub(crate) fn stepped<const N: usize>(points: &[(f64, [f64; N])]) -> Vec<(f64, [f64; N])> {
    let mut corners: Vec<(f64, [f64; N])> = Vec::with_capacity(2 * points.len());
    for point in points {
        if let Some((_, before)) = corners.last().copied() {
            corners.push((point.0, before));
        }
        corners.push(*point);
    }
    corners
}

/// The reading at or before a place across; the first where there is none before.
fn nearest(readings: &[(f64, f64, String)], place: f64) -> Option<usize> {
    (!readings.is_empty()).then(|| readings.partition_point(|reading| reading.0 <= place).saturating_sub(1))
}

fn corner(x: f64, y: f64, across: Scale, down: Scale) -> String {
    format!("{:.1},{:.1}", across.at(x), down.at(y))
}

fn corners(points: &[(f64, f64)], across: Scale, down: Scale) -> String {
    points.iter().map(|(x, y)| corner(*x, *y, across, down)).collect::<Vec<_>>().join(" ")
}

/// Along the upper end of the band and back along the lower.
fn outline(band: &[(f64, f64, f64)], across: Scale, down: Scale) -> String {
    let upper = band.iter().map(|(x, _, high)| corner(*x, *high, across, down));
    let lower = band.iter().rev().map(|(x, low, _)| corner(*x, *low, across, down));
    upper.chain(lower).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Scale, corners, nearest, outline, stepped};

    const ACROSS: fn() -> Scale = || Scale::new((0.0, 10.0), (0.0, 1000.0));
    const DOWN: fn() -> Scale = || Scale::new((0.0, 1.0), (100.0, 0.0));

    #[test]
    fn a_step_goes_level_to_the_next_point() {
        let points = [(0.0, [1.0]), (5.0, [0.6]), (9.0, [0.4])];
        assert_eq!(stepped(&points), [(0.0, [1.0]), (5.0, [1.0]), (5.0, [0.6]), (9.0, [0.6]), (9.0, [0.4])]);
    }

    #[test]
    fn lines_and_bands_stand_at_their_places() {
        assert_eq!(corners(&[(0.0, 0.0), (10.0, 0.5)], ACROSS(), DOWN()), "0.0,100.0 1000.0,50.0");
        assert_eq!(
            outline(&[(0.0, 0.2, 0.4), (10.0, 0.0, 1.0)], ACROSS(), DOWN()),
            "0.0,60.0 1000.0,0.0 1000.0,100.0 0.0,80.0"
        );
    }

    #[test]
    fn what_is_read_off_is_the_last_point_reached() {
        let readings = [(0.0, 1.0, String::new()), (5.0, 0.5, String::new())];
        assert_eq!([-1.0, 0.0, 4.9, 5.0, 99.0].map(|place| nearest(&readings, place)), [0, 0, 0, 1, 1].map(Some));
        assert_eq!(nearest(&[], 0.0), None);
    }
}

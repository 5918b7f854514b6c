//! A line with an optional band, read off by pointer, touch and keyboard.

use leptos::prelude::*;

use super::reading::{Places, ReadableSvg};
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
    /// What can be read off: place and words; ascending across.
    pub(crate) readings: Vec<(f64, String)>,
}

/// The curve.
#[component]
pub(crate) fn CurveChart(
    /// What is drawn.
    curve: Curve,
    /// Short description for screen readers.
    label: String,
    /// A named height to reach, drawn as a line of its own.
    #[prop(optional_no_strip)]
    goal: Option<(f64, String)>,
) -> impl IntoView {
    let across = Scale::new(curve.across, (0.0, WIDTH));
    let down = Scale::new(curve.up, (BASE, TOP));
    let names = curve.ticks_up.iter().map(|(value, name)| {
        view! { <text x="100%" y=down.at(*value) + 4.0 text-anchor="end">{name.clone()}</text> }
    });
    let names = names.collect_view();
    let axis =
        view! { <svg class="axis-labels" height=HEIGHT aria-hidden="true" focusable="false">{names}</svg> }.into_any();
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

    let goal = goal.map(|(height, name)| {
        let y = down.within(height);
        view! {
            <line class="goal-line" x1="0" x2="100%" y1=y y2=y />
            <text class="goal-name" x="0" y=if y < TOP + 16.0 { y + 15.0 } else { y - 5.0 }>{name}</text>
        }
    });
    let shares = curve.readings.iter().map(|(place, _)| across.at(*place) / WIDTH).collect();
    let count = Signal::stored(curve.readings.len());
    let readings = StoredValue::new(curve.readings.into_iter().map(|(_, words)| words).collect::<Vec<_>>());
    let words = move |place: usize| readings.with_value(|all| all.get(place).cloned().unwrap_or_default());
    view! {
        <ReadableSvg
            class="curve"
            height=HEIGHT
            line=(TOP, BASE)
            places=Places::At(StoredValue::new(shares))
            count
            words
            label=Signal::stored(label)
            axis=Some(axis)
        >
            {grid}
            <svg x="0" y="0" width="100%" height=HEIGHT viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none">
                <polygon class="band" points=outline(&curve.band, across, down) />
                <polyline class="reference" fill="none" vector-effect="non-scaling-stroke" points=corners(&curve.reference, across, down) />
                <polyline class="line" fill="none" vector-effect="non-scaling-stroke" points=corners(&curve.line, across, down) />
            </svg>
            {goal}
            {places}
        </ReadableSvg>
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
    use super::{Scale, corners, outline, stepped};

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
}

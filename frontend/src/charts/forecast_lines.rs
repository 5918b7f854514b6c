//! What was expected beside what happened, by week.

use leptos::prelude::*;

use super::figure_table::FigureTable;
use super::reading::{Places, ReadableSvg};
use super::{AxisLabels, Scale, percent_of, ticks_to};

const HEIGHT: f64 = 196.0;
const TOP: f64 = 20.0;
const BASE: f64 = 168.0;

/// Counts by week as a line; from `expected_from` on, the expectation as a second line over a shaded, named stretch. Read
/// from its figure's table, which has a row a week, the latest first.
#[component]
pub(crate) fn ForecastLines(
    /// What happened in each week.
    actual: Vec<f64>,
    /// What was expected, from this week on to the last.
    expected: Vec<f64>,
    /// First week of the expectation.
    expected_from: usize,
    /// Name of the shaded stretch.
    stretch: &'static str,
    /// Name of each end of the axis.
    ends: (String, String),
    /// Short description for screen readers.
    label: String,
) -> impl IntoView {
    let largest = actual.iter().chain(&expected).copied().fold(0.0, f64::max).max(1.0);
    let down = Scale::new((0.0, largest), (BASE, TOP));
    let across = Scale::new((0.0, actual.len().saturating_sub(1).max(1) as f64), (0.0, 1000.0));
    let split = across.at(expected_from as f64 - 0.5).max(0.0) / 1000.0;
    let ticks: Vec<f64> = ticks_to(largest, 4).into_iter().filter(|tick| *tick <= largest).collect();
    let line_at = |tick: f64| {
        let y = down.at(tick);
        view! { <line class=if tick == 0.0 { "axis" } else { "grid-line" } x1="0" x2="100%" y1=y y2=y /> }
    };
    let grid = ticks.iter().copied().map(line_at).collect_view();
    let count = actual.len();
    let table = expect_context::<FigureTable>();
    view! {
        <ReadableSvg
            class="forecast-lines"
            height=HEIGHT
            line=(TOP - 12.0, BASE)
            places=Places::Points
            count=Signal::stored(count)
            words=move |week| table.read(count - 1 - week)
            label=Signal::stored(label)
            axis=Some(view! { <AxisLabels ticks down height=HEIGHT /> }.into_any())
        >
            <rect class="stretch" x=percent_of(split) y=TOP - 12.0 width=percent_of(1.0 - split) height=BASE - TOP + 12.0 />
            <text x=percent_of(split + 0.01) y=TOP>{stretch}</text>
            {grid}
            <svg x="0" y="0" width="100%" height=HEIGHT viewBox=format!("0 0 1000 {HEIGHT}") preserveAspectRatio="none">
                <polyline class="actual" fill="none" vector-effect="non-scaling-stroke" points=points(&actual, 0, across, down) />
                <polyline
                    class="expected"
                    fill="none"
                    vector-effect="non-scaling-stroke"
                    points=points(&expected, expected_from, across, down)
                />
            </svg>
            <text x="0" y=HEIGHT - 8.0>{ends.0}</text>
            <text x="100%" y=HEIGHT - 8.0 text-anchor="end">{ends.1}</text>
        </ReadableSvg>
    }
}

/// Corners of a line over a width of 1000 that begins at week `from`.
fn points(values: &[f64], from: usize, across: Scale, down: Scale) -> String {
    let corner =
        |(index, value): (usize, &f64)| format!("{:.1},{:.1}", across.at((from + index) as f64), down.at(*value));
    values.iter().enumerate().map(corner).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{BASE, Scale, TOP, points};

    #[test]
    fn a_line_stands_at_its_weeks() {
        let (across, down) = (Scale::new((0.0, 4.0), (0.0, 1000.0)), Scale::new((0.0, 10.0), (BASE, TOP)));
        assert_eq!(points(&[0.0, 10.0], 3, across, down), format!("750.0,{BASE:.1} 1000.0,{TOP:.1}"));
        assert_eq!(points(&[], 0, across, down), "");
    }
}

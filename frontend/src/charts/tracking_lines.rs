//! What was expected beside what happened, over all weeks.

use leptos::prelude::*;

use super::{Plot, Scale, percent_of, ticks_to};

const HEIGHT: f64 = 216.0;
const TOP: f64 = 24.0;
const BASE: f64 = 192.0;

/// Two lines by week; the weeks from `held_out_from` on stand on a shaded, named stretch.
#[component]
pub(crate) fn TrackingLines(
    /// What happened.
    actual: Vec<f64>,
    /// What was expected, as many.
    expected: Vec<f64>,
    /// First week that was held out.
    held_out_from: usize,
    /// Name of the shaded stretch.
    stretch: &'static str,
    /// Name of each end of the axis.
    ends: (String, String),
    /// Short description for screen readers.
    label: String,
    /// One week in words.
    reading: impl Fn(usize) -> String + Send + Sync + 'static,
) -> impl IntoView {
    let largest = actual.iter().chain(&expected).copied().fold(0.0, f64::max).max(1.0);
    let down = Scale::new((0.0, largest), (BASE, TOP));
    let count = actual.len().max(1);
    let ticks: Vec<f64> = ticks_to(largest, 4).into_iter().filter(|tick| *tick <= largest).collect();
    let from = held_out_from as f64 / count as f64;
    let line = |values: &[f64]| points(values, down);
    let (actual_line, expected_line) = (line(&actual), line(&expected));
    view! {
        <Plot class="tracking-lines" count ticks down height=HEIGHT label reading>
            <rect class="stretch" x=percent_of(from) y="0" width=percent_of((1.0 - from).max(0.0)) height=BASE />
            <text x=percent_of(from + 0.01) y="14">{stretch}</text>
            <svg x="0" y="0" width="100%" height=HEIGHT viewBox=format!("0 0 1000 {HEIGHT}") preserveAspectRatio="none">
                <polyline class="actual" fill="none" vector-effect="non-scaling-stroke" points=actual_line />
                <polyline class="expected" fill="none" vector-effect="non-scaling-stroke" points=expected_line />
            </svg>
            <text x="0" y=HEIGHT - 8.0>{ends.0}</text>
            <text x="100%" y=HEIGHT - 8.0 text-anchor="end">{ends.1}</text>
        </Plot>
    }
}

/// Corners of a line over a width of 1000, each in the middle of its place.
fn points(values: &[f64], down: Scale) -> String {
    let width = 1000.0 / values.len().max(1) as f64;
    let corner = |(index, value): (usize, &f64)| format!("{:.1},{:.1}", (index as f64 + 0.5) * width, down.at(*value));
    values.iter().enumerate().map(corner).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{BASE, Scale, TOP, points};

    #[test]
    fn a_line_stands_in_the_middle_of_its_weeks() {
        let down = Scale::new((0.0, 10.0), (BASE, TOP));
        assert_eq!(points(&[0.0, 10.0], down), format!("250.0,{BASE:.1} 750.0,{TOP:.1}"));
        assert_eq!(points(&[], down), "");
    }
}

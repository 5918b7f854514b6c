//! Two stacked series by week.

use leptos::prelude::*;

use super::reading::{Places, ReadableSvg};
use super::{AxisLabels, Scale, number, percent_of, ticks_to};

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
    let count = lower.len();
    let largest = lower.iter().zip(&upper).map(|(lower, upper)| lower + upper).max().unwrap_or(0);
    let top = f64::from(largest.max(1));
    let ticks: Vec<f64> = ticks_to(top, 4).into_iter().filter(|tick| *tick <= top).collect();
    let down = Scale::new((0.0, top), (BASE, TOP));
    let step = 1.0 / count.max(1) as f64;
    let bar = move |index: usize, lower: u32, upper: u32| {
        let (lower, upper) = (f64::from(lower), f64::from(upper));
        let (y_lower, y_upper) = (down.at(lower), down.at(lower + upper));
        let x = percent_of(step * (index as f64 + 0.12));
        let width = percent_of(step * 0.76);
        view! {
            <rect class="series-1" x=x.clone() y=number(y_lower) width=width.clone() height=number(BASE - y_lower) />
            <rect class="series-2" x=x y=number(y_upper) width=width height=number(y_lower - y_upper) />
        }
    };
    let bars: Vec<_> =
        lower.iter().zip(&upper).enumerate().map(|(index, (lower, upper))| bar(index, *lower, *upper)).collect();
    let line_at = |tick: f64| {
        let y = number(down.at(tick));
        view! { <line class=if tick == 0.0 { "axis" } else { "grid-line" } x1="0" x2="100%" y1=y.clone() y2=y /> }
    };
    let grid = ticks.iter().copied().map(line_at).collect_view();
    view! {
        <ReadableSvg
            class="week-bars"
            height=HEIGHT
            line=(0.0, BASE)
            places=Places::Bins
            count=Signal::stored(count)
            words=reading
            label=Signal::stored(label)
            axis=Some(view! { <AxisLabels ticks down height=HEIGHT /> }.into_any())
        >
            {grid}
            {bars}
            <text x="0" y=number(HEIGHT - 6.0)>{ends.0}</text>
            <text x="100%" y=number(HEIGHT - 6.0) text-anchor="end">{ends.1}</text>
        </ReadableSvg>
    }
}

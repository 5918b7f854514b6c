//! Shares side by side, each with the range of chance.

use leptos::prelude::*;
use shared::planning::Estimate;

use super::reading::{Places, ReadableSvg};
use super::{AxisLabels, Scale, percent_of, ticks_to};
use crate::formats;

const HEIGHT: f64 = 200.0;
const TOP: f64 = 12.0;
const BASE: f64 = 172.0;

/// Bars from zero with a line over each range. Pointer, touch and arrow keys read one at a time.
#[component]
pub(crate) fn RateBars(
    /// The shares.
    rates: Vec<Estimate>,
    /// Name of each; the first, the middle and the last are written.
    names: Vec<String>,
    /// Short description for screen readers.
    label: String,
    /// One bar in words.
    reading: impl Fn(usize) -> String + Send + Sync + 'static,
) -> impl IntoView {
    let count = rates.len().max(1);
    let top = top_of(&rates);
    let ticks: Vec<f64> = ticks_to(top, 4).into_iter().filter(|tick| *tick <= top + 1e-9).collect();
    let down = Scale::new((0.0, top), (BASE, TOP));
    let step = 1.0 / count as f64;
    let bar = |(index, rate): (usize, &Estimate)| {
        let at = |share: f64| percent_of(step * (index as f64 + share));
        let y = down.within(rate.value);
        let (high, low) = (down.within(rate.high), down.within(rate.low));
        view! {
            <rect class="rate" x=at(0.2) y=y width=percent_of(step * 0.6) height=BASE - y />
            <line class="chance" x1=at(0.5) x2=at(0.5) y1=high y2=low />
        }
    };
    let bars = rates.iter().enumerate().map(bar).collect_view();
    let line_at = |tick: f64| {
        let y = down.at(tick);
        view! { <line class=if tick == 0.0 { "axis" } else { "grid-line" } x1="0" x2="100%" y1=y y2=y /> }
    };
    let grid = ticks.iter().copied().map(line_at).collect_view();
    let name = |index: usize| {
        // Names at the ends stay within the drawing.
        let (place, anchor) = match index {
            0 => (0.0, "start"),
            last if last + 1 == count => (1.0, "end"),
            middle => (step * (middle as f64 + 0.5), "middle"),
        };
        view! { <text x=percent_of(place) y=HEIGHT - 8.0 text-anchor=anchor>{names.get(index).cloned()}</text> }
    };
    let named = named_places(count).into_iter().map(name).collect_view();
    view! {
        <ReadableSvg
            class="rate-bars"
            height=HEIGHT
            line=(TOP, BASE)
            places=Places::Bins
            count=Signal::stored(rates.len())
            words=reading
            label=Signal::stored(label)
            axis=Some(view! { <AxisLabels ticks down height=HEIGHT reads=formats::percent /> }.into_any())
        >
            {grid}
            {bars}
            {named}
        </ReadableSvg>
    }
}

/// The largest share, with room for ranges up to twice as high: few customers would flatten every bar.
fn top_of(rates: &[Estimate]) -> f64 {
    let largest = rates.iter().map(|rate| rate.value).fold(0.0, f64::max);
    let high = rates.iter().map(|rate| rate.high).fold(0.0, f64::max);
    high.min(if largest > 0.0 { 2.0 * largest } else { high }).max(0.001)
}

/// The first, the middle and the last of so many places; fewer where names would stand on each other.
fn named_places(count: usize) -> Vec<usize> {
    let mut places = vec![0, (count - 1) / 2, count - 1];
    places.dedup();
    places
}

#[cfg(test)]
mod tests {
    use shared::planning::Estimate;

    use super::{named_places, top_of};

    #[test]
    fn wide_ranges_do_not_flatten_the_bars() {
        let rate = |value: f64, high: f64| Estimate { value, low: 0.0, high };
        assert_eq!(top_of(&[rate(0.02, 0.03), rate(0.01, 0.025)]), 0.03);
        assert_eq!(top_of(&[rate(0.02, 0.5)]), 0.04);
        assert_eq!(top_of(&[rate(0.0, 0.3)]), 0.3);
        assert_eq!(top_of(&[]), 0.001);
    }

    #[test]
    fn the_ends_and_the_middle_are_named_once_each() {
        assert_eq!(named_places(1), [0]);
        assert_eq!(named_places(2), [0, 1]);
        assert_eq!(named_places(12), [0, 5, 11]);
    }
}

//! Two counts side by side in a few groups.

use leptos::prelude::*;

use super::{Plot, Scale, percent_of, ticks_to};

const HEIGHT: f64 = 216.0;
const TOP: f64 = 12.0;
const BASE: f64 = 192.0;

/// What is there as full bars, what was expected as hollow ones beside them.
#[component]
pub(crate) fn PairedBars(
    /// What is there.
    actual: Vec<f64>,
    /// What was expected, as many.
    expected: Vec<f64>,
    /// Name of each group.
    names: Vec<String>,
    /// Short description for screen readers.
    label: String,
    /// One group in words.
    reading: impl Fn(usize) -> String + Send + Sync + 'static,
) -> impl IntoView {
    let largest = actual.iter().chain(&expected).copied().fold(0.0, f64::max).max(1.0);
    let down = Scale::new((0.0, largest), (BASE, TOP));
    let count = actual.len().max(1);
    let ticks: Vec<f64> = ticks_to(largest, 4).into_iter().filter(|tick| *tick <= largest).collect();
    let step = 1.0 / count as f64;
    let group = |(index, ((actual, expected), name)): (usize, ((&f64, &f64), String))| {
        let at = |share: f64| percent_of(step * (index as f64 + share));
        let bar = |class: &'static str, from: f64, value: f64| {
            let y = down.at(value);
            view! { <rect class=class x=at(from) y=y width=percent_of(step * 0.32) height=BASE - y /> }
        };
        view! {
            {bar("actual", 0.14, *actual)}
            {bar("expected", 0.52, *expected)}
            <text x=at(0.5) y=HEIGHT - 8.0 text-anchor="middle">{name}</text>
        }
    };
    let groups = actual.iter().zip(&expected).zip(names).enumerate().map(group).collect_view();
    view! {
        <Plot class="paired-bars" count ticks down height=HEIGHT label reading>
            {groups}
        </Plot>
    }
}

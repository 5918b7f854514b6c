//! Means with their intervals beside what was expected, group by group.

use leptos::prelude::*;
use shared::planning::Estimate;

use super::{Plot, Scale, percent_of, ticks_to};

const HEIGHT: f64 = 216.0;
const TOP: f64 = 12.0;
const BASE: f64 = 176.0;

/// A dot with its interval for what happened, a dash for what was expected, over a scale of square roots: groups that
/// do little are told apart beside those that do much.
#[component]
pub(crate) fn ExpectedDots(
    /// What happened in each group.
    actual: Vec<Estimate>,
    /// What was expected, as many.
    expected: Vec<f64>,
    /// Name of each group.
    names: Vec<String>,
    /// Name of each end of the axis.
    ends: (&'static str, &'static str),
    /// Short description for screen readers.
    label: String,
    /// One group in words.
    reading: impl Fn(usize) -> String + Send + Sync + 'static,
) -> impl IntoView {
    let largest = actual.iter().map(|it| it.high).chain(expected.iter().copied()).fold(0.0, f64::max).max(1e-3);
    let down = Scale::of_roots((0.0, largest), (BASE, TOP));
    let count = actual.len().max(1);
    let ticks = root_ticks(largest);
    let step = 1.0 / count as f64;
    let group = |(index, ((actual, expected), name)): (usize, ((&Estimate, &f64), String))| {
        let at = |share: f64| percent_of(step * (index as f64 + share));
        let y = down.at(*expected);
        view! {
            <line class="expected" x1=at(0.18) x2=at(0.82) y1=y y2=y />
            <line class="range" x1=at(0.5) x2=at(0.5) y1=down.at(actual.low) y2=down.at(actual.high) />
            <circle class="actual" cx=at(0.5) cy=down.at(actual.value) r="4.5" />
            <text x=at(0.5) y=HEIGHT - 24.0 text-anchor="middle">{name}</text>
        }
    };
    let groups = actual.iter().zip(&expected).zip(names).enumerate().map(group).collect_view();
    view! {
        <Plot class="expected-dots" count ticks down height=HEIGHT label reading>
            {groups}
            <text x="0" y=HEIGHT - 6.0>{ends.0}</text>
            <text x="100%" y=HEIGHT - 6.0 text-anchor="end">{ends.1}</text>
        </Plot>
    }
}

/// Few ticks: those of a plain axis, and a quarter of the first, where square roots leave room.
fn root_ticks(largest: f64) -> Vec<f64> {
    let mut ticks: Vec<f64> = ticks_to(largest, 3).into_iter().filter(|tick| *tick <= largest).collect();
    if let Some(first) = ticks.get(1).copied() {
        ticks.insert(1, first / 4.0);
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::root_ticks;

    #[test]
    fn the_foot_of_the_axis_gets_a_tick_of_its_own() {
        assert_eq!(root_ticks(6.0), [0.0, 0.5, 2.0, 4.0, 6.0]);
        assert_eq!(root_ticks(1.4), [0.0, 0.125, 0.5, 1.0]);
    }
}

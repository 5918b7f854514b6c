//! Two distributions on one scale: what is, and what would be.

use leptos::prelude::*;

use super::Scale;
use super::figure_table::FigureTable;
use super::reading::{Places, ReadableSvg};

/// Units of the drawing from edge to edge, however wide it is shown.
const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 180.0;
const BASE: f64 = 156.0;
const TOP: f64 = 10.0;
/// Share of a bin's width that its bar takes.
const BAR: f64 = 0.86;

/// Counts of bins of equal width.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Series {
    /// What is: grey bars.
    pub(crate) base: Vec<u32>,
    /// What would be: an outline in the accent colour.
    pub(crate) scenario: Vec<u32>,
}

/// Bars of the base and an outline of the scenario, an element each. Read from its figure's table, which has a row a
/// bin.
#[component]
pub(crate) fn Histogram(
    /// The counts.
    #[prop(into)]
    series: Signal<Series>,
    /// Short description for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// Names of the left end, the middle and the right end of the axis.
    #[prop(into)]
    ends: Signal<[String; 3]>,
) -> impl IntoView {
    // One path for all bars: the scale changes with nearly every move of a lever, and with it each of them.
    let bars = move || series.with(|series| bars_path(&series.base, largest(series)));
    let outline = move || series.with(|series| outline_points(&series.scenario, largest(series)));
    let table = expect_context::<FigureTable>();
    view! {
        <ReadableSvg
            class="histogram"
            height=HEIGHT
            line=(0.0, BASE)
            places=Places::Bins
            count=Signal::derive(move || table.len())
            words=move |bin| table.read(bin)
            label
        >
            <svg x="0" y="0" width="100%" height=HEIGHT viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none">
                <path class="base" d=bars />
                <polyline class="scenario" points=outline fill="none" vector-effect="non-scaling-stroke" />
            </svg>
            <line class="axis" x1="0" x2="100%" y1=BASE y2=BASE />
            <text x="0" y=HEIGHT - 8.0>{move || ends.with(|ends| ends[0].clone())}</text>
            <text x="50%" y=HEIGHT - 8.0 text-anchor="middle">{move || ends.with(|ends| ends[1].clone())}</text>
            <text x="100%" y=HEIGHT - 8.0 text-anchor="end">{move || ends.with(|ends| ends[2].clone())}</text>
        </ReadableSvg>
    }
}

fn largest(series: &Series) -> f64 {
    let all = series.base.iter().chain(&series.scenario);
    f64::from(all.copied().max().unwrap_or(0).max(1))
}

/// The bars over a width of 1000, with gaps between them.
fn bars_path(customers: &[u32], largest: f64) -> String {
    let down = Scale::new((0.0, largest), (BASE, TOP));
    let width = WIDTH / customers.len().max(1) as f64;
    let bars = customers.iter().enumerate().filter(|(_, count)| **count > 0).map(|(index, count)| {
        let height = BASE - down.at(f64::from(*count));
        format!("M{:.1} {BASE}v-{height:.1}h{:.1}v{height:.1}z", index as f64 * width, width * BAR)
    });
    bars.collect()
}

/// The tops of the bins as a staircase over a width of 1000.
fn outline_points(customers: &[u32], largest: f64) -> String {
    let down = Scale::new((0.0, largest), (BASE, TOP));
    let width = WIDTH / customers.len().max(1) as f64;
    let corners = customers.iter().enumerate().map(|(index, count)| {
        let y = down.at(f64::from(*count));
        let x = index as f64 * width;
        format!("{x:.1},{y:.1} {:.1},{y:.1}", x + width)
    });
    corners.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{bars_path, outline_points};

    #[test]
    fn a_bar_stands_in_every_bin_that_holds_customers() {
        assert_eq!(
            bars_path(&[4, 0, 2, 1], 4.0),
            "M0.0 156v-146.0h215.0v146.0zM500.0 156v-73.0h215.0v73.0zM750.0 156v-36.5h215.0v36.5z"
        );
        assert_eq!(bars_path(&[], 1.0), "");
    }

    #[test]
    fn the_outline_steps_over_every_bin() {
        let points = outline_points(&[0, 2], 2.0);
        assert_eq!(points, "0.0,156.0 500.0,156.0 500.0,10.0 1000.0,10.0");
        assert_eq!(outline_points(&[], 1.0), "");
    }
}

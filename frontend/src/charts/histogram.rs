//! Two distributions on one scale: what is, and what would be.

use leptos::prelude::*;

use super::figure_table::FigureTable;
use super::reading::{Places, ReadableSvg};
use super::{Scale, percent_of};

const HEIGHT: f64 = 180.0;
const BASE: f64 = 156.0;
const TOP: f64 = 10.0;

/// Counts of bins of equal width.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Series {
    /// What is: grey bars.
    pub(crate) base: Vec<u32>,
    /// What would be: an outline in the accent colour.
    pub(crate) scenario: Vec<u32>,
}

/// Bars of the base and an outline of the scenario. Its bars stay the same elements while the numbers change. Read
/// from its figure's table, which has a row a bin.
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
    // What is changes seldom; what would be, with every answer.
    let drawn = Memo::new(move |_| series.with(|series| (series.base.clone(), largest(series))));
    let bars = move || {
        drawn.with(|(base, largest)| {
            let count = base.len().max(1) as f64;
            let down = Scale::new((0.0, *largest), (BASE, TOP));
            let bar = |(index, customers): (usize, &u32)| {
                let y = down.at(f64::from(*customers));
                let x = percent_of(index as f64 / count);
                view! { <rect class="base" x=x y=y width=percent_of(0.86 / count) height=BASE - y /> }
            };
            base.iter().enumerate().map(bar).collect_view()
        })
    };
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
            {bars}
            <svg x="0" y="0" width="100%" height=HEIGHT viewBox=format!("0 0 1000 {HEIGHT}") preserveAspectRatio="none">
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

/// The tops of the bins as a staircase over a width of 1000.
fn outline_points(customers: &[u32], largest: f64) -> String {
    let down = Scale::new((0.0, largest), (BASE, TOP));
    let width = 1000.0 / customers.len().max(1) as f64;
    let corners = customers.iter().enumerate().map(|(index, count)| {
        let y = down.at(f64::from(*count));
        let x = index as f64 * width;
        format!("{x:.1},{y:.1} {:.1},{y:.1}", x + width)
    });
    corners.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{BASE, TOP, outline_points};

    #[test]
    fn the_outline_steps_over_every_bin() {
        let points = outline_points(&[0, 2], 2.0);
        assert_eq!(points, format!("0.0,{BASE:.1} 500.0,{BASE:.1} 500.0,{TOP:.1} 1000.0,{TOP:.1}"));
        assert_eq!(outline_points(&[], 1.0), "");
    }
}

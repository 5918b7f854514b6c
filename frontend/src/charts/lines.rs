//! Several measures over one scale, against a named band.

use leptos::prelude::*;

use super::figure_table::FigureTable;
use super::reading::{Places, ReadableSvg};
use super::{AxisLabels, Scale, percent_of, ticks_to};

const HEIGHT: f64 = 260.0;
const TOP: f64 = 18.0;
const BASE: f64 = 232.0;

/// One measure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// Its class: `line-1` is the strongest.
    pub(crate) class: &'static str,
    /// Its values from left to right; it is broken where there is none.
    pub(crate) values: Vec<Option<f64>>,
}

/// A stretch of the vertical scale.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Band {
    /// Where it begins.
    pub(crate) from: f64,
    /// Where it ends.
    pub(crate) to: f64,
    /// Its name.
    pub(crate) name: &'static str,
}

/// Lines from zero to `top`, cut off above, with a band behind them and a named place. Read from its figure's table, which has
/// a row a place.
#[component]
pub(crate) fn Lines(
    /// The lines, all of one length.
    #[prop(into)]
    lines: Signal<Vec<Line>>,
    /// The band.
    band: Band,
    /// Upper end of the scale.
    top: f64,
    /// How a value of the scale reads.
    reads: fn(f64) -> String,
    /// A share of the width and the name of what is there.
    #[prop(into)]
    mark: Signal<Option<(f64, String)>>,
    /// Names of the left and the right end.
    ends: (String, String),
    /// Short description for screen readers.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let table = expect_context::<FigureTable>();
    let down = Scale::new((0.0, top), (BASE, TOP));
    let ticks: Vec<f64> = ticks_to(top, 4).into_iter().filter(|tick| *tick <= top).collect();
    let line_at = |tick: f64| {
        let y = down.at(tick);
        view! { <line class=if tick == 0.0 { "axis" } else { "grid-line" } x1="0" x2="100%" y1=y y2=y /> }
    };
    let grid = ticks.iter().copied().map(line_at).collect_view();
    let (band_top, band_bottom) = (down.within(band.to), down.within(band.from));
    let drawn = move || {
        let line = |line: Line| {
            let class = line.class;
            view! { <path class=class fill="none" vector-effect="non-scaling-stroke" d=path(&line.values, top) /> }
        };
        lines.get().into_iter().map(line).collect_view()
    };
    let marked = move || {
        mark.get().map(|(share, name)| {
            let x = percent_of(share);
            let anchor = if share > 0.5 { "end" } else { "start" };
            view! {
                <line class="mark" x1=x.clone() x2=x.clone() y1=TOP - 6.0 y2=BASE />
                <text class="mark-name" x=x y=TOP - 8.0 text-anchor=anchor>{name}</text>
            }
        })
    };
    let inner = BASE - TOP;
    view! {
        <ReadableSvg
            class="lines"
            height=HEIGHT
            line=(TOP - 6.0, BASE)
            places=Places::Points
            count=Signal::derive(move || table.len())
            words=move |place| table.read(place)
            label
            axis=Some(view! { <AxisLabels ticks down height=HEIGHT reads /> }.into_any())
        >
            <rect class="band" x="0" width="100%" y=band_top height=band_bottom - band_top />
            {grid}
            <text x="1%" y=band_top + 14.0>{band.name}</text>
            <svg x="0" y=TOP width="100%" height=inner viewBox=format!("0 0 1000 {inner}") preserveAspectRatio="none">
                {drawn}
            </svg>
            {marked}
            <text x="0" y=HEIGHT - 8.0>{ends.0}</text>
            <text x="100%" y=HEIGHT - 8.0 text-anchor="end">{ends.1}</text>
        </ReadableSvg>
    }
}

/// A path over a width of 1000 and the height of the scale.
fn path(values: &[Option<f64>], top: f64) -> String {
    let across = Scale::new((0.0, values.len().saturating_sub(1).max(1) as f64), (0.0, 1000.0));
    let down = Scale::new((0.0, top), (BASE - TOP, 0.0));
    let mut path = String::new();
    let mut is_drawn = false;
    for (place, value) in values.iter().enumerate() {
        if let Some(value) = value {
            let step = if is_drawn { 'L' } else { 'M' };
            // Far above the scale a line only has to leave it.
            let y = down.at(value.clamp(-top, 20.0 * top));
            path.push_str(&format!("{step}{:.1} {y:.1}", across.at(place as f64)));
        }
        is_drawn = value.is_some();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn a_line_is_broken_where_it_has_no_value() {
        let height = super::BASE - super::TOP;
        let expected = format!("M0.0 {height:.1}L250.0 0.0M750.0 {:.1}L1000.0 {:.1}", height / 2.0, -height);
        assert_eq!(path(&[Some(0.0), Some(2.0), None, Some(1.0), Some(4.0)], 2.0), expected);
        assert_eq!(path(&[None, None], 1.0), "");
    }

    #[test]
    fn what_is_endless_leaves_the_scale_and_stays_a_number() {
        assert!(!path(&[Some(f64::INFINITY), Some(1e300)], 1.5).contains("inf"));
    }
}

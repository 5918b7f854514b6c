//! Which of several things changes a figure most: two bars each, on one scale around no change.

use leptos::prelude::*;
use shared::planning::Estimate;

use super::{Scale, percent_of};

/// One thing that is moved, both ways.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TornadoRow {
    /// What is moved.
    pub(crate) name: String,
    /// What less of it does.
    pub(crate) less: Bar,
    /// What more of it does.
    pub(crate) more: Bar,
}

/// What one move does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bar {
    /// Change of the figure.
    pub(crate) change: Estimate,
    /// The move: "27%".
    pub(crate) to: String,
    /// The change as written.
    pub(crate) amount: String,
}

const HEIGHT: f64 = 36.0;
const THICKNESS: f64 = 13.0;

/// The rows in the order given. Less is drawn hollow, more full, each beside its words; gains and losses differ in side
/// and colour.
#[component]
pub(crate) fn Tornado(
    /// The rows.
    #[prop(into)]
    rows: Signal<Vec<TornadoRow>>,
    /// Name of the hollow bars.
    less: &'static str,
    /// Name of the full bars.
    more: &'static str,
) -> impl IntoView {
    let drawn = move || {
        let rows = rows.get();
        let (low, high) = reach(&rows);
        let across = Scale::new((low, high), (0.0, 1.0));
        let zero = percent_of(across.at(0.0));
        let row = |row: TornadoRow| {
            let bar = |bar: &Bar, y: f64, class: &'static str| {
                let (from, to) = ends(&across, 0.0, bar.change.value);
                let (low, high) = ends(&across, bar.change.low, bar.change.high);
                let middle = y + THICKNESS / 2.0;
                let sign = if bar.change.value < 0.0 { "loss" } else { "gain" };
                view! {
                    <rect class=format!("{class} {sign}") x=percent_of(from) y=y width=percent_of(to - from) height=THICKNESS rx="2" />
                    <line class="range" x1=percent_of(low) x2=percent_of(high) y1=middle y2=middle />
                }
            };
            let words = |bar: &Bar, class: &'static str, which: &'static str| {
                view! {
                    <span class="move">
                        <span class=format!("swatch {class}")></span>
                        <span class="muted">{which}" · "{bar.to.clone()}</span>
                        <strong>{bar.amount.clone()}</strong>
                    </span>
                }
            };
            view! {
                <div class="row">
                    <span class="name">{row.name.clone()}</span>
                    <span class="moves numbers">
                        {words(&row.less, "less", less)}
                        {words(&row.more, "more", more)}
                    </span>
                    <svg width="100%" height=HEIGHT focusable="false">
                        {bar(&row.less, 4.0, "less")}
                        {bar(&row.more, HEIGHT - 4.0 - THICKNESS, "more")}
                        <line class="zero" x1=zero.clone() x2=zero.clone() y1="0" y2=HEIGHT />
                    </svg>
                </div>
            }
        };
        rows.into_iter().map(row).collect_view()
    };
    view! { <div class="tornado" aria-hidden="true">{drawn}</div> }
}

/// Left and right end of what is drawn: all bars and ranges, and no change.
fn reach(rows: &[TornadoRow]) -> (f64, f64) {
    let changes = rows.iter().flat_map(|row| [row.less.change, row.more.change]);
    changes.fold((0.0, 0.0), |(low, high): (f64, f64), change| {
        (low.min(change.low).min(change.value), high.max(change.high).max(change.value))
    })
}

/// Two values' places, from left to right.
fn ends(across: &Scale, one: f64, other: f64) -> (f64, f64) {
    (across.at(one.min(other)), across.at(one.max(other)))
}

#[cfg(test)]
mod tests {
    use shared::planning::Estimate;

    use super::{Bar, Scale, TornadoRow, ends, reach};

    fn bar(value: f64) -> Bar {
        let change = Estimate { value, low: value - 1.0, high: value + 1.0 };
        Bar { change, to: String::new(), amount: String::new() }
    }

    #[test]
    fn everything_drawn_is_within_reach() {
        let rows = [(-5.0, 4.0), (2.0, 7.0)].map(|(less, more)| TornadoRow {
            name: String::new(),
            less: bar(less),
            more: bar(more),
        });
        assert_eq!(reach(&rows), (-6.0, 8.0));
        assert_eq!(reach(&rows[1..]), (0.0, 8.0), "no change is always in the picture");
        assert_eq!(reach(&[]), (0.0, 0.0));
    }

    #[test]
    fn a_loss_is_drawn_from_its_end_to_no_change() {
        let across = Scale::new((-10.0, 10.0), (0.0, 1.0));
        assert_eq!(ends(&across, 0.0, -5.0), (0.25, 0.5));
        assert_eq!(ends(&across, 0.0, 5.0), (0.5, 0.75));
    }
}

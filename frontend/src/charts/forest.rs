//! Differences with their intervals, one below the other, around a line of no difference.

use leptos::prelude::*;
use shared::planning::Estimate;

use super::{Scale, percent_of};

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ForestRow {
    /// What is compared.
    pub(crate) name: String,
    /// The difference; `None` where it cannot be told.
    pub(crate) difference: Option<Estimate>,
    /// The same in words.
    pub(crate) words: String,
    /// Whether it is no chance: a full dot instead of a hollow one.
    pub(crate) is_told: bool,
}

const HEIGHT: f64 = 24.0;

/// The rows in the order given, on one scale.
#[component]
pub(crate) fn Forest(
    /// The rows.
    rows: Vec<ForestRow>,
    /// Names of the sides below and above no difference.
    sides: (&'static str, &'static str),
) -> impl IntoView {
    let (low, high) = reach(&rows);
    let across = Scale::new((low, high), (0.02, 0.98));
    let zero = percent_of(across.at(0.0));
    let row = |row: ForestRow| {
        let middle = HEIGHT / 2.0;
        let drawn = row.difference.map(|it| {
            view! {
                <line class="range" x1=percent_of(across.at(it.low)) x2=percent_of(across.at(it.high)) y1=middle y2=middle />
                <circle class=if row.is_told { "dot told" } else { "dot" } cx=percent_of(across.at(it.value)) cy=middle r="5" />
            }
        });
        view! {
            <div class="row">
                <span class="name">{row.name}</span>
                <span class="words numbers small">{row.words}</span>
                <svg width="100%" height=HEIGHT focusable="false">
                    <line class="zero" x1=zero.clone() x2=zero.clone() y1="0" y2=HEIGHT />
                    {drawn}
                </svg>
            </div>
        }
    };
    view! {
        <div class="forest" aria-hidden="true">
            <p class="sides muted small"><span>"← "{sides.0}</span><span>{sides.1}" →"</span></p>
            {rows.into_iter().map(row).collect_view()}
        </div>
    }
}

/// Left and right end of what is drawn, no difference included.
fn reach(rows: &[ForestRow]) -> (f64, f64) {
    let differences = rows.iter().filter_map(|row| row.difference);
    differences.fold((0.0, 0.0), |(low, high): (f64, f64), it| (low.min(it.low), high.max(it.high)))
}

#[cfg(test)]
mod tests {
    use super::{Estimate, ForestRow, reach};

    #[test]
    fn everything_drawn_is_within_reach() {
        let row = |difference| ForestRow { name: String::new(), difference, words: String::new(), is_told: false };
        let rows = [
            row(Some(Estimate { value: 0.1, low: 0.05, high: 0.2 })),
            row(None),
            row(Some(Estimate { value: 0.0, low: -0.3, high: 0.1 })),
        ];
        assert_eq!(reach(&rows), (-0.3, 0.2));
        assert_eq!(reach(&rows[..1]), (0.0, 0.2));
    }
}

//! Customers by repeat orders, as they are and as the model expects them.

use leptos::prelude::*;
use shared::planning::LAST_FREQUENCY;

use super::Shown;
use crate::charts::{ChartFigure, PairedBars};
use crate::formats::{decimal, whole};
use crate::text::model as text;

/// The bars.
#[component]
pub(super) fn Frequency(shown: Shown) -> impl IntoView {
    let bars = shown.card.frequency.clone();
    let Some(none) = bars.first().copied() else { return ().into_any() };
    let number = |count: u32| whole(f64::from(count));
    let name = |frequency: u32| {
        let number = whole(f64::from(frequency));
        if frequency == LAST_FREQUENCY { text::and_more(&number) } else { number }
    };
    // Whoever is too many in one bar is missing in another.
    let off = bars.iter().map(|bar| (f64::from(bar.actual) - bar.expected).abs()).sum::<f64>() / 2.0;
    let customers: u32 = bars.iter().map(|bar| bar.actual).sum();
    let summary = text::frequency_summary(&number(customers), &whole(off.round()));
    let row = |bar: &shared::planning::FrequencyBar| {
        let difference = f64::from(bar.actual) - bar.expected;
        vec![name(bar.frequency), number(bar.actual), decimal(bar.expected, 1), decimal(difference, 1)]
    };
    let rows: Vec<Vec<String>> = bars.iter().map(row).collect();
    let exact = |bar: &shared::planning::FrequencyBar| {
        let actual = f64::from(bar.actual);
        vec![None, Some(actual), Some(bar.expected), Some(actual - bar.expected)]
    };
    let numbers: Vec<Vec<Option<f64>>> = bars.iter().map(exact).collect();
    let columns = vec![
        text::frequency_column().to_owned(),
        text::actual().to_owned(),
        text::expected().to_owned(),
        text::difference_column().to_owned(),
    ];
    let reading = {
        let bars = bars.clone();
        move |index: usize| {
            let bar = &bars[index];
            text::frequency_reading(&name(bar.frequency), &number(bar.actual), &whole(bar.expected.round()))
        }
    };
    view! {
        <ChartFigure
            title=text::frequency_finding(&whole(none.expected.round()), &number(none.actual))
            measure=text::frequency_measure().to_owned()
            summary=summary.clone()
            columns
            rows=Signal::stored(rows)
            numbers=Signal::stored(numbers)
        >
            <p class="direct-labels small" aria-hidden="true">
                <span class="bar">{text::actual()}</span>
                <span class="hollow">{text::expected()}</span>
            </p>
            <PairedBars
                actual=bars.iter().map(|bar| f64::from(bar.actual)).collect()
                expected=bars.iter().map(|bar| bar.expected).collect()
                names=bars.iter().map(|bar| name(bar.frequency)).collect()
                label=summary.clone()
                reading
            />
            <p class="muted small">{summary.clone()}</p>
        </ChartFigure>
    }
    .into_any()
}

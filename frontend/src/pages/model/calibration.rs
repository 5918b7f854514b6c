//! Ten groups of customers: what was expected of them, and what they did.

use leptos::prelude::*;
use shared::planning::{CalibrationGroup, ModelCheck};

use crate::charts::{ChartFigure, ExpectedDots};
use crate::formats::{decimal, whole};
use crate::text::{model as text, parts};

/// The groups.
#[component]
pub(super) fn Calibration(check: ModelCheck) -> impl IntoView {
    let groups = check.groups;
    let (Some(first), Some(last)) = (groups.first().copied(), groups.last().copied()) else { return ().into_any() };
    let is_held = |group: &&CalibrationGroup| group.actual.low <= group.expected && group.expected <= group.actual.high;
    let held = groups.iter().filter(is_held).count();
    let mean = |value: f64| decimal(value, 2);
    let summary = text::groups_summary(
        &mean(first.expected),
        &mean(first.actual.value),
        &mean(last.expected),
        &mean(last.actual.value),
    );
    let number = |count: u32| whole(f64::from(count));
    let range = move |group: &CalibrationGroup| parts::range(&mean(group.actual.low), &mean(group.actual.high));
    let names: Vec<String> = (1..=groups.len()).map(|group| whole(group as f64)).collect();
    let row = |(name, group): (&String, &CalibrationGroup)| {
        vec![name.clone(), number(group.customers), mean(group.expected), mean(group.actual.value), range(group)]
    };
    let rows: Vec<Vec<String>> = names.iter().zip(&groups).map(row).collect();
    let columns = vec![
        text::group_column().to_owned(),
        text::customers_column().to_owned(),
        text::expected_mean().to_owned(),
        text::actual_mean().to_owned(),
        text::range_column().to_owned(),
    ];
    let reading = {
        let (names, groups) = (names.clone(), groups.clone());
        move |index: usize| {
            let group = &groups[index];
            let (expected, actual) = (mean(group.expected), mean(group.actual.value));
            text::group_reading(&names[index], &number(group.customers), &expected, &actual, &range(group))
        }
    };
    view! {
        <ChartFigure
            title=text::groups_finding(&whole(held as f64), &whole(groups.len() as f64))
            measure=text::groups_measure().to_owned()
            summary=summary.clone()
            columns
            rows=Signal::stored(rows)
        >
            <p class="direct-labels small" aria-hidden="true">
                <span class="dot">{text::actual()}</span>
                <span class="expected">{text::expected()}</span>
            </p>
            <ExpectedDots
                actual=groups.iter().map(|group| group.actual).collect()
                expected=groups.iter().map(|group| group.expected).collect()
                names
                ends=(text::least_expected(), text::most_expected())
                label=summary
                reading
            />
        </ChartFigure>
    }
    .into_any()
}

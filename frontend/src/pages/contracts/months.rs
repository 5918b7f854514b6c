//! The share that left, month by month.

use leptos::prelude::*;
use shared::planning::Estimate;
use shared::review::ContractChurn;

use crate::charts::{ChartFigure, RateBars};
use crate::formats;
use crate::text::{contracts as text, parts};

/// Bars of the calendar months that are over.
#[component]
pub(super) fn Months(months: Vec<ContractChurn>) -> impl IntoView {
    let rates: Vec<Estimate> = months.iter().filter_map(ContractChurn::churn_estimate).collect();
    let title = finding(&months);
    let rows: Vec<Vec<String>> = months.iter().zip(&rates).map(|(month, rate)| row(month, *rate)).collect();
    let names = months.iter().map(|month| formats::month(month.end)).collect::<Vec<_>>();
    let columns = [
        text::month_column(),
        text::base_column(),
        text::stayed_column(),
        text::left_column(),
        text::failed_column(),
        text::joined_column(),
        text::churn_column(),
        text::chance_column(),
    ];
    let readings: Vec<String> = months.iter().zip(&rates).map(|(month, rate)| reading(month, *rate)).collect();
    let picture = (!months.is_empty()).then(|| {
        let reading = move |place: usize| readings.get(place).cloned().unwrap_or_default();
        view! { <RateBars rates names label=text::months_label().to_owned() reading /> }
    });
    let summary = title.clone();
    view! {
        <div data-testid="contract-months">
            <ChartFigure
                title=Signal::stored(title)
                measure=Signal::derive(|| text::months_measure().to_owned())
                summary=Signal::stored(summary)
                columns=columns.map(str::to_owned).to_vec()
                rows=Signal::stored(rows)
            >
                {picture}
            </ChartFigure>
        </div>
    }
}

fn finding(months: &[ContractChurn]) -> String {
    let shares = || months.iter().filter_map(ContractChurn::churn);
    let Some((last, share)) = months.last().and_then(|last| Some((last, last.churn()?))) else {
        return text::months_none().to_owned();
    };
    let (least, most) = (shares().fold(1.0, f64::min), shares().fold(0.0, f64::max));
    let percent = formats::percent;
    text::months_finding(&percent(share), &formats::month(last.end), &percent(least), &percent(most))
}

fn count(value: u32) -> String {
    formats::whole(f64::from(value))
}

fn range(rate: Estimate) -> String {
    parts::range(&formats::percent(rate.low), &formats::percent(rate.high))
}

fn row(month: &ContractChurn, rate: Estimate) -> Vec<String> {
    vec![
        formats::month(month.end),
        count(month.base),
        count(month.retained),
        count(month.churned),
        count(month.involuntary),
        count(month.joined),
        formats::percent(rate.value),
        range(rate),
    ]
}

fn reading(month: &ContractChurn, rate: Estimate) -> String {
    let share = formats::percent(rate.value);
    text::month_reading(&formats::month(month.end), &count(month.churned), &count(month.base), &share, &range(rate))
}

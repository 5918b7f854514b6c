//! How long customers stay under contract.

use leptos::prelude::*;
use shared::review::{FEWEST_ENDED, ProjectedMonth, TenureCurve};

use crate::charts::{ChartFigure, Curve, CurveChart, stepped, ticks_to};
use crate::formats;
use crate::text::{contracts as text, parts};

/// Rows of the table at most: every month, or every so many.
const MOST_ROWS: usize = 24;

/// The curve with its projection.
#[component]
pub(super) fn Tenure(tenure: Option<TenureCurve>) -> impl IntoView {
    let tenure = tenure.filter(|tenure| !tenure.months.is_empty());
    let title = tenure.as_ref().map_or_else(|| text::tenure_none().to_owned(), finding);
    let measure =
        tenure.as_ref().map(|it| text::tenure_measure(&count(it.spells), &count(it.ended))).unwrap_or_default();
    let rows = tenure.as_ref().map(table).unwrap_or_default();
    let columns = [
        text::tenure_months(),
        text::tenure_watched(),
        text::tenure_staying(),
        text::tenure_range(),
        text::tenure_expected(),
        text::tenure_expected_range(),
    ];
    let summary = tenure.as_ref().map(projection).unwrap_or_default();
    let label = title.clone();
    let picture = tenure.map(|tenure| {
        view! {
            <p>{projection(&tenure)}</p>
            <CurveChart curve=curve(&tenure) label />
            <p class="muted small axis-name" aria-hidden="true">{text::tenure_across()}</p>
        }
    });
    view! {
        <div data-testid="contract-tenure">
            <ChartFigure
                title=Signal::stored(title)
                measure=Signal::stored(measure)
                summary=Signal::stored(summary)
                columns=columns.map(str::to_owned).to_vec()
                rows=Signal::stored(rows)
            >
                {picture}
            </ChartFigure>
        </div>
    }
}

fn count(value: u32) -> String {
    formats::whole(f64::from(value))
}

fn finding(tenure: &TenureCurve) -> String {
    match tenure.months.iter().find(|month| month.staying.value <= 0.5) {
        Some(month) => text::half_left(&count(month.months)),
        None => {
            let last = tenure.months.last();
            let (share, months) = last.map_or((1.0, 0), |last| (last.staying.value, last.months));
            text::still_there(&formats::percent(share), &count(months))
        }
    }
}

fn projection(tenure: &TenureCurve) -> String {
    match (&tenure.model, tenure.projected.last()) {
        (Some(model), Some(last)) => {
            let range = last.range.map(|(low, high)| parts::range(&formats::percent(low), &formats::percent(high)));
            text::projection(model, &formats::percent(last.staying), range.as_deref(), &count(last.months))
        }
        _ if tenure.ended < FEWEST_ENDED => text::too_few(&count(tenure.ended), FEWEST_ENDED),
        _ => text::tenure_no_model().to_owned(),
    }
}

fn curve(tenure: &TenureCurve) -> Curve {
    let mut points = vec![(0.0, [1.0, 1.0, 1.0])];
    points.extend(tenure.months.iter().map(|month| {
        let staying = month.staying;
        (f64::from(month.months), [staying.value, staying.low, staying.high])
    }));
    let corners = stepped(&points);
    let mut reference: Vec<(f64, f64)> =
        tenure.projected.iter().map(|month| (f64::from(month.months), month.staying)).collect();
    if !reference.is_empty() {
        reference.insert(0, (0.0, 1.0));
    }
    let watched = tenure.months.last().map_or(1, |month| month.months);
    let last = f64::from(tenure.projected.last().map_or(watched, |month| month.months.max(watched)));
    let ticks = ticks_to(last, 6).into_iter().filter(|tick| *tick <= last && tick.fract() == 0.0);
    let read = tenure.months.iter().map(|month| {
        let staying = month.staying;
        let range = parts::range(&formats::percent(staying.low), &formats::percent(staying.high));
        let words = text::tenure_reading(&count(month.months), &formats::percent(staying.value), &range);
        (f64::from(month.months), words)
    });
    let expected = tenure.projected.iter().filter(|month| month.months > watched).map(|month| {
        (f64::from(month.months), text::expected_reading(&count(month.months), &formats::percent(month.staying)))
    });
    Curve {
        line: corners.iter().map(|(months, [staying, ..])| (*months, *staying)).collect(),
        band: corners.iter().map(|(months, [_, low, high])| (*months, *low, *high)).collect(),
        reference,
        across: (0.0, last),
        up: (0.0, 1.0),
        ticks_across: ticks.map(|tick| (tick, formats::whole(tick))).collect(),
        ticks_up: [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| (share, formats::percent(share))).to_vec(),
        readings: read.chain(expected).collect(),
    }
}

/// Every month, or every second, third, … of a long time.
fn table(tenure: &TenureCurve) -> Vec<Vec<String>> {
    let last = tenure.projected.len().max(tenure.months.len());
    let step = last.div_ceil(MOST_ROWS).max(1);
    let row = |index: usize| {
        let month = tenure.months.get(index);
        let projected = tenure.projected.get(index);
        let range = |range: Option<(f64, f64)>| {
            range.map(|(low, high)| parts::range(&formats::percent(low), &formats::percent(high))).unwrap_or_default()
        };
        vec![
            formats::whole((index + 1) as f64),
            month.map(|month| count(month.at_risk)).unwrap_or_default(),
            month.map(|month| formats::percent(month.staying.value)).unwrap_or_default(),
            range(month.map(|month| (month.staying.low, month.staying.high))),
            projected.map(|month| formats::percent(month.staying)).unwrap_or_default(),
            range(projected.and_then(|month: &ProjectedMonth| month.range)),
        ]
    };
    (0..last).filter(|index| (index + 1) % step == 0).map(row).collect()
}

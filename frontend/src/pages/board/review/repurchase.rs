//! When the next order comes.

use leptos::prelude::*;
use protocol::RepurchaseQuestion;
use shared::review::{Repurchase, RepurchasePoint};

use super::choices::{WholeNumberField, use_whole_number};
use crate::charts::{ChartFigure, Curve, CurveChart, stepped, ticks_to};
use crate::formats;
use crate::pages::asked::{Asked, ask};
use crate::parts::Definition;
use crate::text::{definitions, parts, review as text};

/// Orders a person can begin from.
const MOST_ORDERS: u32 = 50;
/// Days between the rows of the table.
const TABLE_DAYS: u32 = 30;

/// The curve of those who have not ordered again, from the order in the address on.
#[component]
pub(super) fn Repeats() -> impl IntoView {
    let order = use_whole_number("order", 1, MOST_ORDERS);
    // The answer without customers is an answer too.
    let asked: Asked<Option<Repurchase>> = ask(move || RepurchaseQuestion { order: order.value.get() }, Some);
    let title = Signal::derive(move || {
        asked.say(text::again_pending, |found| found.as_ref().map_or_else(|| text::again_nobody().to_owned(), finding))
    });
    let measure =
        Signal::derive(move || asked.say(text::nothing_yet, |found| found.as_ref().map_or_else(String::new, measure)));
    let summary =
        Signal::derive(move || asked.say(text::nothing_yet, |found| found.as_ref().map_or_else(String::new, median)));
    let rows = Signal::derive(move || asked.answer.get().flatten().map(|found| table(&found)).unwrap_or_default());
    let picture = move || {
        asked.answer.get().flatten().map(|found| {
            view! {
                <p>{median(&found)}</p>
                <CurveChart curve=curve(&found) label=title.get() />
                <p class="muted small axis-name" aria-hidden="true">{text::again_across()}</p>
            }
        })
    };
    let columns =
        [text::again_column_days(), text::again_column_watched(), text::again_column_not_yet(), text::column_range()];
    view! {
        <div class:old=move || asked.busy.get() aria-busy=move || asked.busy.get().to_string() data-testid="review-repurchase">
            <ChartFigure title measure summary columns=columns.map(str::to_owned).to_vec() rows>
                {picture}
                {asked.retry()}
                <WholeNumberField number=order label=text::order_label() unit=text::order_unit() />
                <Definition terms=vec![definitions::repurchase()] />
            </ChartFigure>
        </div>
    }
}

fn finding(found: &Repurchase) -> String {
    match found.median_days {
        Some(days) => text::again_finding(&formats::whole(f64::from(days)), found.order),
        None => {
            let last = found.points.last().map_or((0, 1.0), |point| (point.days, point.not_yet));
            text::again_not_half(&formats::percent(1.0 - last.1), &formats::whole(f64::from(last.0)), found.order)
        }
    }
}

fn measure(found: &Repurchase) -> String {
    text::again_measure(
        found.order,
        &formats::whole(f64::from(found.customers)),
        &formats::whole(f64::from(found.again)),
    )
}

fn median(found: &Repurchase) -> String {
    let days = |days: Option<u32>| days.map(|days| formats::whole(f64::from(days)));
    match (days(found.median_days), days(found.median_low_days), days(found.median_high_days)) {
        (Some(_), Some(low), Some(high)) => text::median_between(&parts::range(&low, &high)),
        (Some(_), Some(low), None) => text::median_from(&low),
        _ => text::median_not_reached().to_owned(),
    }
}

fn curve(found: &Repurchase) -> Curve {
    let mut points = vec![(0.0, [1.0, 1.0, 1.0])];
    points.extend(found.points.iter().map(|point| (f64::from(point.days), [point.not_yet, point.low, point.high])));
    let corners = stepped(&points);
    let last = found.points.last().map_or(1.0, |point| f64::from(point.days.max(1)));
    let ticks = ticks_to(last, 5).into_iter().filter(|tick| *tick <= last);
    Curve {
        line: corners.iter().map(|(days, [not_yet, ..])| (*days, *not_yet)).collect(),
        band: corners.iter().map(|(days, [_, low, high])| (*days, *low, *high)).collect(),
        reference: Vec::new(),
        across: (0.0, last),
        up: (0.0, 1.0),
        ticks_across: ticks.map(|tick| (tick, formats::whole(tick))).collect(),
        ticks_up: [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| (share, formats::percent(share))).to_vec(),
        readings: found.points.iter().map(|point| (f64::from(point.days), reading(point))).collect(),
    }
}

fn reading(point: &RepurchasePoint) -> String {
    text::again_reading(&formats::whole(f64::from(point.days)), &formats::percent(point.not_yet), &range(point))
}

fn range(point: &RepurchasePoint) -> String {
    parts::range(&formats::percent(point.low), &formats::percent(point.high))
}

/// The curve every thirty days, and its end.
fn table(found: &Repurchase) -> Vec<Vec<String>> {
    let row = |days: u32, point: &RepurchasePoint| {
        let watched = formats::whole(f64::from(point.at_risk));
        vec![formats::whole(f64::from(days)), watched, formats::percent(point.not_yet), range(point)]
    };
    let last = found.points.last();
    let steps = (1..).map(|step| step * TABLE_DAYS).take_while(|days| last.is_some_and(|last| *days < last.days));
    let at = |days: u32| found.points.iter().rev().find(|point| point.days <= days).map(|point| row(days, point));
    steps.filter_map(at).chain(last.map(|point| row(point.days, point))).collect()
}

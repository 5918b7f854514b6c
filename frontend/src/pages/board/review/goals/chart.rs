//! How a figure has gone, where it goes, and the line it should reach.

use leptos::prelude::*;
use shared::review::{GoalAim, GoalProgress};

use super::super::money_of;
use super::written;
use crate::base_loader::use_base;
use crate::charts::{ChartFigure, Curve, CurveChart};
use crate::formats::{self, Money};
use crate::text::{goals as text, parts};

/// Opens to the chart; drawn when it is first opened.
#[component]
pub(super) fn GoalChart(aim: GoalAim, progress: GoalProgress) -> impl IntoView {
    let opened = RwSignal::new(false);
    let progress = StoredValue::new(progress);
    let drawn = move || opened.get().then(|| view! { <Drawn aim progress=progress.get_value() /> });
    progress.with_value(|progress| progress.readings.len() > 1).then(|| {
        view! {
            <details class="disclosure gone" on:toggle=move |_| opened.set(true)>
                <summary>{text::chart_more()}</summary>
                {drawn}
            </details>
        }
    })
}

#[component]
fn Drawn(aim: GoalAim, progress: GoalProgress) -> impl IntoView {
    let money = money_of(use_base());
    let title = match aim.due {
        Some(_) => written::name(&aim),
        None => text::zero_name().to_owned(),
    };
    let columns = [text::column_day(), text::column_value(), text::column_range(), text::column_kind()];
    let label = title.clone();
    let summary = text::reason(progress.status);
    view! {
        <ChartFigure
            title=Signal::stored(title)
            measure=Signal::stored(text::chart_measure(text::metric(aim.metric)))
            summary=Signal::stored(summary.to_owned())
            columns=columns.map(str::to_owned).to_vec()
            rows=Signal::stored(table(&aim, &progress, money))
        >
            <CurveChart curve=curve(&aim, &progress, money) label goal=Some((aim.target, written::line(&aim))) />
        </ChartFigure>
    }
}

fn curve(aim: &GoalAim, progress: &GoalProgress, money: Money) -> Curve {
    let at = |day: shared::domain::Day| f64::from(day.0);
    let line: Vec<(f64, f64)> = progress.readings.iter().map(|reading| (at(reading.day), reading.value)).collect();
    let (first, last) = (line.first().map_or(0.0, |place| place.0), line.last().map_or(1.0, |place| place.0));
    let mut band = Vec::new();
    if let Some(now) = progress.now.filter(|_| !progress.path.is_empty()) {
        band.push((last, now.low, now.high));
        band.extend(progress.path.iter().map(|(day, estimate)| (at(*day), estimate.low, estimate.high)));
    }
    let end = band.last().map_or(last, |place| place.0).max(first + 1.0);
    let highest = line.iter().map(|place| place.1).chain(band.iter().map(|place| place.2)).fold(0.0, f64::max);
    // A goal far above would press the line flat; then it stands at the upper edge, and its name says where it is.
    let highest = if aim.target <= 3.0 * highest { highest.max(aim.target) } else { highest };
    let top = if aim.metric.is_share() { (highest * 1.08).min(1.0) } else { highest * 1.08 };
    let ticks_up = crate::charts::ticks_to(top, 4).into_iter().filter(|tick| *tick <= top * 1.001);
    let name =
        |value: f64| if aim.metric.is_money() { money.short(value) } else { written::value(aim.metric, value, money) };
    let day_of = |place: f64| formats::day_medium(shared::domain::Day(place as i32));
    let mut ticks_across = vec![(first, day_of(first)), (last, text::today().to_owned())];
    if end > last {
        ticks_across.push((end, day_of(end)));
    }
    let was = progress.readings.iter().map(|reading| {
        let words = text::chart_reading(
            &formats::day_medium(reading.day),
            &written::value(aim.metric, reading.value, money),
            None,
        );
        (at(reading.day), words)
    });
    let goes = progress.path.iter().map(|(day, estimate)| {
        let number = |value: f64| written::value(aim.metric, value, money);
        let range = parts::range(&number(estimate.low), &number(estimate.high));
        (at(*day), text::chart_reading(&formats::day_medium(*day), &number(estimate.value), Some(&range)))
    });
    Curve {
        readings: was.chain(goes).collect(),
        reference: progress.path.iter().map(|(day, estimate)| (at(*day), estimate.value)).collect(),
        line,
        band,
        across: (first, end),
        up: (0.0, top.max(f64::MIN_POSITIVE)),
        ticks_across,
        ticks_up: ticks_up.map(|tick| (tick, name(tick))).collect(),
    }
}

fn table(aim: &GoalAim, progress: &GoalProgress, money: Money) -> Vec<Vec<String>> {
    let number = |value: f64| written::value(aim.metric, value, money);
    let was = progress.readings.iter().map(|reading| {
        let kind = text::kind_was().to_owned();
        vec![formats::day_medium(reading.day), number(reading.value), String::new(), kind]
    });
    let goes = progress.path.iter().map(|(day, estimate)| {
        let range = parts::range(&number(estimate.low), &number(estimate.high));
        vec![formats::day_medium(*day), number(estimate.value), range, text::kind_forecast().to_owned()]
    });
    was.chain(goes).collect()
}

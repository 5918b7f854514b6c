//! Whether the model was right about the past: fitted to the orders up to a day, compared with the rest.

use leptos::prelude::*;
use protocol::HoldoutQuestion;
use shared::domain::Day;
use shared::planning::{Holdout, HoldoutProblem};

use super::address::Parameter;
use crate::charts::{ChartFigure, ForecastLines};
use crate::formats;
use crate::parts::{Definition, Notice};
use crate::text::{board as text, definitions, parts};
use crate::worker_client::Latest;

/// The holdout check; its day stands in the address as `split`.
#[component]
pub(super) fn Forecast() -> impl IntoView {
    let parameter = Parameter::new("split");
    let split = Memo::new(move |_| parameter.get().and_then(|text| text.parse::<Day>().ok()));
    let outcome = RwSignal::new(None::<Result<Holdout, HoldoutProblem>>);
    let problem = RwSignal::new(None::<String>);
    let latest = Latest::new();
    let ask = move |split| {
        latest.ask(&HoldoutQuestion { split }, move |answer| match answer {
            Ok(answered) => {
                problem.set(None);
                outcome.set(Some(answered));
            }
            Err(error) => problem.set(Some(error.message())),
        });
    };
    Effect::new(move |_| ask(split.get()));
    move || match outcome.get() {
        _ if problem.with(Option::is_some) => view! {
            <section class="card chart">
                <h2>{text::forecast_impossible()}</h2>
                <Notice tone="loss">
                    <p>{move || problem.get()}</p>
                    <button class="button" on:click=move |_| ask(split.get_untracked())>{parts::retry()}</button>
                </Notice>
            </section>
        }
        .into_any(),
        None => view! { <section class="card chart"><h2>{text::forecast_pending()}</h2></section> }.into_any(),
        Some(Ok(holdout)) => view! { <Compared holdout /> }.into_any(),
        Some(Err(problem)) => {
            let reason = match &problem {
                HoldoutProblem::TooShort { .. } => text::forecast_too_short(),
                HoldoutProblem::NotIdentified => text::forecast_not_identified(),
            };
            view! {
                <section class="card chart">
                    <h2>{text::forecast_impossible()}</h2>
                    <p class="muted">{reason}</p>
                    <SplitDay day=split.get() />
                </section>
            }
            .into_any()
        }
    }
}

#[component]
fn Compared(holdout: Holdout) -> impl IntoView {
    let whole = |value: f64| formats::whole(value.round());
    let (actual, expected) = (holdout.actual as f64, holdout.expected);
    let range = parts::range(&whole(expected.low), &whole(expected.high));
    let is_within = expected.low <= actual && actual <= expected.high;
    let title = if is_within { text::forecast_held() } else { text::forecast_missed(actual > expected.high) };
    let split = formats::day_medium(holdout.split);
    let summary = text::forecast_summary(&split, &whole(expected.value), &range, &whole(actual));
    let rows: Vec<Vec<String>> = holdout
        .weeks
        .iter()
        .rev()
        .map(|week| {
            let expected = week.expected.map(formats::significant).unwrap_or_default();
            vec![formats::day_medium(week.last_day), whole(f64::from(week.actual)), expected]
        })
        .collect();
    let columns =
        vec![text::column_week().to_owned(), text::forecast_actual().to_owned(), text::forecast_expected().to_owned()];
    let expected_from = holdout.weeks.iter().position(|week| week.expected.is_some()).unwrap_or(holdout.weeks.len());
    let actual_weeks = holdout.weeks.iter().map(|week| f64::from(week.actual)).collect();
    let expected_weeks = holdout.weeks.iter().filter_map(|week| week.expected).collect();
    let ends = match (holdout.weeks.first(), holdout.weeks.last()) {
        (Some(first), Some(last)) => (formats::month(first.last_day), formats::month(last.last_day)),
        _ => (String::new(), String::new()),
    };
    view! {
        <ChartFigure
            title=title.to_owned()
            measure=text::forecast_measure(&whole(f64::from(holdout.customers)))
            summary=summary.clone()
            columns
            rows=Signal::stored(rows)
        >
            <p>{summary.clone()}</p>
            <p class="direct-labels small" aria-hidden="true">
                <span class="actual">{text::forecast_actual()}</span>
                <span class="expected">{text::forecast_expected()}</span>
            </p>
            <ForecastLines
                actual=actual_weeks
                expected=expected_weeks
                expected_from
                stretch=text::forecast_stretch()
                ends
                label=summary
            />
            <SplitDay day=Some(holdout.split) />
            <p class="small"><a href="/model">{text::forecast_model()}</a></p>
            <Definition terms=vec![definitions::holdout()] />
        </ChartFigure>
    }
}

/// Chooses the last day that the fit may see.
#[component]
fn SplitDay(day: Option<Day>) -> impl IntoView {
    let parameter = Parameter::new("split");
    let choose = move |event| {
        parameter.set(event_target_value(&event).parse::<Day>().ok().map(|day| day.to_string()));
    };
    view! {
        <p class="split-day">
            <label for="split">{text::forecast_split()}</label>
            <input id="split" type="date" prop:value=day.map(|day| day.to_string()) on:change=choose />
        </p>
    }
}

//! Fitted up to a day, and what came after it.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use protocol::ModelCheckQuestion;
use shared::domain::Day;
use shared::planning::{HoldoutProblem, ModelCheck, Reason, Verdict};

use super::{calibration, tracking};
use crate::base_loader::use_base;
use crate::formats::{day_medium, whole};
use crate::parts::{Definition, Notice, PageHeading, ProgressLine};
use crate::text::{board, model as text, parts};
use crate::worker_client::Latest;

type Outcome = Result<ModelCheck, HoldoutProblem>;

/// The finding and the charts behind it; the day of the split stands in the address as `split`.
#[component]
pub(super) fn Check() -> impl IntoView {
    let base = use_base();
    let query = use_query_map();
    let split = Memo::new(move |_| query.with(|query| query.get("split")).and_then(|text| text.parse::<Day>().ok()));
    let outcome = RwSignal::new(None::<Outcome>);
    let failed = RwSignal::new(None::<String>);
    let waiting = RwSignal::new(false);
    let latest = Latest::new();
    Effect::new(move |_| {
        base.loads.track();
        waiting.set(true);
        latest.ask(&ModelCheckQuestion { split: split.get() }, move |answer| {
            waiting.set(false);
            match answer {
                Ok(answered) => {
                    failed.set(None);
                    outcome.set(Some(answered));
                }
                Err(error) => failed.set(Some(error.message())),
            }
        });
    });
    let reason = Memo::new(move |_| {
        base.manifest.with(|manifest| match &manifest.as_ref()?.assessment.verdict {
            Verdict::Estimated => None,
            Verdict::RankByLateness { reason } => Some(why_undecided(reason)),
        })
    });
    let title = move || match outcome.get() {
        _ if reason.with(Option::is_some) => text::not_used_title().to_owned(),
        None => text::checking().to_owned(),
        Some(Ok(check)) => finding(&check),
        Some(Err(_)) => text::no_check().to_owned(),
    };
    let charts = move || {
        outcome.get().map(|outcome| match outcome {
            Ok(check) => view! {
                <p class="muted">{note(&check)}</p>
                <div class="columns">
                    <tracking::Weekly check=check.clone() />
                    <tracking::Cumulative check=check.clone() />
                </div>
                <calibration::Calibration check />
                <Definition terms=text::terms() />
            }
            .into_any(),
            Err(problem) => view! { <p class="muted">{text::problem(&problem)}</p> }.into_any(),
        })
    };
    let split_shown = Signal::derive(move || {
        split.get().or_else(|| outcome.with(|outcome| outcome.as_ref()?.as_ref().ok().map(|check| check.split)))
    });
    view! {
        <PageHeading title=title subtitle=Signal::derive(|| text::subtitle().to_owned()) />
        {move || reason.get().map(|why| view! {
            <Notice tone="plain"><p><strong>{text::not_used()}</strong>": "{why}</p></Notice>
        })}
        {move || failed.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
        <SplitDay day=split_shown />
        <div class="check" class:stale=move || waiting.get()>
            <Show when=move || waiting.get()>
                <ProgressLine label=Signal::derive(|| text::checking().to_owned()) />
            </Show>
            {charts}
        </div>
    }
}

/// Why the model is not used, and what would change it.
fn why_undecided(reason: &Reason) -> String {
    let (have, need) = match reason {
        Reason::TooFewRepeatCustomers { have, need } => (*have, *need),
        _ => (0, 0),
    };
    let number = |count: u32| whole(f64::from(count));
    board::reason(reason, &number(have), &number(need), &number(need.saturating_sub(have)))
}

fn held(check: &ModelCheck) -> bool {
    let actual = check.actual as f64;
    check.expected.low <= actual && actual <= check.expected.high
}

fn finding(check: &ModelCheck) -> String {
    let days = check.last_day.0 - check.split.0;
    text::finding(days, &whole(check.expected.value.round()), &whole(check.actual as f64), held(check))
}

fn note(check: &ModelCheck) -> String {
    let number = |value: f64| whole(value.round());
    let range = parts::range(&number(check.expected.low), &number(check.expected.high));
    text::finding_note(&day_medium(check.split), &range, &whole(f64::from(check.customers)), held(check))
}

/// Chooses the last day that the fit may see.
#[component]
fn SplitDay(day: Signal<Option<Day>>) -> impl IntoView {
    let navigate = use_navigate();
    let choose = move |event| {
        let address = match event_target_value(&event).parse::<Day>() {
            Ok(day) => format!("/model?split={day}"),
            Err(_) => "/model".to_owned(),
        };
        navigate(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    };
    view! {
        <p class="split-day">
            <label for="model-split">{text::split()}</label>
            <input
                id="model-split"
                type="date"
                prop:value=move || day.get().map(|day| day.to_string()).unwrap_or_default()
                on:change=choose
            />
            <a href="/model">{text::split_usual()}</a>
        </p>
    }
}

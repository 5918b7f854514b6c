//! How many customers stayed over the period.

use leptos::prelude::*;
use protocol::RetentionQuestion;
use shared::planning::Estimate;
use shared::review::{ExpectedRetention, GoalMetric, Retention, RuleRetention};

use super::choices::{Period, WholeNumberField, use_whole_number};
use super::goals::use_goal_shelf;
use crate::charts::{IntervalBar, percent_of};
use crate::formats;
use crate::pages::asked::{Asked, ask};
use crate::parts::Definition;
use crate::text::{definitions, parts, review as text};

/// Days without an order after which a customer counts as gone, unless a person says otherwise.
pub(super) const USUAL_INACTIVE_DAYS: u32 = 180;
pub(super) const MOST_INACTIVE_DAYS: u32 = 3650;

/// Retention and churn over the period, by the model and by a rule of days.
#[component]
pub(super) fn Stayed(period: Period) -> impl IntoView {
    let inactive = use_whole_number("inactive", USUAL_INACTIVE_DAYS, MOST_INACTIVE_DAYS);
    let asked: Asked<Retention> = ask(
        move || RetentionQuestion { days: period.days.get(), inactive_days: inactive.value.get() },
        |answer| answer,
    );
    let title = move || asked.say(text::stayed_pending, finding);
    let measure = move || {
        asked.say(text::nothing_yet, |found| {
            text::stayed_measure(&formats::day_medium(found.start), &formats::day_medium(found.end))
        })
    };
    let by_model = move || {
        asked.answer.get().map(|found| match found.expected {
            Some(expected) => view! { <ByModel expected days=(found.end.0 - found.start.0) as u32 /> }.into_any(),
            None => view! { <p class="muted">{text::stayed_no_model()}</p> }.into_any(),
        })
    };
    let by_rule = move || asked.answer.get().map(|found| view! { <ByRule rule=found.by_rule /> });
    view! {
        <section
            class="card stayed"
            class:old=move || asked.busy.get()
            aria-busy=move || asked.busy.get().to_string()
            data-testid="review-retention"
        >
            <header>
                <h2>{title}</h2>
                <p class="muted small">{measure}</p>
            </header>
            {asked.retry()}
            <div class="two-ways">
                <div>
                    <h3 class="label">{text::stayed_by_model()}</h3>
                    {by_model}
                </div>
                <div>
                    <h3 class="label">{text::stayed_by_rule()}</h3>
                    {by_rule}
                    <WholeNumberField number=inactive label=text::inactive_label() unit=text::inactive_unit() />
                </div>
            </div>
            <Definition terms=vec![
                definitions::churn(),
                definitions::churn_by_rule(),
                definitions::churn_contracts(),
            ] />
        </section>
    }
}

fn finding(found: &Retention) -> String {
    let days = (found.end.0 - found.start.0) as u32;
    match (&found.expected, found.by_rule.churn()) {
        (Some(expected), _) => text::stayed_finding(&formats::percent(1.0 - expected.churn.value), days),
        (None, Some(churn)) => text::stayed_finding_by_rule(&formats::percent(1.0 - churn), days),
        (None, None) => text::stayed_nobody().to_owned(),
    }
}

#[component]
fn ByModel(expected: ExpectedRetention, days: u32) -> impl IntoView {
    let churn = expected.churn;
    let kept = Estimate { value: 1.0 - churn.value, low: 1.0 - churn.high, high: 1.0 - churn.low };
    let range = |estimate: Estimate| parts::range(&formats::percent(estimate.low), &formats::percent(estimate.high));
    let count = |value: f64| formats::decimal(value, 1);
    view! {
        <p class="value">{formats::percent(kept.value)}</p>
        <IntervalBar estimate=kept from=0.0 to=1.0 />
        <GoalMarks days />
        <p class="range">{range(kept)}</p>
        <p class="small">{text::churn_of(&formats::percent(churn.value), &range(churn))}</p>
        <p class="muted small numbers">
            {text::stayed_sum(&count(expected.base), &count(expected.retained), &count(expected.churned))}
        </p>
        <p class="muted small">{text::stayed_model_note()}</p>
    }
}

/// Where goals for retention and churn over this period lie on the track above.
#[component]
fn GoalMarks(days: u32) -> impl IntoView {
    let shelf = use_goal_shelf();
    move || {
        let lines = shelf.lines(|metric, period| metric.has_period() && period == days).into_iter().map(
            |(metric, target, name)| {
                let place = if metric == GoalMetric::Churn { 1.0 - target } else { target };
                let x = percent_of(place);
                view! {
                    <div class="goal-mark">
                        <svg width="100%" height="8" aria-hidden="true" focusable="false">
                            <line class="goal-line" x1=x.clone() x2=x y1="0" y2="8" />
                        </svg>
                        <p class="small">{name}</p>
                    </div>
                }
            },
        );
        lines.collect_view()
    }
}

#[component]
fn ByRule(rule: RuleRetention) -> impl IntoView {
    let Some(churn) = rule.churn() else {
        return view! { <p class="muted">{text::stayed_nobody()}</p> }.into_any();
    };
    let count = |value: u32| formats::whole(f64::from(value));
    view! {
        <p class="value">{formats::percent(1.0 - churn)}</p>
        <p class="small">{text::churn_plain(&formats::percent(churn))}</p>
        <p class="muted small numbers">{text::stayed_sum(&count(rule.base), &count(rule.retained), &count(rule.churned))}</p>
        <p class="muted small">{text::stayed_rule_note(rule.inactive_days)}</p>
    }
    .into_any()
}

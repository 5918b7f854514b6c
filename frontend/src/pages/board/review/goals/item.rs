//! One goal and how it stands.

use leptos::prelude::*;
use shared::api::{SavedGoal, ZERO_CHURN};
use shared::planning::Estimate;
use shared::review::{GoalAim, GoalProgress, GoalStatus};

use super::super::money_of;
use super::chart::GoalChart;
use super::{use_goal_shelf, written};
use crate::base_loader::use_base;
use crate::parts::SteadyButton;
use crate::text::{goals as text, parts};

/// A goal that was set.
#[component]
pub(super) fn Item(goal: SavedGoal, progress: GoalProgress, may_set: bool) -> impl IntoView {
    let shelf = use_goal_shelf();
    let aim = goal.draft.aim;
    let name = written::name(&aim);
    let owner = (!goal.draft.owner.is_empty()).then(|| text::owner(&goal.draft.owner));
    let note = goal.draft.note.clone();
    let buttons = may_set.then(|| {
        let (to_change, to_remove) = (goal.clone(), goal.clone());
        let change = text::action_of(text::change(), &name);
        let remove = text::action_of(text::remove(), &name);
        view! {
            <div class="buttons">
                <SteadyButton class="button quiet" idle=false on_press=move || shelf.open(Some(to_change.clone()))>
                    <span aria-hidden="true">{text::change()}</span>
                    <span class="visually-hidden">{change}</span>
                </SteadyButton>
                <SteadyButton class="button quiet" idle=false on_press=move || shelf.remove(to_remove.clone())>
                    <span aria-hidden="true">{text::remove()}</span>
                    <span class="visually-hidden">{remove}</span>
                </SteadyButton>
            </div>
        }
    });
    view! {
        <li>
            <div class="what">
                <h3>{written::name(&aim)}</h3>
                <p class="muted small">
                    {progress.days_left.map(text::days_left)} {owner.is_some().then_some(" · ")} <span translate="no">{owner}</span>
                </p>
                <p class="small" translate="no">{note}</p>
            </div>
            <Standing aim progress=progress.clone() />
            {buttons}
            <GoalChart aim progress />
        </li>
    }
}

/// The line at zero churn, which is always there.
#[component]
pub(super) fn ZeroChurn(progress: GoalProgress) -> impl IntoView {
    view! {
        <li data-testid="goal-zero-churn">
            <div class="what">
                <h3>{text::zero_name()}</h3>
                <p class="muted small">{text::zero_note()}</p>
            </div>
            <Standing aim=ZERO_CHURN progress=progress.clone() />
            <GoalChart aim=ZERO_CHURN progress />
        </li>
    }
}

/// Where the figure is, where it goes, and whether that is enough.
#[component]
fn Standing(aim: GoalAim, progress: GoalProgress) -> impl IntoView {
    let money = money_of(use_base());
    let number = move |value: f64| written::value(aim.metric, value, money);
    let with_range = move |estimate: Estimate| {
        view! {
            <strong>{number(estimate.value)}</strong>
            <span class="range">{parts::range(&number(estimate.low), &number(estimate.high))}</span>
        }
    };
    let now = match progress.now {
        Some(now) => with_range(now).into_any(),
        None => view! { <span class="muted">{text::cannot_tell()}</span> }.into_any(),
    };
    let then = progress.path.last().map(|(_, end)| {
        view! { <div><dt>{text::by_then()}</dt><dd>{with_range(*end)}</dd></div> }
    });
    let at_due = progress.at_due.map(|value| {
        let day = aim.due.map(crate::formats::day_medium).unwrap_or_default();
        view! { <div><dt>{day}</dt><dd><strong>{number(value)}</strong></dd></div> }
    });
    view! {
        <dl class="numbers">
            <div><dt>{text::now()}</dt><dd>{now}</dd></div>
            {then}
            {at_due}
        </dl>
        <div class="standing">
            <p class=format!("status {}", tone(progress.status))>
                <span class="mark" aria-hidden="true">{mark(progress.status)}</span>
                {text::status(progress.status)}
            </p>
            <p class="muted small">{text::reason(progress.status)}</p>
        </div>
    }
}

/// A shape beside the word, so that colour is not alone.
fn mark(status: GoalStatus) -> &'static str {
    match status {
        GoalStatus::OnCourse | GoalStatus::Reached | GoalStatus::Holds => "▲",
        GoalStatus::Behind | GoalStatus::Missed | GoalStatus::Short => "▽",
        GoalStatus::TooUncertain | GoalStatus::TooShort | GoalStatus::NotKnown => "◇",
    }
}

fn tone(status: GoalStatus) -> &'static str {
    match mark(status) {
        "▲" => "well",
        "▽" => "badly",
        _ => "unknown",
    }
}

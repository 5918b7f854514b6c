//! Goals: lines on the charts of the review, and whether each is on course.

mod chart;
mod form;
mod item;
mod shelf;
mod written;

use leptos::html;
use leptos::prelude::*;
use protocol::GoalsQuestion;
use shared::api::{Right, ZERO_CHURN};
use shared::review::{GoalProgress, GoalStatus};

use crate::pages::asked::{Asked, ask};
use crate::parts::Definition;
use crate::session::use_session;
use crate::text::{definitions, goals as text};
use form::GoalForm;
use item::{Item, ZeroChurn};
pub(super) use shelf::{GoalShelf, use_goal_shelf};

/// Asks how the goals stand: first that of zero churn, then those that people set.
pub(super) fn ask_progress() -> Asked<Vec<GoalProgress>> {
    let shelf = use_goal_shelf();
    ask(
        move || {
            let mut aims = vec![ZERO_CHURN];
            aims.extend(shelf.goals.get().into_iter().flatten().map(|goal| goal.draft.aim));
            GoalsQuestion { aims }
        },
        Some,
    )
}

/// The goals with how they stand.
#[component]
pub(super) fn Goals(
    /// How they stand.
    asked: Asked<Vec<GoalProgress>>,
) -> impl IntoView {
    let shelf = use_goal_shelf();
    let may_set = use_session().may(Right::SetGoals);
    let adds = NodeRef::<html::Button>::new();
    let title = move || asked.say(text::pending, |found| finding(found.get(1..).unwrap_or_default()));
    let items = move || {
        let goals = shelf.goals.get().unwrap_or_default();
        asked.answer.get().map(|found| {
            let mut progress = found.into_iter();
            let zero = progress.next().map(|progress| view! { <ZeroChurn progress /> });
            // An answer about goals that were there a moment ago is not shown beside those that are there now.
            let rest: Vec<GoalProgress> = progress.collect();
            let is_of_these = rest.len() == goals.len();
            let items = goals.into_iter().zip(rest).filter(|_| is_of_these);
            let items = items.map(|(goal, progress)| view! { <Item goal progress may_set /> }).collect_view();
            view! { <ul class="goals">{items}{zero}</ul> }
        })
    };
    let is_empty = move || shelf.goals.with(|goals| goals.as_ref().is_some_and(Vec::is_empty));
    let undo = move || {
        shelf.removed.get().map(|draft| {
            let name = written::name(&draft.aim);
            let button = NodeRef::<html::Button>::new();
            // The button that removed the goal is gone with it: the focus goes on to what takes that back.
            Effect::new(move |_| {
                if let Some(button) = button.get() {
                    // Focus fails only for elements that cannot have it.
                    let _ = button.focus();
                }
            });
            view! {
                <p class="small undo" role="status">
                    {text::removed(&name)}
                    <button class="button quiet" node_ref=button on:click=move |_| {
                        shelf.undo();
                        if let Some(button) = adds.get_untracked() {
                            // Focus fails only for elements that cannot have it.
                            let _ = button.focus();
                        }
                    }>{text::undo()}</button>
                </p>
            }
        })
    };
    view! {
        <section class="card" aria-busy=move || asked.busy.get().to_string() id="goals" data-testid="review-goals">
            <header class="with-action">
                <h2>{title}</h2>
                {may_set.then(|| view! {
                    <button class="button" node_ref=adds on:click=move |_| shelf.open(None)>{text::add()}</button>
                })}
            </header>
            {move || is_empty().then(|| view! { <p class="muted small none">{text::none_note()}</p> })}
            {items}
            {undo}
            <p class="small" role="status">{move || shelf.said.get()}</p>
            <Definition terms=vec![
                definitions::goals(),
                definitions::goals_forecast(),
            ] />
            {may_set.then(|| view! { <GoalForm /> })}
        </section>
    }
}

fn finding(goals: &[GoalProgress]) -> String {
    let count = |wanted: &[GoalStatus]| goals.iter().filter(|goal| wanted.contains(&goal.status)).count();
    text::finding(
        count(&[GoalStatus::OnCourse, GoalStatus::Reached, GoalStatus::Holds]),
        count(&[GoalStatus::Behind, GoalStatus::Missed, GoalStatus::Short]),
        count(&[GoalStatus::TooUncertain, GoalStatus::TooShort, GoalStatus::NotKnown]),
    )
}

//! Open alerts: what a person should look at before anything else.

mod check;
mod rule;

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::HoldoutQuestion;
use shared::api::ImportAnswer;
use shared::domain::Day;
use shared::planning::{Holdout, HoldoutProblem};
use shared::review::GoalProgress;

use crate::base_loader::use_base;
use crate::pages::asked::{Asked, ask};
use crate::parts::Definition;
use crate::requests;
use crate::text::{alerts as text, definitions};
use check::Check;
use rule::{Standing, WATCHED_DAYS};

/// What is looked at each time the board is opened: what needs a person stands first, the rest is said in a line each.
#[component]
pub(super) fn Alerts(
    /// How the goals stand, that of zero churn first.
    goals: Asked<Vec<GoalProgress>>,
) -> impl IntoView {
    let base = use_base();
    let newest = move || base.manifest.with(|manifest| manifest.as_ref().and_then(|manifest| manifest.as_of));
    let watched: Asked<Result<Holdout, HoldoutProblem>> =
        ask(move || HoldoutQuestion { split: newest().map(|day| Day(day.0 - WATCHED_DAYS)) }, Some);
    let imports = RwSignal::new(None::<Vec<ImportAnswer>>);
    spawn_local(async move {
        // Without an answer the look is missing among those that are told; the page of imports says why it fails.
        if let Ok(list) = requests::imports().await {
            imports.try_set(Some(list.imports));
        }
    });
    let checks = Memo::new(move |_| {
        let fresh = newest().map(|newest| check::fresh(newest, crate::formats::today()));
        let watched = watched.answer.with(|found| found.as_ref().map(check::repeat_orders));
        let goals = goals.answer.with(|found| found.as_ref().map(|all| check::goals(all.get(1..).unwrap_or_default())));
        let imports = imports.with(|found| found.as_deref().map(check::imports));
        [fresh, imports, watched, goals]
    });
    let known = move || checks.get().into_iter().flatten();
    let alerts = move || known().filter(|check| check.standing == Standing::Alert);
    let busy = move || checks.with(|checks| checks.iter().any(Option::is_none)) && watched.busy.get();
    let title = move || match alerts().count() {
        0 if busy() => text::pending().to_owned(),
        count => text::finding(count, known().filter(|check| check.standing == Standing::Fine).count()),
    };
    let open = move || {
        let items = alerts().map(|check| view! { <Open check /> }).collect_view();
        (alerts().count() > 0).then(|| view! { <ul class="alerts open">{items}</ul> })
    };
    let rest = move || {
        let rest = known().filter(|check| check.standing != Standing::Alert);
        rest.map(|check| view! { <li class:unknown=check.standing == Standing::Unknown>{check.finding}</li> })
            .collect_view()
    };
    view! {
        <section class="card" aria-busy=move || busy().to_string() data-testid="review-alerts">
            <h2>{title}</h2>
            {open}
            <ul class="alerts rest small">{rest}</ul>
            {watched.retry()}
            <Definition terms=vec![definitions::alerts()] />
        </section>
    }
}

#[component]
fn Open(check: Check) -> impl IntoView {
    let link = check.leads_to.map(|(address, name)| view! { <a class="button" href=address>{name}</a> });
    view! {
        <li>
            <p>{check.finding}</p>
            {link}
        </li>
    }
}

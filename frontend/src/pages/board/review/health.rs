//! How customers are doing, in three findings that lead to the page behind them.

use leptos::prelude::*;
use protocol::{DriversQuestion, EngagementQuestion, HealthQuestion, Question};
use shared::planning::health::HealthWeights;

use crate::base_loader::use_base;
use crate::formats::{decimal, whole};
use crate::pages::asked::{Asked, ask};
use crate::pages::health::findings;
use crate::parts::Definition;
use crate::text::{definitions, health as text};

/// Health under the documented weights, engagement, and what goes with coming back.
#[component]
pub(super) fn Health() -> impl IntoView {
    let base = use_base();
    let sources =
        Memo::new(move |_| base.manifest.with(|it| it.as_ref().map(|it| it.sources.clone()).unwrap_or_default()));
    view! {
        <section class="card at-a-glance" aria-labelledby="review-health-title" data-testid="review-health">
            <h2 id="review-health-title">{text::glance_title()}</h2>
            <dl>
                <Line name=text::glance_health() question=|| HealthQuestion { weights: HealthWeights::USUAL } pending=text::pending
                    finding=move |found| (findings::health(found), mean(found)) />
                <Line name=text::glance_engagement() question=|| EngagementQuestion pending=text::engagement_pending
                    finding=move |found| (findings::engagement(found), Some(text::engagement_warning().to_owned())) />
                <Line name=text::glance_drivers() question=|| DriversQuestion pending=text::drivers_pending
                    finding=move |found| {
                        let of = |drivers| sources.with(|sources| findings::drivers(drivers, sources));
                        let said = found.as_ref().map_or_else(|_| text::drivers_undecided().to_owned(), of);
                        (said, Some(text::drivers_warning().to_owned()))
                    } />
            </dl>
            <p class="leads-on"><a href="/health">{text::glance_link()}</a></p>
            <Definition terms=vec![definitions::health(), definitions::engagement(), definitions::drivers()] />
        </section>
    }
}

/// One finding with what has to be said beside it.
#[component]
fn Line<Q, F>(
    /// What it is about.
    name: &'static str,
    /// What is asked.
    question: fn() -> Q,
    /// What stands there before the answer.
    pending: fn() -> &'static str,
    /// The finding of an answer, and a note.
    finding: F,
) -> impl IntoView
where
    Q: Question + 'static,
    Q::Answer: Clone + Send + Sync + 'static,
    F: Fn(&Q::Answer) -> (String, Option<String>) + Copy + Send + Sync + 'static,
{
    let asked: Asked<Q::Answer> = ask(question, Some);
    let said = move || asked.say(pending, |found| finding(found).0);
    let note = move || asked.answer.with(|answer| answer.as_ref().and_then(|found| finding(found).1));
    view! {
        <dt class="muted">{name}</dt>
        <dd aria-busy=move || asked.busy.get().to_string()>{said}" "<span class="muted small">{note}</span></dd>
    }
}

fn mean(found: &shared::planning::health::HealthOverview) -> Option<String> {
    let mean = decimal(found.mean?, 0);
    Some(text::glance_mean(&mean, &whole(f64::from(found.scored)), &whole(f64::from(found.customers))))
}

//! Data quality: what is improbable in the data, whom it concerns and what to do.

mod checks;
mod list;
mod outside;

use leptos::prelude::*;
use protocol::QualityQuestion;
use shared::quality::Quality;

use crate::formats;
use crate::pages::WhenLoaded;
use crate::pages::asked::ask;
use crate::parts::{Definition, EmptyState, PageHeading};
use crate::text::quality as text;

/// The page.
#[component]
pub(crate) fn QualityPage() -> impl IntoView {
    view! { <WhenLoaded title=text::title() without_orders=true><Page /></WhenLoaded> }
}

#[component]
fn Page() -> impl IntoView {
    let asked = ask(|| QualityQuestion { today: formats::today() }, Some);
    let outside = outside::Outside::start();
    let title =
        Signal::derive(move || asked.say(text::pending, |found| text::finding(checks::found(found) + outside.found())));
    let subtitle =
        Signal::derive(move || asked.answer.with(|found| found.as_ref().map_or_else(String::new, looked_at)));
    let body = move || {
        asked.answer.get().map(|found| {
            if found.orders == 0 {
                return view! {
                    <div class="card">
                        <EmptyState title=|| text::empty_title().to_owned()><p>{text::empty_why()}</p></EmptyState>
                    </div>
                }
                .into_any();
            }
            view! { <checks::Checks found /> }.into_any()
        })
    };
    view! {
        <PageHeading title subtitle><a class="button" href="/data">{text::back()}</a></PageHeading>
        {asked.retry()}
        <div class="quality" aria-busy=move || asked.busy.get().to_string() data-testid="quality">
            {outside.cards()}
            {body}
            <Definition terms=text::rules() />
        </div>
    }
}

fn looked_at(found: &Quality) -> String {
    let count = |count: u32| formats::whole(f64::from(count));
    found.days.map_or_else(String::new, |(first, last)| {
        let (first, last) = (formats::day_medium(first), formats::day_medium(last));
        text::looked_at(&count(found.orders), &count(found.customers), &first, &last)
    })
}

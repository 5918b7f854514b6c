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
    let found = Memo::new(move |_| {
        let of_base = asked.answer.with(|found| found.as_ref().map(checks::found).unwrap_or_default());
        [outside.found(), of_base].concat()
    });
    let title = Signal::derive(move || asked.say(text::pending, |_| found.with(|found| text::finding(found.len()))));
    let links = move || {
        let link = |(name, title): (&str, &'static str)| view! { <li><a href=format!("/data-quality#check-{name}")>{title}</a></li> };
        found.with(|found| (!found.is_empty()).then(|| view! {
            <ul class="quality-found" aria-label=text::found_label()>{found.iter().copied().map(link).collect_view()}</ul>
        }))
    };
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
        {links}
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

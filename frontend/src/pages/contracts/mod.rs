//! Customers under contract: who left over a period, month by month, and how long they stay.

mod asking;
mod counted;
mod months;
mod tenure;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::base_loader::use_base;
use crate::formats;
use crate::pages::WhenLoaded;
use crate::parts::{Definition, EmptyState, PageHeading};
use crate::text::{contracts as text, definitions};
pub(crate) use asking::{ask_contracts, finding};

/// Lengths of the period in days; the second is the usual one, as in the review.
const PERIODS: [u32; 3] = [30, 90, 365];

/// The page.
#[component]
pub(crate) fn ContractsPage() -> impl IntoView {
    let base = use_base();
    let has_contracts =
        Memo::new(move |_| base.manifest.with(|manifest| manifest.as_ref().is_some_and(|it| it.contract_chunks > 0)));
    view! {
        <WhenLoaded title=text::title() without_orders=true>
            {move || if has_contracts.get() { view! { <Page /> }.into_any() } else { view! { <NoContracts /> }.into_any() }}
        </WhenLoaded>
    }
}

#[component]
fn NoContracts() -> impl IntoView {
    view! {
        <PageHeading title=|| text::title().to_owned()><a class="button" href="/">{text::back()}</a></PageHeading>
        <div class="card">
            <EmptyState title=|| text::none_title().to_owned()>
                <p>{text::none_why()}</p>
                <p><a class="button primary" href="/data">{text::none_link()}</a></p>
            </EmptyState>
        </div>
    }
}

#[component]
fn Page() -> impl IntoView {
    let (query, navigate) = (use_query_map(), use_navigate());
    let days = Memo::new(move |_| {
        let days = query.with(|query| query.get_str("period").and_then(|text| text.parse().ok()));
        days.filter(|days| PERIODS.contains(days)).unwrap_or(PERIODS[1])
    });
    let choose = Callback::new(move |days: u32| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&format!("/contracts?period={days}"), options);
    });
    let asked = ask_contracts(move || days.get());
    let title = Signal::derive(move || asked.say(text::pending, finding));
    let subtitle = Signal::derive(move || {
        let found = asked.found.answer.get();
        found.map_or_else(String::new, |found| {
            text::measure(&formats::day_medium(found.churn.start), &formats::day_medium(found.churn.end))
        })
    });
    let period = move |length: u32| {
        view! {
            <button class="button" type="button" aria-pressed=move || (days.get() == length).to_string() on:click=move |_| choose.run(length)>
                {crate::text::review::period(length)}
            </button>
        }
    };
    let found = move || asked.found.answer.get();
    // What does not depend on the period is drawn again only when it changes.
    let months = Memo::new(move |_| found().map(|found| found.months));
    let tenure = Memo::new(move |_| found().map(|found| found.tenure));
    view! {
        <PageHeading title subtitle><a class="button" href="/">{text::back()}</a></PageHeading>
        {asked.notice()}
        {asked.found.retry()}
        <div class="contracts" aria-busy=move || asked.found.busy.get().to_string() data-testid="contracts">
            <div class="period" role="group" aria-label=text::period()>{PERIODS.map(period).collect_view()}</div>
            <div class:old=move || asked.found.busy.get()>
                {move || found().map(|found| view! { <counted::Counted found /> })}
            </div>
            {move || months.get().map(|months| view! { <months::Months months /> })}
            {move || tenure.get().map(|tenure| view! { <tenure::Tenure tenure /> })}
            <Definition terms=vec![
                definitions::churn_contracts(),
                definitions::contract_months(),
                definitions::contract_tenure(),
            ] />
        </div>
    }
}

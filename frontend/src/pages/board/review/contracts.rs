//! Who left among the customers under contract, where there are any.

use leptos::prelude::*;

use super::choices::Period;
use crate::base_loader::use_base;
use crate::formats;
use crate::pages::contracts::{ask_contracts, finding};
use crate::parts::Definition;
use crate::text::{contracts as text, definitions};

/// The card; nothing in a shop without contracts.
#[component]
pub(super) fn UnderContract(period: Period) -> impl IntoView {
    let base = use_base();
    let has_contracts =
        Memo::new(move |_| base.manifest.with(|manifest| manifest.as_ref().is_some_and(|it| it.contract_chunks > 0)));
    move || has_contracts.get().then(|| view! { <Card period /> })
}

#[component]
fn Card(period: Period) -> impl IntoView {
    let asked = ask_contracts(move || period.days.get());
    let title = move || asked.say(text::pending, finding);
    let sum = move || {
        asked.found.answer.get().map(|found| {
            let count = |count: u32| formats::whole(f64::from(count));
            let churn = found.churn;
            text::card_sum(&count(churn.retained), &count(churn.churned), &count(churn.base), &count(churn.involuntary))
        })
    };
    view! {
        <section
            class="card under-contract"
            class:old=move || asked.found.busy.get()
            aria-busy=move || asked.found.busy.get().to_string()
            data-testid="review-contracts"
        >
            <h2>{title}</h2>
            {asked.notice()}
            {asked.found.retry()}
            <p class="numbers">{sum}</p>
            <p class="muted small">{text::counted()}</p>
            <p class="leads-on"><a href=move || format!("/contracts?period={}", period.days.get())>{text::open()}</a></p>
            <Definition terms=vec![definitions::churn_contracts()] />
        </section>
    }
}

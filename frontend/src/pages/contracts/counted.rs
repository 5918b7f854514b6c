//! The sum of the period, and what stands beside it.

use leptos::prelude::*;
use shared::review::{ContractChurn, ContractOverview};

use crate::base_loader::use_base;
use crate::formats;
use crate::parts::Notice;
use crate::text::contracts as text;

/// Below so many customers at the start the share says little.
const FEW: u32 = 30;

fn count(value: u32) -> String {
    formats::whole(f64::from(value))
}

/// Who stayed and who left, of whom, with their money.
#[component]
pub(super) fn Counted(found: ContractOverview) -> impl IntoView {
    let churn = found.churn;
    let few = (1..FEW).contains(&churn.base).then(|| {
        let step = formats::percent(1.0 / f64::from(churn.base));
        view! { <Notice tone="plain"><p>{text::few(&count(churn.base), &step)}</p></Notice> }
    });
    let without_orders = (found.without_orders > 0)
        .then(|| view! { <p class="small">{text::without_orders(&count(found.without_orders))}</p> });
    view! {
        {few}
        <div class="columns even">
            <section class="card sum" aria-label=text::column_what() data-testid="contract-sum">
                <p class="addition numbers">
                    <Addend value=churn.retained name=text::stayed() />
                    <span class="operator" aria-hidden="true">"+"</span>
                    <Addend value=churn.churned name=text::left() />
                    <span class="operator" aria-hidden="true">"="</span>
                    <Addend value=churn.base name=text::under_contract() />
                </p>
                <p class="muted small">{text::counted()}</p>
                <Parts churn />
                {without_orders}
            </section>
            <section class="card definition-beside">
                <h2>{text::by_definition()}</h2>
                <p>{text::definition_contract()}</p>
                <p>{text::definition_without()}</p>
                <p class="leads-on"><a href="/">{text::without_link()}</a></p>
            </section>
        </div>
    }
}

#[component]
fn Addend(value: u32, name: &'static str) -> impl IntoView {
    view! { <span class="addend"><strong class="value">{count(value)}</strong>" "<span class="small">{name}</span></span> }
}

#[component]
fn Parts(churn: ContractChurn) -> impl IntoView {
    let line = |value: String, name: &'static str| {
        view! { <li><strong class="numbers">{value}</strong>" "<span>{name}</span></li> }
    };
    let money = use_base().money();
    let earned = money.map(|money| {
        if churn.base_monthly_minor == 0 {
            return view! { <p class="small muted">{text::money_unknown()}</p> }.into_any();
        }
        let (start, end) = (churn.base_monthly_minor as f64, churn.retained_monthly_minor as f64);
        view! {
            <ul>
                {line(money.exact(start), text::money_start())}
                {line(money.exact(end), text::money_end())}
            </ul>
            <p class="small muted">{text::money_share(&formats::percent(end / start))}</p>
        }
        .into_any()
    });
    view! {
        <div class="parts-of-sum">
            <div>
                <h3 class="label">{text::of_left()}</h3>
                <ul>
                    {line(count(churn.churned - churn.involuntary), text::cancelled())}
                    {line(count(churn.involuntary), text::failed())}
                </ul>
            </div>
            <div>
                <h3 class="label">{text::others()}</h3>
                <ul>
                    {line(count(churn.joined), text::joined())}
                    {line(count(churn.came_and_went), text::came_and_went())}
                </ul>
                <p class="small muted">{text::at_end()} " " <span class="numbers">{count(churn.retained + churn.joined)}</span></p>
            </div>
            <div>
                <h3 class="label">{text::money()}</h3>
                {earned}
            </div>
        </div>
    }
}

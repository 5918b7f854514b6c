//! Customers to come: what they bring, what they cost, and when they have paid it back.

use leptos::prelude::*;
use shared::planning::{Estimate, Newcomers};

use super::studio::{Known, use_studio};
use crate::formats::{Money, decimal, whole};
use crate::text::{newcomers as words, parts, what_if as text};

/// As things are beside the scenario; nothing where nobody can come.
#[component]
pub(super) fn NewcomersCard() -> impl IntoView {
    let studio = use_studio();
    let newcomers = studio.details.newcomers;
    let old = move || newcomers.with(|it| it.as_ref().is_some_and(|it| !studio.is_current(it)));
    // The card is drawn anew with its numbers, not with every move of a lever.
    let shown =
        Memo::new(move |_| newcomers.get().filter(|it| studio.scenario.with(|now| now.scope == it.scenario.scope)));
    let body = move || {
        let Known { scenario, is: both } = shown.get()?;
        let months = text::over(scenario.horizon_months, &whole(f64::from(scenario.horizon_months)));
        let money = studio.money();
        let amount = move |it: Estimate| estimate(it, money);
        let cost = scenario.acquisition_cost_minor;
        Some(view! {
            <section class="card newcomers" data-testid="what-if-newcomers" class:old=old>
                <h2 id="newcomers-title">{finding(&both, cost, &months, money)}</h2>
                <p class="muted small">{words::measure(&decimal(both[0].per_month, 1))}</p>
                <div class="scroll-table" tabindex="0" role="region" aria-labelledby="newcomers-title">
                    <table class="plain">
                        <thead>
                            <tr>
                                <td></td>
                                <th scope="col" class="number">{text::as_things_are()}</th>
                                <th scope="col" class="number">{text::scenario()}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {row(words::new_customers(&months), both, |it| whole(it.customers).into_any())}
                            {row(words::margin_each(&months), both, move |it| amount(it.margin_each_minor))}
                            {row(words::margin_of_all().to_owned(), both, move |it| amount(it.margin_minor))}
                            {row(words::acquisition_cost().to_owned(), both, move |it| money.rounded(it.cost_minor).into_any())}
                            {row(words::left_after_acquisition().to_owned(), both, move |it| amount(it.net_minor))}
                            {row(words::pays_back().to_owned(), both, |it| payback(it).into_any())}
                        </tbody>
                    </table>
                </div>
                <p class="muted small">{words::note()}</p>
            </section>
        })
    };
    view! { {body} }
}

fn finding([_, now]: &[Newcomers; 2], cost_minor: f64, months: &str, money: Money) -> String {
    let net = money.rounded(now.net_minor.value.abs());
    match (cost_minor > 0.0, now.payback_months) {
        (false, _) => words::bring(&money.rounded(now.margin_minor.value), months),
        (true, Some(_)) => words::pay(&net, months, &payback(now)),
        (true, None) => words::do_not_pay(&money.exact(cost_minor), &money.exact(now.margin_each_minor.value), months),
    }
}

fn payback(newcomers: &Newcomers) -> String {
    match newcomers.payback_months {
        Some(0) => words::with_the_first_order().to_owned(),
        Some(months) => words::after_months(&text::months(&whole(f64::from(months)))),
        None => words::not_within_horizon().to_owned(),
    }
}

fn estimate(estimate: Estimate, money: Money) -> AnyView {
    let write = |minor: f64| money.rounded(minor);
    view! {
        {write(estimate.value)}
        <span class="range">{parts::range(&write(estimate.low), &write(estimate.high))}</span>
    }
    .into_any()
}

fn row(name: String, both: [Newcomers; 2], cell: impl Fn(&Newcomers) -> AnyView) -> impl IntoView {
    let cells = both.map(|it| view! { <td class="number">{cell(&it)}</td> });
    view! { <tr><th scope="row">{name}</th>{cells}</tr> }
}

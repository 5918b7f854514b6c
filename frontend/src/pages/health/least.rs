//! Valuable customers who are not well, worst first.

use leptos::prelude::*;
use shared::planning::health::{HealthOverview, HealthPart, LeastHealthy};

use super::desk::use_desk;
use crate::base_loader::use_base;
use crate::formats::{Money, decimal, whole};
use crate::names::{Names, display_name, use_names};
use crate::parts::Definition;
use crate::text::{customers, definitions, health as text, parts};

/// The list; each row leads to the customer.
#[component]
pub(super) fn LeastHealthyCustomers() -> impl IntoView {
    let overview = use_desk().overview;
    let (base, names) = (use_base(), use_names());
    Effect::new(move |_| {
        overview.answer.with(|found| {
            let rows = found.iter().flat_map(|found| found.least_healthy.iter().map(|it| it.row));
            names.want(rows);
        });
    });
    let title = move || overview.say(text::pending, title);
    let is_by_worth = move || overview.answer.with(|found| found.as_ref().is_none_or(|found| found.by_lifetime_value));
    let measure = move || {
        if is_by_worth() { text::least_measure_worth() } else { text::least_measure_spent() }
    };
    let rows = move || {
        let money = base.money()?;
        let found = overview.answer.get()?;
        Some(found.least_healthy.into_iter().map(|it| row(names, it, money)).collect_view())
    };
    let has_rows =
        move || overview.answer.with(|found| found.as_ref().is_some_and(|found| !found.least_healthy.is_empty()));
    let head = |part| view! { <th scope="col" class="number">{text::part_short(part)}</th> };
    view! {
        <section class="card" class:stale=move || overview.busy.get() data-testid="health-least">
            <h2 id="least-title">{title}</h2>
            <Show when=has_rows>
                <p class="muted small">{measure}</p>
                <div class="scroll-table" tabindex="0" role="region" aria-labelledby="least-title">
                    <table class="plain">
                        <thead>
                            <tr>
                                <th scope="col">{text::customer_column()}</th>
                                <th scope="col" class="number">{text::health_column()}</th>
                                {move || is_by_worth().then(|| view! { <th scope="col" class="number">{text::worth_column()}</th> })}
                                {HealthPart::ALL.map(head).collect_view()}
                                <th scope="col" class="number">{text::spent_column()}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Show>
            <Definition terms=vec![definitions::health_valuable()] />
        </section>
    }
}

fn title(found: &HealthOverview) -> String {
    match found.least_healthy.len() {
        0 => text::least_none().to_owned(),
        shown => text::least_title(&whole(shown as f64), &whole(f64::from(found.valuable_unwell))),
    }
}

fn row(names: Names, it: LeastHealthy, money: Money) -> impl IntoView {
    let (row, id) = (it.row, it.id);
    let name = move || {
        names.with(|names| names.get(&row).map(display_name)).unwrap_or_else(|| customers::nameless(&id.to_string()))
    };
    let part = |part: Option<f64>| {
        let words = part.map_or_else(|| text::blank().to_owned(), |part| decimal(part, 1));
        view! { <td class="number">{words}</td> }
    };
    let worth = it.lifetime_value_minor.map(|worth| {
        let range = parts::range(&money.rounded(worth.low), &money.rounded(worth.high));
        view! { <td class="number">{money.rounded(worth.value)} " " <span class="range">{range}</span></td> }
    });
    view! {
        <tr>
            <th scope="row"><a href=format!("/customers/{id}") translate="no">{name}</a></th>
            <td class="number"><b>{decimal(it.score, 1)}</b></td>
            {worth}
            {it.parts.map(part).collect_view()}
            <td class="number" title=money.exact(it.spent_minor as f64)>{money.rounded(it.spent_minor as f64)}</td>
        </tr>
    }
}

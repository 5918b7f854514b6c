//! Base, scenario and difference.

use leptos::prelude::*;
use protocol::WhatIfAnswer;
use shared::planning::{Estimate, Ranges};

use super::studio::{Studio, use_studio};
use crate::formats::{Money, decimal, whole};
use crate::parts::Definition;
use crate::text::{parts, what_if as text};

/// The three figures of equity and a small table of the rest.
#[component]
pub(super) fn Outcomes() -> impl IntoView {
    let studio = use_studio();
    let range = move |which: fn(&Ranges) -> Estimate| {
        Signal::derive(move || {
            studio.details.ranges.with(|it| it.as_ref().map(|it| (which(&it.is), studio.is_current(it))))
        })
    };
    view! {
        <section class="figures equity" aria-label=text::equity_label() data-testid="what-if-figures">
            <Equity label=text::as_things_are() value=move |it: &WhatIfAnswer| it.base.customer_equity_minor signed=false
                range=range(|it| it.base_minor) />
            <Equity label=text::scenario() value=move |it: &WhatIfAnswer| it.outcome.customer_equity_minor signed=false
                range=range(|it| it.equity_minor) />
            <Equity label=text::difference() value=move |it: &WhatIfAnswer| difference(it) signed=true
                range=range(|it| it.difference_minor)>
                <Show when=move || studio.is_changed()>" "<span class="mark-tag">{text::assumed_effect()}</span></Show>
            </Equity>
        </section>
        <Table studio />
        <Definition terms=text::terms() />
    }
}

fn difference(answer: &WhatIfAnswer) -> f64 {
    answer.outcome.customer_equity_minor - answer.base.customer_equity_minor
}

/// One figure with its interval; an interval of a scenario before is dimmed.
#[component]
fn Equity(
    label: &'static str,
    value: impl Fn(&WhatIfAnswer) -> f64 + Copy + Send + Sync + 'static,
    signed: bool,
    range: Signal<Option<(Estimate, bool)>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let studio = use_studio();
    let minor = Memo::new(move |_| studio.answer.with(|answer| answer.as_ref().map(value)));
    let format = move |minor: f64| written(studio.money(), minor, signed);
    let class = move || match minor.get() {
        Some(minor) if signed && minor > 0.0 => "value gain",
        Some(minor) if signed && minor < 0.0 => "value loss",
        _ => "value",
    };
    let range_text = move || match range.get() {
        None => text::range_coming().to_owned(),
        Some((it, _)) => parts::range(&format(it.low), &format(it.high)),
    };
    let old = move || range.with(|range| range.is_none_or(|(_, current)| !current));
    view! {
        <div class="figure">
            <h2 class="label">{label}{children.map(|children| children())}</h2>
            <p class=class title=move || minor.get().map(|minor| studio.money().exact(minor))>{move || minor.get().map(format)}</p>
            <p class="range"><span class:old=old>{range_text}</span></p>
        </div>
    }
}

fn written(money: Money, minor: f64, signed: bool) -> String {
    if signed { money.rounded_signed(minor) } else { money.rounded(minor) }
}

/// What else the scenario changes.
#[component]
fn Table(studio: Studio) -> impl IntoView {
    let rows = move || {
        studio.answer.with(|answer| {
            let answer = answer.as_ref()?;
            let money = studio.money();
            let customers: f64 = answer.base.values.customers.iter().map(|count| f64::from(*count)).sum();
            let each = move |equity: f64| equity / customers.max(1.0);
            let (base, outcome) = (&answer.base, &answer.outcome);
            let per_customer = (each(base.customer_equity_minor), each(outcome.customer_equity_minor));
            Some((
                row(text::orders_expected(), (base.expected_orders, outcome.expected_orders), whole, signed_whole),
                row(text::active_at_end(), (base.active_at_end, outcome.active_at_end), whole, signed_whole),
                row(
                    text::per_customer(),
                    per_customer,
                    move |it| money.rounded(it),
                    move |it| money.rounded_signed(it),
                ),
            ))
        })
    };
    view! {
        <section class="card">
            <h2 id="outcomes-title">{text::outcomes_title()}</h2>
            <div class="scroll-table" tabindex="0" role="region" aria-labelledby="outcomes-title">
                <table class="plain outcomes">
                    <thead>
                        <tr>
                            <td></td>
                            <th scope="col" class="number">{text::as_things_are()}</th>
                            <th scope="col" class="number">{text::scenario()}</th>
                            <th scope="col" class="number">{text::difference()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="muted small">{text::point_estimates()}</p>
        </section>
    }
}

fn row(
    name: &'static str,
    (before, after): (f64, f64),
    format: impl Fn(f64) -> String,
    signed: impl Fn(f64) -> String,
) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="number">{format(before)}</td>
            <td class="number">{format(after)}</td>
            <td class="number">{signed(after - before)}</td>
        </tr>
    }
}

fn signed_whole(value: f64) -> String {
    if value.round() > 0.0 { format!("+{}", whole(value)) } else { whole(value) }
}

/// How the answer came about.
#[component]
pub(super) fn Foot() -> impl IntoView {
    let studio = use_studio();
    let words = move || {
        studio.answer.with(|answer| {
            answer.as_ref().map(|answer| {
                let customers: f64 = answer.base.values.customers.iter().map(|count| f64::from(*count)).sum();
                text::foot(&whole(customers), &decimal(answer.compute_ms, 1), &grouped(&answer.outcome.result_hash))
            })
        })
    };
    let hash = move || studio.answer.with(|answer| answer.as_ref().map(|answer| answer.outcome.result_hash.clone()));
    view! { <p class="muted small foot" data-testid="what-if-compute" data-hash=hash>{words}</p> }
}

/// The hash in groups of four, so that two people can compare it.
fn grouped(hash: &str) -> String {
    hash.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect::<Vec<_>>().join(" ")
}

//! Base, scenario and difference.

use leptos::prelude::*;
use protocol::WhatIfAnswer;
use shared::planning::{Comparison, Estimate, Ranges};

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

/// What else the scenario changes. Cells stay while levers move; only their texts change.
#[component]
fn Table(studio: Studio) -> impl IntoView {
    let money = studio.money();
    let count = |value: f64, signed: bool| if signed { signed_whole(value) } else { whole(value) };
    let amount = move |minor: f64, signed: bool| written(money, minor, signed);
    let each = |it: &WhatIfAnswer, equity: f64| equity / customers(it).max(1.0);
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
                    <tbody>
                        <Row name=text::orders_expected() write=count ranges=|_, it| it.orders
                            values=|it| [it.base.expected_orders, it.outcome.expected_orders] />
                        <Row name=text::active_at_end() write=count ranges=|_, it| it.active_at_end
                            values=|it| [it.base.active_at_end, it.outcome.active_at_end] />
                        <Row name=text::per_customer() write=amount ranges=per_customer
                            values=move |it| {
                                [it.base.customer_equity_minor, it.outcome.customer_equity_minor].map(|equity| each(it, equity))
                            } />
                    </tbody>
                </table>
            </div>
            <p class="muted small">{text::outcomes_note()}</p>
        </section>
    }
}

/// How many customers the answer is about.
fn customers(answer: &WhatIfAnswer) -> f64 {
    answer.base.values.customers.iter().map(|count| f64::from(*count)).sum()
}

/// The ranges of equity, shared out among customers: how many there are is known.
fn per_customer(answer: &WhatIfAnswer, ranges: &Ranges) -> Comparison {
    let customers = customers(answer).max(1.0);
    let each =
        |it: Estimate| Estimate { value: it.value / customers, low: it.low / customers, high: it.high / customers };
    Comparison {
        base: each(ranges.base_minor),
        scenario: each(ranges.equity_minor),
        difference: each(ranges.difference_minor),
    }
}

#[component]
fn Row(
    name: &'static str,
    values: impl Fn(&WhatIfAnswer) -> [f64; 2] + Copy + Send + Sync + 'static,
    ranges: fn(&WhatIfAnswer, &Ranges) -> Comparison,
    write: impl Fn(f64, bool) -> String + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let studio = use_studio();
    let both = Memo::new(move |_| studio.answer.with(|answer| answer.as_ref().map(values)));
    let known = Memo::new(move |_| {
        let ranges = move |answer: &WhatIfAnswer| {
            studio.details.ranges.with(|known| {
                let known = known.as_ref().filter(|known| known.scenario.scope == answer.scenario.scope)?;
                Some((ranges(answer, &known.is), studio.is_current(known)))
            })
        };
        studio.answer.with(|answer| answer.as_ref().and_then(ranges))
    });
    let cell = move |value: fn([f64; 2]) -> f64, range: fn(Comparison) -> Estimate, signed: bool| {
        let value = move || both.get().map(|both| write(value(both), signed));
        let range = move || match known.get().map(|(it, _)| range(it)) {
            None => text::range_coming().to_owned(),
            Some(it) => parts::range(&write(it.low, signed), &write(it.high, signed)),
        };
        let old = move || known.with(|known| known.is_none_or(|(_, current)| !current));
        view! { <td class="number"><span class="value">{value}</span>" "<span class="range" class:old=old>{range}</span></td> }
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            {cell(|[before, _]| before, |it| it.base, false)}
            {cell(|[_, after]| after, |it| it.scenario, false)}
            {cell(|[before, after]| after - before, |it| it.difference, true)}
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
                text::foot(
                    &whole(customers(answer)),
                    &decimal(answer.compute_ms, 1),
                    &grouped(&answer.outcome.result_hash),
                )
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

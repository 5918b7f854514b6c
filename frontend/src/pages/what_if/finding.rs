//! The sentence on top.

use leptos::prelude::*;
use shared::planning::{Estimate, Scenario, Scope};

use super::lever::{Lever, Slider};
use super::studio::{Studio, use_studio};
use crate::formats::{Money, percent, whole};
use crate::pages::scope::scope_name;
use crate::parts::{Notice, PageHeading};
use crate::text::{newcomers, parts, what_if as text};

/// What the scenario comes to, as the page's heading.
#[component]
pub(super) fn Finding() -> impl IntoView {
    let studio = use_studio();
    let title = Memo::new(move |_| sentence(studio));
    let subtitle =
        Signal::derive(move || if studio.is_changed() { text::assumed_note() } else { text::hint() }.to_owned());
    view! {
        <PageHeading title subtitle />
        <p class="visually-hidden" role="status" data-testid="what-if-said">{move || said(studio)}</p>
        {move || studio.problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
    }
}

/// What is read out when the levers rest: nothing while they move, so that a reader hears one answer and not fifty.
fn said(studio: Studio) -> Option<String> {
    let ranges = studio.details.ranges.get().filter(|ranges| studio.is_current(ranges) && !studio.waiting.get())?.is;
    let money = studio.money();
    let range = |it: Estimate, write: &dyn Fn(f64) -> String| parts::range(&write(it.low), &write(it.high));
    let (name, range) = if studio.is_changed() {
        (text::difference(), range(ranges.difference_minor, &|minor| money.rounded_signed(minor)))
    } else {
        (text::equity_label(), range(ranges.equity_minor, &|minor| money.rounded(minor)))
    };
    Some(text::read_out(&sentence(studio), name, &range))
}

fn sentence(studio: Studio) -> String {
    let money = studio.money();
    studio.answer.with(|answer| match answer {
        None => text::title().to_owned(),
        Some(answer) => {
            let base = studio.base_scenario.get();
            let value = (answer.base.customer_equity_minor, answer.outcome.customer_equity_minor);
            let finding = of_newcomers(studio).unwrap_or_else(|| finding(&answer.scenario, &base, value, money));
            match &answer.scenario.scope {
                Scope::Everyone => finding,
                scope => text::of_some(&scope_name(scope), &finding),
            }
        }
    })
}

/// What customers to come would leave, where the levers are about no others.
fn of_newcomers(studio: Studio) -> Option<String> {
    let known = studio.details.newcomers.get().filter(|known| studio.is_current(known))?;
    let is_moved = |lever: &Lever| studio.base_scenario.with(|base| lever.get(&known.scenario) != lever.get(base));
    let of_today = |lever: &Lever| Lever::OF_EQUITY.contains(lever);
    let mut moved = Lever::ALL.into_iter().filter(is_moved).peekable();
    if moved.peek().is_none() || moved.any(|lever| of_today(&lever)) {
        return None;
    }
    let months = known.scenario.horizon_months;
    let [_, then] = known.is;
    let net = studio.money().rounded(then.net_minor.value);
    Some(newcomers::leave(&net, &text::over(months, &whole(f64::from(months)))))
}

fn finding(scenario: &Scenario, base: &Scenario, (before, after): (f64, f64), money: Money) -> String {
    let horizon = text::over(scenario.horizon_months, &whole(f64::from(scenario.horizon_months)));
    let is_changed = |lever: &Lever| lever.get(scenario) != lever.get(base);
    let limits_nothing = |lever: &Lever| *lever == Lever::PurchaseRateMonths && !is_changed(&Lever::PurchaseRate);
    let changed: Vec<Lever> =
        Lever::OF_EQUITY.into_iter().filter(|lever| is_changed(lever) && !limits_nothing(lever)).collect();
    let amount = money.rounded((after - before).abs());
    let gain = after >= before;
    match changed.as_slice() {
        [] => text::as_things_stand(&money.rounded(before), &horizon),
        [lever @ (Lever::Dropout | Lever::PurchaseRate | Lever::OrderValue)] => {
            text::worth(&change(*lever, scenario, base), &amount, &horizon, gain)
        }
        [Lever::PurchaseRate, months @ Lever::PurchaseRateMonths] => {
            let push = text::lasting(&change(Lever::PurchaseRate, scenario, base), &months.readout(scenario, money));
            text::worth(&push, &amount, &horizon, gain)
        }
        [lever] => text::counted(
            &text::count_at(lever.name(), &lever.readout(scenario, money)),
            &money.rounded(after),
            &amount,
            gain,
        ),
        _ => text::worth(&text::together(changed.len()), &amount, &horizon, gain),
    }
}

fn change(lever: Lever, scenario: &Scenario, base: &Scenario) -> String {
    let more = lever.get(scenario) > lever.get(base);
    text::change(lever.name(), more, &percent((lever.get(scenario) - 1.0).abs()))
}

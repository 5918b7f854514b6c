//! What a cost would have to bring about.

use leptos::prelude::*;
use shared::planning::{Estimate, Scenario};

use super::lever::{Lever, Slider};
use super::studio::{Studio, use_studio};
use crate::formats::percent;
use crate::text::{break_even as text, parts, what_if as words};

/// Levers that could bring a cost back each alone.
const ALONE: [Lever; 7] = [
    Lever::Dropout,
    Lever::PurchaseRate,
    Lever::OrderValue,
    Lever::Margin,
    Lever::CostToServe,
    Lever::AcquisitionVolume,
    Lever::AcquisitionCost,
];
/// Levers that say how long and how dear the wait for a scenario may be.
const LIMITS: [Lever; 3] = [Lever::Horizon, Lever::DiscountRate, Lever::PurchaseRateMonths];

/// A cost, what it takes to bring it back, and whether the scenario does.
#[component]
pub(super) fn BreakEven() -> impl IntoView {
    let studio = use_studio();
    let (typed, cost) = (studio.cost_text, studio.cost_minor);
    let known = studio.details.payback;
    let wrong = move || (cost.get().is_none() && !typed.with(String::is_empty)).then(text::cost_wrong);
    let old = move || {
        known.with(|known| {
            known.as_ref().is_some_and(|it| !studio.is_current(it) || Some(it.is.cost_minor) != cost.get())
        })
    };
    let waiting = move || match (cost.get(), known.with(Option::is_some)) {
        (None, _) => Some(text::none()),
        (Some(_), false) => Some(text::coming()),
        (Some(_), true) => None,
    };
    view! {
        <section class="card break-even" aria-labelledby="break-even-title" data-testid="what-if-break-even">
            <h2 id="break-even-title">{text::title()}</h2>
            <div class="field" class:invalid=move || wrong().is_some()>
                <label for="what-if-cost">{text::cost()}</label>
                <p class="hint" id="what-if-cost-hint">{text::cost_hint()}</p>
                <div class="input">
                    <input
                        id="what-if-cost"
                        type="text"
                        inputmode="decimal"
                        autocomplete="off"
                        prop:value=typed
                        aria-describedby="what-if-cost-hint what-if-cost-error"
                        aria-invalid=move || wrong().map(|_| "true")
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                    <span class="unit">{move || studio.money().0.code().to_owned()}</span>
                </div>
                <p class="error" id="what-if-cost-error">{wrong}</p>
            </div>
            <div class="answer" role="status">
                <p>{move || net(studio, cost.get()?)}</p>
                <p class="muted">{waiting}</p>
            </div>
            <div class="needed" class:old=old>{move || tables(studio)}</div>
        </section>
    }
}

/// What each lever alone and what the scenario needs; nothing before it is known.
fn tables(studio: Studio) -> Option<impl IntoView> {
    studio.cost_minor.get()?;
    let known = studio.details.payback.get()?;
    let unmoved = known.scenario.unmoved();
    let rows = |levers: &[Lever], scenario: &Scenario| {
        let shown = known.is.at.iter().filter(|(lever, _)| levers.contains(lever) && matters(studio, *lever, scenario));
        shown.map(|(lever, at)| row(studio, *lever, lever.get(scenario), *at)).collect::<Vec<_>>()
    };
    let moves = |lever: &Lever| {
        let is_of_today = Lever::OF_EQUITY.contains(lever);
        is_of_today && studio.base_scenario.with(|base| lever.get(base) != lever.get(&known.scenario))
    };
    let limits = ALONE.iter().any(moves).then(|| {
        view! { <Table id="break-even-limits" title=text::limits() start=text::set_here() rows=rows(&LIMITS, &known.scenario) /> }
    });
    Some(view! {
        <Table id="break-even-alone" title=text::alone() start=text::now() rows=rows(&ALONE, &unmoved) />
        {limits}
    })
}

/// Whether it could move: a cost of nothing cannot fall, a push that there is not cannot end, and nobody comes to a part of
/// today's customers.
fn matters(studio: Studio, lever: Lever, scenario: &Scenario) -> bool {
    match lever {
        Lever::CostToServe => lever.get(scenario) > 0.0,
        Lever::PurchaseRateMonths => Lever::PurchaseRate.get(scenario) != 1.0,
        Lever::AcquisitionVolume | Lever::AcquisitionCost => {
            let somebody_comes = studio
                .details
                .newcomers
                .with(|known| known.as_ref().is_some_and(|known| known.scenario.scope == scenario.scope));
            somebody_comes && (lever == Lever::AcquisitionVolume || lever.get(scenario) > 0.0)
        }
        _ => true,
    }
}

/// Cells of one lever: its name, where it stands, from where on it pays, and the range of that.
type Row = (Lever, [String; 4]);

fn row(studio: Studio, lever: Lever, now: f64, at: Option<Estimate>) -> Row {
    let name = words::lever(lever.name()).to_owned();
    let start = lever.value_text(now, studio.money());
    let read = |value: f64| read(studio, lever, value);
    let (pays, range) = match at {
        None => (text::not_even(&read(lever.best_end())), text::never().to_owned()),
        Some(Estimate { value, .. }) if value == lever.worst_end() => (text::always().to_owned(), String::new()),
        Some(Estimate { value, low, high }) => {
            // Less of dropout is the smaller change the larger its factor.
            let (near, far) = if lever == Lever::Dropout { (high, low) } else { (low, high) };
            let (near, far) = (read(near), read(far));
            let is_most = !lever.multiplies() && lever.best_end() < lever.worst_end();
            (text::from(&read(value), is_most), if near == far { near } else { parts::range(&near, &far) })
        }
    };
    (lever, [name, start, pays, range])
}

/// A factor by how much it changes, everything else as it is.
fn read(studio: Studio, lever: Lever, value: f64) -> String {
    if let Some(points) = studio.points(lever) {
        return words::points(&points.points(value), value > 1.0);
    }
    if lever.multiplies() {
        return text::by(&percent((value - 1.0).abs()), value > 1.0);
    }
    lever.value_text(value, studio.money())
}

#[component]
fn Table(id: &'static str, title: &'static str, start: &'static str, rows: Vec<Row>) -> impl IntoView {
    let rows = rows.into_iter().map(|(lever, [name, now, pays, range])| {
        view! {
            <tr data-lever=lever.name()>
                <th scope="row">{name}</th>
                <td class="number">{now}</td>
                <td class="number">{pays}<span class="range">{range}</span></td>
            </tr>
        }
    });
    view! {
        <div>
            <h3 id=id>{title}</h3>
            <div class="scroll-table" tabindex="0" role="region" aria-labelledby=id>
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col">{text::lever()}</th>
                            <th scope="col" class="number">{start}</th>
                            <th scope="col" class="number">{text::pays()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </div>
    }
}

/// What the scenario earns beyond the cost; nothing while its interval is on the way.
fn net(studio: Studio, cost_minor: f64) -> Option<String> {
    let ranges = studio.details.ranges.get().filter(|ranges| studio.is_current(ranges) && studio.is_changed())?.is;
    let money = studio.money();
    let Estimate { value, low, high } = ranges.difference_minor;
    let range = parts::range(&money.rounded_signed(low - cost_minor), &money.rounded_signed(high - cost_minor));
    let net = value - cost_minor;
    Some(text::net_of_cost(&money.rounded(net.abs()), &range, net >= 0.0))
}

//! From equity as it is to equity under the scenario, lever by lever.

use leptos::prelude::*;
use shared::planning::{Contribution, Ranges};

use super::lever::{Lever, Slider};
use super::studio::{Known, Studio, use_studio};
use crate::charts::{BridgeBars, BridgeStep, ChartFigure};
use crate::formats::Money;
use crate::text::{parts, what_if as text};

/// What each lever adds; nothing while none is moved.
#[component]
pub(super) fn Contributions() -> impl IntoView {
    let studio = use_studio();
    let shown = Memo::new(move |_| {
        let contributions = studio.details.contributions.get().filter(|it| !it.is.is_empty())?;
        let ranges = studio.details.ranges.get().filter(|it| it.scenario == contributions.scenario)?;
        Some((contributions, ranges.is))
    });
    move || shown.get().map(|(contributions, ranges)| view! { <Bridge studio contributions ranges /> })
}

#[component]
fn Bridge(studio: Studio, contributions: Known<Vec<Contribution>>, ranges: Ranges) -> impl IntoView {
    let money = studio.money();
    let title = finding(&contributions.is, money);
    let rows = rows(&contributions, &ranges, money);
    let numbers = numbers(&contributions.is, &ranges, money);
    let steps = steps(&contributions, &ranges, money);
    let old = move || !studio.is_current(&contributions);
    view! {
        <div class="contributions" class:old=old data-testid="what-if-contributions">
            <ChartFigure
                title=title.clone()
                measure=text::contributions_measure().to_owned()
                summary=title
                columns=[text::step_column(), text::its_change(), text::its_range()].map(str::to_owned).to_vec()
                rows=Signal::stored(rows)
                numbers=Signal::stored(numbers)
            >
                <BridgeBars steps />
            </ChartFigure>
        </div>
    }
}

/// The lever that changes most.
fn finding(contributions: &[Contribution], money: Money) -> String {
    let size = |it: &&Contribution| it.change_minor.value.abs();
    let largest = contributions.iter().max_by(|one, other| size(one).total_cmp(&size(other)));
    largest.map_or_else(String::new, |it| {
        text::contributes_most(text::lever(it.lever.name()), &money.rounded_signed(it.change_minor.value))
    })
}

fn steps(contributions: &Known<Vec<Contribution>>, ranges: &Ranges, money: Money) -> Vec<BridgeStep> {
    let total = |name: &'static str, minor: f64| BridgeStep {
        name: name.to_owned(),
        note: String::new(),
        amount: money.rounded(minor),
        from: 0.0,
        to: minor,
        is_total: true,
    };
    let mut at = ranges.base_minor.value;
    let changes = contributions.is.iter().map(|it| {
        let from = at;
        at += it.change_minor.value;
        BridgeStep {
            name: text::lever(it.lever.name()).to_owned(),
            note: note(it, contributions, money),
            amount: money.rounded_signed(it.change_minor.value),
            from,
            to: at,
            is_total: false,
        }
    });
    let changes: Vec<BridgeStep> = changes.collect();
    let first = total(text::as_things_are(), ranges.base_minor.value);
    let last = total(text::scenario(), ranges.equity_minor.value);
    std::iter::once(first).chain(changes).chain([last]).collect()
}

/// Where the lever stands, and between what its part lies.
fn note(it: &Contribution, contributions: &Known<Vec<Contribution>>, money: Money) -> String {
    let [low, high] = [it.change_minor.low, it.change_minor.high].map(|minor| money.rounded_signed(minor));
    text::lever_at(&reads(it.lever, contributions, money), &parts::range(&low, &high))
}

fn rows(contributions: &Known<Vec<Contribution>>, ranges: &Ranges, money: Money) -> Vec<Vec<String>> {
    let total = |name: &'static str, it: shared::planning::Estimate| {
        vec![name.to_owned(), money.exact(it.value), parts::range(&money.rounded(it.low), &money.rounded(it.high))]
    };
    let change = |it: &Contribution| {
        let estimate = it.change_minor;
        let range = parts::range(&money.rounded_signed(estimate.low), &money.rounded_signed(estimate.high));
        let name = text::lever_at(text::lever(it.lever.name()), &reads(it.lever, contributions, money));
        vec![name, money.exact(estimate.value), range]
    };
    let mut rows = vec![total(text::as_things_are(), ranges.base_minor)];
    rows.extend(contributions.is.iter().map(change));
    rows.push(total(text::scenario(), ranges.equity_minor));
    rows
}

/// The amounts in the currency's major unit.
fn numbers(contributions: &[Contribution], ranges: &Ranges, money: Money) -> Vec<Vec<Option<f64>>> {
    let changes = contributions.iter().map(|it| it.change_minor.value);
    let amounts = std::iter::once(ranges.base_minor.value).chain(changes).chain([ranges.equity_minor.value]);
    amounts.map(|minor| vec![None, Some(minor / money.minor_per_major()), None]).collect()
}

fn reads(lever: Lever, contributions: &Known<Vec<Contribution>>, money: Money) -> String {
    lever.readout(&contributions.scenario, money)
}

//! All scenarios in one table.

use leptos::prelude::*;
use shared::planning::{Estimate, Newcomers, Scenario};

use super::lever::{Lever, Slider};
use super::studio::{Compared, Studio, Tab, use_studio};
use super::tab_bar::tab_name;
use crate::formats::{Money, whole};
use crate::pages::scope::scope_name;
use crate::text::{parts, what_if as text};

/// One column.
#[derive(Clone, PartialEq)]
struct Column {
    name: String,
    tab: Tab,
    /// `None` while it is being computed.
    known: Option<Compared>,
}

/// The scenarios of all tabs beside each other; nothing while there is one.
#[component]
pub(super) fn SideBySide() -> impl IntoView {
    let studio = use_studio();
    let columns = Memo::new(move |_| columns(studio));
    let shown = move || {
        let columns = columns.get();
        (columns.len() > 1).then(|| view! { <Table studio columns /> })
    };
    view! { {shown} }
}

fn columns(studio: Studio) -> Vec<Column> {
    let shown = studio.tabs.index.get();
    let known = studio.details.tabs.get();
    let column = |(at, mut tab): (usize, Tab)| {
        if at == shown {
            tab.scenario = studio.scenario.get();
            tab.cost_text = studio.cost_text.get();
        }
        let known = known.iter().find(|known| known.scenario == tab.scenario).map(|known| known.is.clone());
        Column { name: tab_name(&tab, at), tab, known }
    };
    studio.tabs.all.get().into_iter().enumerate().map(column).collect()
}

#[component]
fn Table(studio: Studio, columns: Vec<Column>) -> impl IntoView {
    let money = studio.money();
    let base = studio.base_scenario.get_untracked();
    let head = |column: &Column| {
        let is_data = column.tab.is_named();
        view! { <th scope="col" class="number" translate=is_data.then_some("no")>{column.name.clone()}</th> }
    };
    let heads = columns.iter().map(head).collect_view();
    let row = |name: &'static str, cell: &dyn Fn(&Column) -> String| {
        let cells = columns.iter().map(|column| view! { <td class="number">{cell(column)}</td> }).collect_view();
        view! { <tr><th scope="row">{name}</th>{cells}</tr> }
    };
    let of_known = |read: &dyn Fn(&Compared) -> String| {
        let read = |column: &Column| match &column.known {
            Some(known) => read(known),
            None => text::being_computed().to_owned(),
        };
        columns.iter().map(read).map(|text| view! { <td class="number">{text}</td> }).collect_view()
    };
    let range = |low: f64, high: f64, write: &dyn Fn(f64) -> String| parts::range(&write(low), &write(high));
    let signed = |minor: f64| money.rounded_signed(minor);
    let has_comment = columns.iter().any(|column| !column.tab.comment.trim().is_empty());
    let equity = of_known(&|it| money.rounded(it.answer.outcome.customer_equity_minor));
    let equity_range =
        of_known(&|it| range(it.ranges.equity_minor.low, it.ranges.equity_minor.high, &|m| money.rounded(m)));
    let difference = of_known(&|it| signed(it.ranges.difference_minor.value));
    let difference_range =
        of_known(&|it| range(it.ranges.difference_minor.low, it.ranges.difference_minor.high, &signed));
    let orders = of_known(&|it| whole(it.answer.outcome.expected_orders));
    let orders_range = of_known(&|it| range(it.ranges.orders.scenario.low, it.ranges.orders.scenario.high, &whole));
    let active = of_known(&|it| whole(it.answer.outcome.active_at_end));
    let active_range =
        of_known(&|it| range(it.ranges.active_at_end.scenario.low, it.ranges.active_at_end.scenario.high, &whole));
    let net = |it: &Compared, write: &dyn Fn(Estimate) -> String| {
        it.newcomers
            .as_ref()
            .map_or_else(|| text::nobody_comes().to_owned(), |Newcomers { net_minor, .. }| write(*net_minor))
    };
    let newcomers = of_known(&|it| net(it, &|net| money.rounded(net.value)));
    let newcomers_range = of_known(&|it| net(it, &|net| range(net.low, net.high, &|m| money.rounded(m))));
    let hash = of_known(&|it| it.answer.outcome.result_hash.clone());
    view! {
        <section class="card" data-testid="what-if-side-by-side">
            <h2 id="side-by-side-title">{finding(&columns, money)}</h2>
            <div class="scroll-table" tabindex="0" role="region" aria-labelledby="side-by-side-title">
                <table class="plain side-by-side">
                    <thead><tr><td></td>{heads}</tr></thead>
                    <tbody>
                        {row(text::whom(), &|column| scope_name(&column.tab.scenario.scope))}
                        {row(text::what_changes(), &|column| changes(&column.tab.scenario, &base, money))}
                        <tr><th scope="row">{text::equity_label()}</th>{equity}</tr>
                        <tr class="muted small"><th scope="row">{text::its_range()}</th>{equity_range}</tr>
                        <tr><th scope="row">{text::difference()}</th>{difference}</tr>
                        <tr class="muted small"><th scope="row">{text::its_range()}</th>{difference_range}</tr>
                        <tr><th scope="row">{text::orders_expected()}</th>{orders}</tr>
                        <tr class="muted small"><th scope="row">{text::its_range()}</th>{orders_range}</tr>
                        <tr><th scope="row">{text::active_at_end()}</th>{active}</tr>
                        <tr class="muted small"><th scope="row">{text::its_range()}</th>{active_range}</tr>
                        <tr><th scope="row">{text::to_come_net()}</th>{newcomers}</tr>
                        <tr class="muted small"><th scope="row">{text::its_range()}</th>{newcomers_range}</tr>
                        {has_comment.then(|| row(text::scenario_comment(), &|column| column.tab.comment.trim().to_owned()))}
                        <tr class="muted small hashes"><th scope="row">{text::result_hash()}</th>{hash}</tr>
                    </tbody>
                </table>
            </div>
        </section>
    }
}

/// Which scenario brings the most.
fn finding(columns: &[Column], money: Money) -> String {
    let gains =
        columns.iter().filter_map(|it| it.known.as_ref().map(|known| (it, known.ranges.difference_minor.value)));
    let gains: Vec<_> = gains.collect();
    let best = gains.iter().max_by(|(_, one), (_, other)| one.total_cmp(other));
    match best {
        Some((column, gain)) if gains.len() == columns.len() && *gain > 0.0 => {
            text::brings_most(&column.name, &money.rounded_signed(*gain))
        }
        _ => text::side_by_side().to_owned(),
    }
}

/// What differs from the settings, lever by lever.
fn changes(scenario: &Scenario, base: &Scenario, money: Money) -> String {
    let moved = Lever::ALL.into_iter().filter(|lever| lever.get(scenario) != lever.get(base));
    let parts: Vec<String> =
        moved.map(|lever| text::lever_at(text::lever(lever.name()), &lever.readout(scenario, money))).collect();
    if parts.is_empty() { text::nothing_changes().to_owned() } else { parts.join("; ") }
}

#[cfg(test)]
mod tests {
    use shared::domain::{Currency, Settings};
    use shared::planning::Scenario;

    use super::changes;
    use crate::formats::Money;

    #[test]
    fn a_scenario_without_a_change_says_so() {
        let settings = Settings::initial("Maple & Finch");
        let base = Scenario::base(&settings);
        let money = Money(settings.currency);
        let _: Currency = settings.currency;
        assert_eq!(changes(&base, &base, money), super::text::nothing_changes());
    }
}

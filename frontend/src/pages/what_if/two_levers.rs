//! Two levers at once: where together they pay.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::EquityChangesQuestion;
use shared::planning::{Estimate, Scenario};

use super::lever::{Lever, Slider};
use super::studio::{Studio, use_studio};
use crate::charts::ChartFigure;
use crate::formats::Money;
use crate::text::{parts, what_if as text};
use crate::worker_client::ask;

/// Places a lever is put at.
const PLACES: usize = 7;
/// Steps between two places, in positions of the slider.
const SPACING: i32 = 10;

/// Changes of customer equity where two levers meet.
#[derive(Clone, Debug, PartialEq)]
struct Map {
    /// From where.
    scenario: Scenario,
    levers: [Lever; 2],
    /// Values of the first lever, one a row.
    down: Vec<f64>,
    /// Values of the second, one a column.
    across: Vec<f64>,
    /// Row by row, minor units.
    changes: Vec<Vec<Estimate>>,
}

/// A table of two levers that a person chooses, computed when it is opened.
#[component]
pub(super) fn TwoLevers() -> impl IntoView {
    let studio = use_studio();
    let levers = RwSignal::new([Lever::Dropout, Lever::PurchaseRate]);
    let is_open = RwSignal::new(false);
    let map = RwSignal::new(None::<Map>);
    let wanted = Memo::new(move |_| {
        // Whenever everything else is known of the scenario, the worker has time.
        let rests = studio.details.effects.with(|it| it.as_ref().is_some_and(|it| studio.is_current(it)));
        (is_open.get() && rests).then(|| (studio.scenario.get(), levers.get()))
    });
    Effect::new(move |_| {
        if let Some((scenario, levers)) = wanted.get() {
            spawn_local(compute(studio, scenario, levers, map, wanted));
        }
    });
    let old = move || map.with(|map| map.as_ref().is_some_and(|it| studio.scenario.with(|now| *now != it.scenario)));
    let body = move || match map.get() {
        Some(map) => drawn(&map, studio.money()).into_any(),
        None => view! { <p class="muted">{text::map_coming()}</p> }.into_any(),
    };
    let open = move |event: leptos::ev::Event| {
        is_open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    view! {
        <section class="card two-levers" data-testid="what-if-map">
            <h2>{text::map_title()}</h2>
            <details class="disclosure" on:toggle=open>
                <summary>{text::map_open()}</summary>
                <div class="body" class:old=old>
                    <div class="choices">
                        <Choice levers which=0 label=text::map_rows() />
                        <Choice levers which=1 label=text::map_columns() />
                    </div>
                    {body}
                </div>
            </details>
        </section>
    }
}

#[component]
fn Choice(levers: RwSignal<[Lever; 2]>, which: usize, label: &'static str) -> impl IntoView {
    let choose = move |event| {
        let name = event_target_value(&event);
        if let Some(lever) = Lever::OF_EQUITY.into_iter().find(|lever| lever.name() == name) {
            levers.update(|levers| {
                // Two different ones: choosing the other's swaps them.
                if levers[1 - which] == lever {
                    levers.swap(0, 1);
                } else {
                    levers[which] = lever;
                }
            });
        }
    };
    let options = Lever::OF_EQUITY.map(|lever| {
        let selected = move || levers.with(|levers| levers[which] == lever);
        view! { <option value=lever.name() selected=selected>{text::lever(lever.name())}</option> }
    });
    view! {
        <label class="field">
            <span>{label}</span>
            <select prop:value=move || levers.with(|levers| levers[which].name()) on:change=choose>{options}</select>
        </label>
    }
}

/// Cell by cell, as long as it is still wanted: a lever that is moved meanwhile waits for one cell.
async fn compute(
    studio: Studio,
    scenario: Scenario,
    levers: [Lever; 2],
    map: RwSignal<Option<Map>>,
    wanted: Memo<Option<(Scenario, [Lever; 2])>>,
) {
    let [down, across] = levers.map(|lever| places(studio, lever, &scenario));
    let mut changes = Vec::new();
    for value in &down {
        let mut row = Vec::new();
        for other in &across {
            if wanted.try_get_untracked().flatten().is_none_or(|still| still != (scenario.clone(), levers)) {
                return;
            }
            let mut moved = scenario.clone();
            levers[0].set(&mut moved, *value);
            levers[1].set(&mut moved, *other);
            let Some(change) = change(&scenario, moved).await else { return };
            row.push(change);
        }
        changes.push(row);
    }
    map.try_set(Some(Map { scenario, levers, down, across, changes }));
}

async fn change(from: &Scenario, to: Scenario) -> Option<Estimate> {
    ask(&EquityChangesQuestion { from: from.clone(), to: vec![to] }).await.ok()??.pop()
}

/// Values around the lever's own, as far as it goes.
fn places(studio: Studio, lever: Lever, scenario: &Scenario) -> Vec<f64> {
    let range = lever.steps_to(studio.greatest(lever));
    let value = lever.get(scenario);
    let here = lever.position(value);
    around(here, range.min, range.max, SPACING.max(range.step * SPACING / 2))
        .into_iter()
        // Where it stands is not always one of the slider's steps.
        .map(|position| if position == here { value } else { lever.value_at(position) })
        .collect()
}

/// Positions around one of them, evenly spaced within the range, never fewer than there is room for.
fn around(at: i32, min: i32, max: i32, spacing: i32) -> Vec<i32> {
    let half = PLACES as i32 / 2;
    let most = PLACES as i32 - 1;
    let below = ((at - min) / spacing).min(half);
    let above = ((max - at) / spacing).min(most - below);
    let below = ((at - min) / spacing).min(most - above);
    (-below..=above).map(|step| at + step * spacing).collect()
}

fn drawn(map: &Map, money: Money) -> impl IntoView + use<> {
    let [down, across] = map.levers;
    let names = map.levers.map(|lever| text::lever(lever.name()));
    let places: Vec<(f64, f64, Estimate)> = map
        .down
        .iter()
        .zip(&map.changes)
        .flat_map(|(one, row)| map.across.iter().zip(row).map(|(other, change)| (*one, *other, *change)))
        .collect();
    let write = move |minor: f64| money.rounded_signed(minor);
    let rows: Vec<Vec<String>> = places
        .iter()
        .map(|(one, other, change)| {
            let amounts = [change.value, change.low, change.high].map(write);
            [down.value_text(*one, money), across.value_text(*other, money)].into_iter().chain(amounts).collect()
        })
        .collect();
    let minor = money.minor_per_major();
    let numbers: Vec<Vec<Option<f64>>> = places
        .iter()
        .map(|(one, other, change)| {
            let amounts = [change.value, change.low, change.high].map(|it| it / minor);
            [*one, *other].into_iter().chain(amounts).map(Some).collect()
        })
        .collect();
    let title = match places.iter().max_by(|one, other| one.2.value.total_cmp(&other.2.value)) {
        Some((one, other, best)) if best.value > 0.0 => {
            let at =
                |lever: Lever, value: f64| text::lever_at(text::lever(lever.name()), &lever.value_text(value, money));
            text::map_best(&at(down, *one), &at(across, *other), &write(best.value))
        }
        _ => text::map_worse().to_owned(),
    };
    let table = cells(map, money);
    let columns = [names[0], names[1], text::difference(), text::range_from(), text::range_to()];
    view! {
        <ChartFigure
            title=title.clone()
            measure=text::map_measure(names[0], names[1])
            summary=title
            columns=columns.map(str::to_owned).to_vec()
            rows=Signal::stored(rows)
            numbers=Signal::stored(numbers)
        >
            {table}
        </ChartFigure>
    }
}

/// The map: one row a value of the first lever, one column a value of the second.
fn cells(map: &Map, money: Money) -> impl IntoView + use<> {
    let largest = map.changes.iter().flatten().fold(0.0, |largest: f64, change| largest.max(change.value.abs()));
    let [down, across] = map.levers;
    let heads =
        map.across.iter().map(|value| view! { <th scope="col" class="number">{across.value_text(*value, money)}</th> });
    let rows = map.down.iter().zip(&map.changes).map(|(value, changes)| {
        let cells = changes.iter().map(|change| {
            let value = change.value;
            let class = if value < 0.0 { "number loss" } else { "number gain" };
            let strength = if largest > 0.0 { (4.0 * value.abs() / largest).ceil() } else { 0.0 };
            let write = |minor: f64| money.rounded_signed(minor);
            let text = if value == 0.0 { text::no_change().to_owned() } else { write(value) };
            let range = (value != 0.0).then(|| parts::range(&write(change.low), &write(change.high)));
            let range = range.map(|range| view! { " "<span class="range">{range}</span> });
            view! { <td class=class data-strength=strength.to_string()><span class="value">{text}</span>{range}</td> }
        });
        let head = down.value_text(*value, money);
        view! { <tr><th scope="row">{head}</th>{cells.collect_view()}</tr> }
    });
    view! {
        <div class="scroll-table" tabindex="0" role="region" aria-label=text::map_title()>
            <table class="plain map">
                <thead><tr><td></td>{heads.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{PLACES, around};

    #[test]
    fn seven_places_around_where_it_stands_as_far_as_it_goes() {
        assert_eq!(around(0, -75, 100, 10), [-30, -20, -10, 0, 10, 20, 30]);
        assert_eq!(around(-70, -75, 100, 10), [-70, -60, -50, -40, -30, -20, -10]);
        assert_eq!(around(95, -75, 100, 10), [35, 45, 55, 65, 75, 85, 95]);
        assert_eq!(around(1, 1, 12, 10), [1, 11]);
        for at in -75..=100 {
            let places = around(at, -75, 100, 10);
            assert!(places.contains(&at) && places.len() == PLACES, "{at}");
            assert!(places.iter().all(|place| (-75..=100).contains(place)));
        }
    }
}

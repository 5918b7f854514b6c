//! Which lever matters most.

use leptos::prelude::*;
use shared::planning::{LeverEffect, LeverMove};

use super::lever::{Lever, Slider};
use super::studio::{Known, Studio, use_studio};
use crate::charts::{Bar, ChartFigure, Tornado, TornadoRow};
use crate::formats::{Money, percent};
use crate::text::{parts, what_if as text};

/// Each lever moved on its own, the one that matters most on top.
#[component]
pub(super) fn Comparison() -> impl IntoView {
    let studio = use_studio();
    let money = move || studio.money();
    let effects = studio.details.effects;
    let sorted = Memo::new(move |_| effects.get().map(|effects| largest_first(effects.is)).unwrap_or_default());
    let old = move || effects.with(|effects| effects.as_ref().is_some_and(|effects| !studio.is_current(effects)));
    let title = Signal::derive(move || finding(studio, &sorted.get()));
    let summary = Signal::derive(move || {
        let rows = sorted.get().into_iter().map(|effect| read_out(&effect, money()));
        rows.collect::<Vec<_>>().join(". ")
    });
    let columns =
        [text::lever_column(), text::tenth_less(), text::its_change(), text::tenth_more(), text::its_change()];
    view! {
        <div class="comparison" class:old=old aria-busy=move || old().to_string() data-testid="what-if-comparison">
            <ChartFigure
                title
                measure=Signal::derive(|| text::comparison_measure().to_owned())
                summary
                columns=columns.map(str::to_owned).to_vec()
                rows=Signal::derive(move || sorted.get().iter().map(|effect| table_row(effect, money())).collect())
            >
                <Show
                    when=move || effects.with(Option::is_some)
                    fallback=|| view! { <p class="muted waiting">{text::comparison_coming()}</p> }
                >
                    <Tornado
                        rows=Signal::derive(move || sorted.get().iter().map(|effect| row(effect, money())).collect())
                        less=text::tenth_less()
                        more=text::tenth_more()
                    />
                </Show>
            </ChartFigure>
        </div>
    }
}

/// Without levers that are where a tenth changes nothing, such as a cost of zero.
fn largest_first(mut each: Vec<LeverEffect>) -> Vec<LeverEffect> {
    each.retain(|effect| effect.size() > 0.0);
    each.sort_by(|one, other| other.size().total_cmp(&one.size()));
    each
}

fn finding(studio: Studio, effects: &[LeverEffect]) -> String {
    let Some((lever, best)) = best_move(effects) else { return text::comparison_title().to_owned() };
    let now = studio.details.effects.with(|it| it.as_ref().map_or(1.0, |Known { scenario, .. }| lever.get(scenario)));
    let share = percent((best.value / now - 1.0).abs());
    text::matters_most(
        &text::change(lever.name(), best.value > now, &share),
        &studio.money().rounded_signed(best.difference_minor.value),
    )
}

/// The move that brings the most, of what customers do; `None` where none brings anything.
fn best_move(effects: &[LeverEffect]) -> Option<(Lever, LeverMove)> {
    let behaviour =
        effects.iter().filter(|it| matches!(it.lever, Lever::Dropout | Lever::PurchaseRate | Lever::OrderValue));
    let moves = behaviour.flat_map(|it| [(it.lever, it.less), (it.lever, it.more)]);
    let gains = moves.filter(|(_, moved)| moved.difference_minor.value > 0.0);
    gains.max_by(|(_, one), (_, other)| one.difference_minor.value.total_cmp(&other.difference_minor.value))
}

fn row(effect: &LeverEffect, money: Money) -> TornadoRow {
    TornadoRow {
        name: text::lever(effect.lever.name()).to_owned(),
        less: bar(effect.lever, &effect.less, money),
        more: bar(effect.lever, &effect.more, money),
    }
}

fn bar(lever: Lever, moved: &LeverMove, money: Money) -> Bar {
    Bar { change: moved.difference_minor, to: lever.value_text(moved.value, money), amount: amount(moved, money) }
}

fn amount(moved: &LeverMove, money: Money) -> String {
    match moved.difference_minor.value {
        0.0 => text::no_change().to_owned(),
        value => money.rounded_signed(value),
    }
}

fn range(moved: &LeverMove, money: Money) -> String {
    let change = moved.difference_minor;
    parts::range(&money.rounded_signed(change.low), &money.rounded_signed(change.high))
}

fn table_row(effect: &LeverEffect, money: Money) -> Vec<String> {
    let change = |moved: &LeverMove| format!("{} ({})", amount(moved, money), range(moved, money));
    vec![
        text::lever(effect.lever.name()).to_owned(),
        effect.lever.value_text(effect.less.value, money),
        change(&effect.less),
        effect.lever.value_text(effect.more.value, money),
        change(&effect.more),
    ]
}

fn read_out(effect: &LeverEffect, money: Money) -> String {
    let read = |which: &str, moved: &LeverMove| {
        text::move_read(
            which,
            &effect.lever.value_text(moved.value, money),
            &amount(moved, money),
            &range(moved, money),
        )
    };
    let name = text::lever(effect.lever.name());
    format!("{name}: {}; {}", read(text::tenth_less(), &effect.less), read(text::tenth_more(), &effect.more))
}

#[cfg(test)]
mod tests {
    use shared::planning::{Estimate, Lever, LeverEffect, LeverMove};

    use super::{best_move, largest_first};

    fn moved(value: f64, change: f64) -> LeverMove {
        LeverMove { value, difference_minor: Estimate { value: change, low: change - 1.0, high: change + 1.0 } }
    }

    fn effect(lever: Lever, less: f64, more: f64) -> LeverEffect {
        LeverEffect { lever, less: moved(0.9, less), more: moved(1.1, more) }
    }

    #[test]
    fn the_best_move_is_the_one_that_brings_the_most() {
        let stopping = effect(Lever::Dropout, 9.0, -11.0);
        let worth = effect(Lever::OrderValue, -10.0, 10.0);
        let margin = effect(Lever::Margin, -50.0, 50.0);
        assert_eq!(best_move(&[stopping, worth, margin]), Some((Lever::OrderValue, worth.more)));
        let at_the_end = LeverEffect { more: moved(2.0, 0.0), ..worth };
        assert_eq!(best_move(&[at_the_end, stopping]), Some((Lever::Dropout, stopping.less)));
        assert_eq!(best_move(&[effect(Lever::Dropout, 0.0, 0.0), margin]), None);
    }

    #[test]
    fn what_changes_most_either_way_comes_first() {
        let each = vec![
            effect(Lever::Horizon, -2.0, 3.0),
            effect(Lever::Dropout, 9.0, -11.0),
            effect(Lever::Margin, -10.0, 10.0),
        ];
        let order: Vec<Lever> = largest_first(each).into_iter().map(|effect| effect.lever).collect();
        assert_eq!(order, [Lever::Dropout, Lever::Margin, Lever::Horizon]);
    }
}

//! Which lever matters most.

use leptos::prelude::*;
use shared::planning::{LeverEffect, LeverMove};

use super::lever::{Lever, Slider};
use super::studio::{Effects, Studio, use_studio};
use crate::charts::{Bar, ChartFigure, Tornado, TornadoRow};
use crate::formats::{Money, percent};
use crate::text::{parts, what_if as text};

/// Each lever moved on its own, the one that matters most on top.
#[component]
pub(super) fn Comparison() -> impl IntoView {
    let studio = use_studio();
    let money = move || studio.money();
    let sorted = Memo::new(move |_| studio.effects.get().map(|effects| largest_first(&effects)).unwrap_or_default());
    let old = move || {
        studio.effects.with(|effects| {
            effects.as_ref().is_some_and(|effects| studio.scenario.with(|scenario| *scenario != effects.scenario))
        })
    };
    let title = Signal::derive(move || finding(studio, &sorted.get()));
    let summary = Signal::derive(move || {
        let rows = sorted.get().into_iter().map(|effect| read_out(&effect, money()));
        rows.collect::<Vec<_>>().join(". ")
    });
    let columns =
        [text::lever_column(), text::tenth_less(), text::its_change(), text::tenth_more(), text::its_change()];
    view! {
        <div class="comparison" class:old=old data-testid="what-if-comparison">
            <ChartFigure
                title
                measure=Signal::derive(|| text::comparison_measure().to_owned())
                summary
                columns=columns.map(str::to_owned).to_vec()
                rows=Signal::derive(move || sorted.get().iter().map(|effect| table_row(effect, money())).collect())
            >
                <Tornado
                    rows=Signal::derive(move || sorted.get().iter().map(|effect| row(effect, money())).collect())
                    less=text::tenth_less()
                    more=text::tenth_more()
                />
                <Show when=move || studio.effects.with(Option::is_none)>
                    <p class="muted waiting">{text::comparison_coming()}</p>
                </Show>
            </ChartFigure>
        </div>
    }
}

fn largest_first(effects: &Effects) -> Vec<LeverEffect> {
    let mut each = effects.each.clone();
    each.sort_by(|one, other| other.size().total_cmp(&one.size()));
    each
}

/// The best that a tenth of anything customers do would bring.
fn finding(studio: Studio, effects: &[LeverEffect]) -> String {
    let behaviour =
        effects.iter().find(|it| matches!(it.lever, Lever::Dropout | Lever::PurchaseRate | Lever::OrderValue));
    let Some(LeverEffect { lever, less, more }) = behaviour else { return text::comparison_title().to_owned() };
    let gain = more.difference_minor.value > less.difference_minor.value;
    let best = if gain { more } else { less };
    let now = studio.effects.with(|effects| effects.as_ref().map_or(1.0, |effects| lever.get(&effects.scenario)));
    let share = percent((best.value / now - 1.0).abs());
    text::matters_most(
        &text::change(lever.key(), gain, &share),
        &studio.money().rounded_signed(best.difference_minor.value),
    )
}

fn row(effect: &LeverEffect, money: Money) -> TornadoRow {
    TornadoRow {
        name: text::lever(effect.lever.key()).to_owned(),
        less: bar(effect.lever, &effect.less, money),
        more: bar(effect.lever, &effect.more, money),
    }
}

fn bar(lever: Lever, moved: &LeverMove, money: Money) -> Bar {
    Bar { change: moved.difference_minor, to: lever.value_text(moved.value), amount: amount(moved, money) }
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
        text::lever(effect.lever.key()).to_owned(),
        effect.lever.value_text(effect.less.value),
        change(&effect.less),
        effect.lever.value_text(effect.more.value),
        change(&effect.more),
    ]
}

fn read_out(effect: &LeverEffect, money: Money) -> String {
    let read = |which: &str, moved: &LeverMove| {
        text::move_read(which, &effect.lever.value_text(moved.value), &amount(moved, money), &range(moved, money))
    };
    let name = text::lever(effect.lever.key());
    format!("{name}: {}; {}", read(text::tenth_less(), &effect.less), read(text::tenth_more(), &effect.more))
}

#[cfg(test)]
mod tests {
    use shared::domain::Settings;
    use shared::planning::{Estimate, Lever, LeverEffect, LeverMove, Scenario};

    use super::{Effects, largest_first};

    #[test]
    fn what_changes_most_either_way_comes_first() {
        let moved = |value: f64| LeverMove {
            value: 1.0,
            difference_minor: Estimate { value, low: value - 1.0, high: value + 1.0 },
        };
        let effect = |lever, less, more| LeverEffect { lever, less: moved(less), more: moved(more) };
        let each = vec![
            effect(Lever::Horizon, -2.0, 3.0),
            effect(Lever::Dropout, 9.0, -11.0),
            effect(Lever::Margin, -10.0, 10.0),
        ];
        let scenario = Scenario::base(&Settings::initial("Maple & Finch"));
        let order: Vec<Lever> =
            largest_first(&Effects { scenario, each }).into_iter().map(|effect| effect.lever).collect();
        assert_eq!(order, [Lever::Dropout, Lever::Margin, Lever::Horizon]);
    }
}

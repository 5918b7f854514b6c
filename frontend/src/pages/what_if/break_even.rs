//! What a cost would have to bring about.

use leptos::prelude::*;
use protocol::BreakEvenQuestion;
use shared::planning::{Estimate, Scenario};

use super::lever::Lever;
use super::studio::{Studio, use_studio};
use crate::formats::percent;
use crate::text::{parts, what_if as text};
use crate::worker_client::Latest;

/// Levers of what customers do, of which each alone could bring a cost back.
const LEVERS: [Lever; 3] = [Lever::Dropout, Lever::PurchaseRate, Lever::OrderValue];

/// Changes that bring a cost back, one entry a lever.
#[derive(Clone, Debug, PartialEq)]
struct Changes {
    scenario: Scenario,
    cost_minor: f64,
    each: Vec<Option<Estimate>>,
}

/// A cost, what it takes to bring it back, and whether the scenario does.
#[component]
pub(super) fn BreakEven() -> impl IntoView {
    let studio = use_studio();
    let (typed, cost) = (studio.cost_text, studio.cost_minor);
    let changes = RwSignal::new(None::<Changes>);
    keep_asking(studio, cost, changes);
    let wrong = move || (cost.get().is_none() && !typed.with(String::is_empty)).then(text::cost_wrong);
    let old = move || {
        let known = changes.get();
        let now = cost.get().map(|cost_minor| (cost_minor, counted(&studio.scenario.get())));
        known.map(|known| (known.cost_minor, known.scenario)) != now
    };
    let list = move || {
        let changes = changes.get().filter(|_| cost.get().is_some())?;
        let items =
            LEVERS.into_iter().zip(changes.each).map(|(lever, change)| view! { <li>{pays(lever, change)}</li> });
        Some(view! { <p>{text::pays_if()}</p><ul class="numbers">{items.collect_view()}</ul> })
    };
    let waiting = move || match (cost.get(), changes.with(Option::is_some)) {
        (None, _) => Some(text::cost_none()),
        (Some(_), false) => Some(text::cost_coming()),
        (Some(_), true) => None,
    };
    view! {
        <section class="card break-even" aria-labelledby="break-even-title" data-testid="what-if-break-even">
            <h2 id="break-even-title">{text::cost_title()}</h2>
            <div class="field" class:invalid=move || wrong().is_some()>
                <label for="what-if-cost">{text::cost_label()}</label>
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
                <div class:old=old>{list}</div>
                <p>{move || net(studio, cost.get()?)}</p>
                <p class="muted">{waiting}</p>
            </div>
        </section>
    }
}

/// Asks what brings the cost back, lever by lever, whenever it or the way of counting has changed.
fn keep_asking(studio: Studio, cost: Memo<Option<f64>>, changes: RwSignal<Option<Changes>>) {
    let counting = Memo::new(move |_| studio.scenario.with(counted));
    let questions = Latest::new();
    Effect::new(move |_| {
        studio.track_base();
        if let Some(cost_minor) = cost.get() {
            let wanted = Changes { scenario: counting.get(), cost_minor, each: Vec::new() };
            ask(studio, wanted, questions, move || (counting.get_untracked(), cost.get_untracked()), changes);
        }
    });
}

fn ask(
    studio: Studio,
    mut known: Changes,
    questions: Latest,
    now: impl Fn() -> (Scenario, Option<f64>) + Copy + 'static,
    changes: RwSignal<Option<Changes>>,
) {
    if now() != (known.scenario.clone(), Some(known.cost_minor)) {
        return;
    }
    let Some(lever) = LEVERS.get(known.each.len()) else {
        changes.set(Some(known));
        studio.write_address();
        return;
    };
    let question = BreakEvenQuestion { scenario: known.scenario.clone(), lever: *lever, cost_minor: known.cost_minor };
    questions.ask(&question, move |answer| {
        if let Ok(change) = answer {
            known.each.push(change);
            ask(studio, known, questions, now, changes);
        }
    });
}

/// The scenario without what customers do in it.
fn counted(scenario: &Scenario) -> Scenario {
    let mut counted = scenario.clone();
    LEVERS.into_iter().for_each(|lever| lever.set(&mut counted, 1.0));
    counted
}

fn pays(lever: Lever, change: Option<Estimate>) -> String {
    let Some(Estimate { value, low, high }) = change else { return text::never_pays(lever.name()) };
    // Less of dropout is negative.
    let (near, far) = (low.abs().min(high.abs()), low.abs().max(high.abs()));
    let range = parts::range(&percent(near), &percent(far));
    text::pays_if_at_least(lever.name(), &percent(value.abs()), &range)
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

#[cfg(test)]
mod tests {
    use shared::domain::Settings;
    use shared::planning::Scenario;

    use super::counted;

    #[test]
    fn counting_leaves_out_what_customers_do() {
        let base = Scenario::base(&Settings::initial("Maple & Finch"));
        let scenario =
            Scenario { dropout: 0.8, purchase_rate: 1.2, order_value: 1.1, margin_share: 0.2, ..base.clone() };
        assert_eq!(counted(&scenario), Scenario { margin_share: 0.2, ..base });
    }
}

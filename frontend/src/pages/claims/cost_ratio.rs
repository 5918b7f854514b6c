//! The second claim: winning a customer costs five times what keeping one costs.

use leptos::prelude::*;
use shared::planning::claims::{Spending, cost_ratio};

use super::desk::use_desk;
use crate::formats::decimal;
use crate::text::claims as text;

/// Spent on winning and customers won, spent on keeping and customers kept; in major units and customers.
pub(super) type Sums = [Option<f64>; 4];

/// Names of the sums, in addresses and as ids.
pub(super) const SUMS: [&str; 4] = ["won_spent", "won", "kept_spent", "kept"];

/// One's own sums, what they come to a customer, and their ratio.
#[component]
pub(super) fn CostRatio() -> impl IntoView {
    let desk = use_desk();
    let spending = move || desk.sums.with(spending);
    let ratio = move || spending_ratio(spending());
    let title = move || match ratio() {
        Some(ratio) => text::ratio_finding(&times(ratio)),
        None => text::ratio_unknown().to_owned(),
    };
    let amount = move |spending: Spending| {
        let minor = spending.per_customer().map(|amount| amount * desk.money().minor_per_major());
        minor.map_or_else(|| text::blank().to_owned(), |minor| desk.money().rounded(minor))
    };
    let field = |index: usize| view! { <Sum index /> };
    view! {
        <section class="card cost-ratio" aria-labelledby="ratio-title" data-testid="claims-ratio">
            <h2 id="ratio-title">{title}</h2>
            <p class="muted small">{text::ratio_measure()}</p>
            <div class="sums">{(0..SUMS.len()).map(field).collect_view()}</div>
            <div role="status">
            <dl class="results numbers">
                <div><dt>{text::per_won()}</dt><dd>{move || amount(spending().0)}</dd></div>
                <div><dt>{text::per_kept()}</dt><dd>{move || amount(spending().1)}</dd></div>
                <div>
                    <dt>{text::ratio_label()}</dt>
                    <dd data-testid="claims-ratio-value">{move || ratio().map_or_else(|| text::blank().to_owned(), times)}</dd>
                </div>
            </dl>
            </div>
            <p class="small">{text::ratio_note()}</p>
        </section>
    }
}

fn times(ratio: f64) -> String {
    text::times(&decimal(ratio, 1))
}

fn spending([won_spent, won, kept_spent, kept]: &Sums) -> (Spending, Spending) {
    (Spending { spent: *won_spent, customers: *won }, Spending { spent: *kept_spent, customers: *kept })
}

fn spending_ratio((won, kept): (Spending, Spending)) -> Option<f64> {
    cost_ratio(&won, &kept)
}

#[component]
fn Sum(index: usize) -> impl IntoView {
    let desk = use_desk();
    let key = SUMS[index];
    let is_amount = index.is_multiple_of(2);
    let unit = move || if is_amount { desk.money().0.code().to_owned() } else { text::customers_unit().to_owned() };
    let given = desk.sums.with_untracked(|sums| sums[index]).map(|sum| sum.to_string()).unwrap_or_default();
    let enter = move |event| {
        let entered = event_target_value(&event).parse::<f64>().ok().filter(|sum| sum.is_finite() && *sum > 0.0);
        desk.sums.update(|sums| sums[index] = entered);
    };
    view! {
        <div class="field">
            <label for=key>{text::sum(key)}</label>
            <div class="input">
                <input
                    id=key
                    type="number"
                    min="0"
                    step="any"
                    inputmode="decimal"
                    autocomplete="off"
                    value=given
                    on:input=enter
                    on:change=move |_| desk.keep()
                />
                <span class="unit">{unit}</span>
            </div>
        </div>
    }
}

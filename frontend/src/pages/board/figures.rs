//! Five figures, each with its interval.

use leptos::prelude::*;
use shared::planning::Estimate;

use super::Shown;
use crate::charts::IntervalBar;
use crate::formats;
use crate::parts::Definition;
use crate::text::{board as text, definitions, parts};

/// The five figures and their definitions.
#[component]
pub(super) fn Figures(
    /// The board.
    shown: Shown,
) -> impl IntoView {
    let summary = &shown.manifest.summary;
    let settings = &shown.manifest.settings;
    let money = shown.money();
    let customers = formats::whole(f64::from(summary.customers));
    let assumptions = text::assumptions(
        settings.horizon_months,
        &formats::percent(settings.annual_discount_rate),
        &formats::percent(settings.margin_share),
    );
    let risk_share = summary
        .value_at_risk_minor
        .zip(summary.customer_equity_minor)
        .map(|(risk, equity)| text::share_of_equity(&formats::percent(risk.value / equity.value.max(1.0))));
    let to_money = move |minor: f64| money.rounded(minor);
    let to_money_exact = move |minor: f64| money.exact(minor);
    let count = |value: f64| formats::whole(value);
    view! {
        <section class="figures" aria-label=text::title()>
            <div class="figure">
                <h2 class="label">{text::figure_customers()}</h2>
                <p class="value">{customers.clone()}</p>
                <p class="note">{text::came_back(&formats::whole(f64::from(summary.repeat_customers)))}</p>
            </div>
            <Figure
                label=text::figure_active()
                estimate=summary.expected_active_customers
                end=Some(f64::from(summary.customers))
                rounded=count
                exact=|value| formats::decimal(value, 1)
                note=text::of_all(&customers)
            />
            <Figure
                label=text::figure_equity()
                estimate=summary.customer_equity_minor
                end=None
                rounded=to_money
                exact=to_money_exact
                note=assumptions
            />
            <Figure
                label=text::figure_at_risk()
                estimate=summary.value_at_risk_minor
                end=None
                rounded=to_money
                exact=to_money_exact
                note=risk_share.unwrap_or_default()
            />
            <Figure
                label=text::figure_repeat()
                estimate=summary.repeat_rate
                end=Some(1.0)
                rounded=formats::percent
                exact=formats::percent
                note=text::since_first_order()
            />
        </section>
        <Definition terms=vec![
            definitions::customers(),
            definitions::active(),
            definitions::equity(),
            definitions::at_risk(),
            definitions::repeat_rate(),
        ] />
    }
}

#[component]
fn Figure(
    label: &'static str,
    estimate: Option<Estimate>,
    /// Right end of the track; a little above the interval where there is no natural one.
    end: Option<f64>,
    rounded: impl Fn(f64) -> String,
    exact: impl Fn(f64) -> String,
    note: String,
) -> impl IntoView {
    let Some(estimate) = estimate else {
        return view! {
            <div class="figure">
                <h2 class="label">{label}</h2>
                <p class="value unknown">{text::cannot_tell()}</p>
            </div>
        }
        .into_any();
    };
    let (low, high) = (rounded(estimate.low), rounded(estimate.high));
    let spoken = parts::range_label(&low, &high);
    view! {
        <div class="figure">
            <h2 class="label">{label}</h2>
            <p class="value" title=exact(estimate.value)>{rounded(estimate.value)}</p>
            <IntervalBar estimate from=0.0 to=end.unwrap_or(estimate.high * 1.15) />
            <p class="range" title=spoken>{parts::range(&low, &high)}</p>
            <p class="note">{note}</p>
        </div>
    }
    .into_any()
}

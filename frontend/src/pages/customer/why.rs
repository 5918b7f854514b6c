//! The numbers behind the estimates.

use leptos::prelude::*;

use super::Shown;
use crate::formats;
use crate::text::{board, customer as text};

/// What the model knows of the customer and what it makes of it.
#[component]
pub(super) fn Why(
    /// The customer.
    shown: Shown,
) -> impl IntoView {
    let money = shown.money();
    let whole = |value: f64| formats::whole(value);
    let view = &shown.view;
    let row = &view.row;
    let gap = match (row.rhythm_days, row.mean_gap_days) {
        (Some((mean, spread)), _) => Some(text::gap(&whole(mean), Some(&whole(spread)))),
        (None, mean) => mean.map(|mean| text::gap(&whole(mean), None)),
    };
    let source = usize::from(view.source);
    let source = shown.manifest.sources.get(source).filter(|_| source > 0).cloned();
    let all = whole(f64::from(shown.manifest.summary.customers));
    let facts = [
        (text::fact_orders(), Some(whole(f64::from(row.transactions)))),
        (text::fact_spent(), Some(money.exact(row.net_minor as f64))),
        (text::fact_gap(), gap.map(|gap| text::gap_days(&gap))),
        (text::fact_silent(), Some(whole(f64::from(row.silent_days)))),
        (text::fact_late(), row.lateness.map(|times| text::times_gap(&formats::decimal(times, 1)))),
        (text::fact_to_come(), row.expected_orders.map(|orders| formats::decimal(orders, 1))),
        (text::fact_spend(), view.expected_spend_minor.map(|minor| money.exact(minor))),
        (text::fact_at_risk(), row.value_at_risk_minor.map(|minor| money.exact(minor))),
        (text::fact_rank(), view.rank_by_value_at_risk.map(|rank| text::rank(&whole(f64::from(rank)), &all))),
        (text::fact_source(), Some(source.unwrap_or_else(|| board::unknown_source().to_owned()))),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(name, value)| {
            value.map(|value| view! { <div><dt>{name}</dt><dd translate="no">{value}</dd></div> })
        })
        .collect_view();
    view! {
        <section>
            <h2>{text::why_title()}</h2>
            <dl class="facts">{facts}</dl>
        </section>
    }
}

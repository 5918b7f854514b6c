//! The finding on top.

use leptos::prelude::*;
use shared::planning::RiskBand;

use super::Shown;
use crate::base_loader::use_base;
use crate::formats;
use crate::parts::PageHeading;
use crate::text::board as text;

/// Who is slipping away and what they are worth, and the way to them.
#[component]
pub(super) fn Headline(
    /// The board, once it is here.
    shown: RwSignal<Option<Shown>>,
) -> impl IntoView {
    let base = use_base();
    let title = move || shown.with(|shown| shown.as_ref().map_or_else(|| text::title().to_owned(), finding));
    let subtitle = move || shown.with(|shown| shown.as_ref().map_or_else(|| text::loading().to_owned(), explanation));
    let action = move || {
        if base.is_estimated() {
            view! { <a class="button primary" href="/customers?risk=slipping">{text::open_slipping()}</a> }
        } else {
            view! { <a class="button primary" href="/customers?late=1&sort=lateness">{text::open_late()}</a> }
        }
    };
    view! { <PageHeading title=Signal::derive(title) subtitle=Signal::derive(subtitle)>{action}</PageHeading> }
}

fn finding(shown: &Shown) -> String {
    if shown.view.grid.is_empty() {
        return text::late(&formats::whole(f64::from(shown.manifest.summary.late_customers)));
    }
    let slipping = shown.view.grid.iter().filter(|cell| cell.risk == RiskBand::Slipping);
    let (customers, worth) = slipping
        .fold((0, 0.0), |(customers, worth), cell| (customers + cell.customers, worth + cell.lifetime_value_minor));
    let worth = shown.money().rounded(worth);
    match customers {
        0 => text::nobody_slipping().to_owned(),
        1 => text::slipping_one(&worth),
        _ => text::slipping(&formats::whole(f64::from(customers)), &worth),
    }
}

fn explanation(shown: &Shown) -> String {
    match shown.manifest.summary.value_at_risk_minor {
        Some(at_risk) => {
            text::slipping_note(shown.manifest.settings.horizon_months, &shown.money().rounded(at_risk.value))
        }
        None => text::late_note(),
    }
}

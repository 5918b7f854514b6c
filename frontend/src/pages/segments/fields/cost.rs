//! The cost to serve behind a tier.

use leptos::prelude::*;
use shared::segments::{Condition, TierWorth};

use super::place::Place;
use crate::base_loader::use_base;
use crate::text::segments as text;

/// What an order costs, so that tiers go by what is left.
#[component]
pub(super) fn CostToServe(place: Place) -> impl IntoView {
    let base = use_base();
    let settings = base.manifest.with_untracked(|manifest| manifest.as_ref().map(|it| it.settings.clone()));
    let Some(settings) = settings else { return ().into_any() };
    let per_major = settings.currency.minor_per_major() as f64;
    let value = place.read(|condition| match condition {
        Condition::Tier { worth, .. } => Some(worth.map_or(0.0, |worth| worth.cost_to_serve_minor / per_major)),
        _ => None,
    });
    let type_in = move |event| {
        let cost = event_target_value(&event).parse::<f64>().unwrap_or(0.0).max(0.0) * per_major;
        let new = TierWorth { margin_share: settings.margin_share, cost_to_serve_minor: cost };
        place.edit("cost", |condition| {
            if let Condition::Tier { worth, .. } = condition {
                *worth = (cost > 0.0).then_some(new);
            }
        });
    };
    view! {
        <label class="small" for=place.id("cost")>{text::cost_to_serve()}</label>
        <input id=place.id("cost") class="rule-number" type="number" min="0" step="any" value=value.map(|value| value.to_string()) on:input=type_in />
        <span class="muted small">{settings.currency.code().to_owned()}</span>
    }
    .into_any()
}

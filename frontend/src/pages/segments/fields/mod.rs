//! What a condition asks for, in fields.

mod boxes;
mod cost;
mod number;
mod period;
mod place;
mod products;

use leptos::prelude::*;
use shared::domain::ConsentStatus;
use shared::planning::{RiskBand, ValueTier};
use shared::segments::{Condition, Stage};

use super::desk::use_desk;
use super::path::Path;
use crate::base_loader::use_base;
use crate::text::{board, segments as text};
use boxes::{choices, words};
use cost::CostToServe;
use number::Number;
use period::Period;
use place::Place;
use products::Products;

/// The fields of a condition.
#[component]
pub(super) fn Fields(condition: Condition, path: Path) -> impl IntoView {
    let desk = use_desk();
    let place = Place { desk, path: StoredValue::new(path) };
    let base = use_base();
    match condition {
        Condition::Number { measure, compare, .. } => view! { <Number place measure compare /> }.into_any(),
        Condition::FirstOrder { .. } | Condition::LastOrder { .. } => view! { <Period place /> }.into_any(),
        Condition::Product { products, .. } => view! { <Products place products /> }.into_any(),
        Condition::Source { .. } => {
            let sources = base.manifest.with_untracked(|manifest| manifest.as_ref().map(|it| it.sources.clone()));
            let named = |name: String| {
                let shown = if name == "unknown" { board::unknown_source().to_owned() } else { name.clone() };
                (name, shown)
            };
            words(place, sources.unwrap_or_default().into_iter().map(named).collect(), |condition| match condition {
                Condition::Source { any_of } => Some(any_of),
                _ => None,
            })
        }
        Condition::Attribute { name, .. } => {
            let attributes = desk.choices.with_untracked(|choices| choices.as_ref().map(|it| it.attributes.clone()));
            let values = attributes.unwrap_or_default().into_iter().find(|column| column.0 == name);
            let values = values.map(|column| column.1).unwrap_or_default();
            words(
                place,
                values.into_iter().map(|value| (value.clone(), value)).collect(),
                |condition| match condition {
                    Condition::Attribute { any_of, .. } => Some(any_of),
                    _ => None,
                },
            )
        }
        Condition::EmailConsent { .. } => {
            let all = [ConsentStatus::Given, ConsentStatus::Unknown, ConsentStatus::Withdrawn];
            choices(place, all.map(|status| (status, text::consent_status(status))).to_vec(), |it| match it {
                Condition::EmailConsent { any_of } => Some(any_of),
                _ => None,
            })
        }
        Condition::Stage { .. } => {
            // Leads have no orders, and so no row to be in a segment.
            let all = Stage::ALL.into_iter().filter(|stage| *stage != Stage::Lead);
            choices(place, all.map(|stage| (stage, text::stage(stage))).collect(), |it| match it {
                Condition::Stage { any_of } => Some(any_of),
                _ => None,
            })
        }
        Condition::Risk { .. } => {
            choices(place, RiskBand::ALL.map(|risk| (risk, board::risk(risk))).to_vec(), |it| match it {
                Condition::Risk { any_of } => Some(any_of),
                _ => None,
            })
        }
        Condition::Tier { .. } => {
            let boxes = choices(place, ValueTier::ALL.map(|tier| (tier, board::tier(tier))).to_vec(), |it| match it {
                Condition::Tier { any_of, .. } => Some(any_of),
                _ => None,
            });
            view! { {boxes} <CostToServe place /> }.into_any()
        }
    }
}

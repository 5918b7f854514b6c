//! Fields of products.

use leptos::prelude::*;
use shared::segments::{Bought, Condition};

use super::place::Place;
use crate::frame::{Icon, Symbol};
use crate::text::segments as text;

/// Names of products, one after the other.
#[component]
pub(super) fn Products(place: Place, products: Vec<String>) -> impl IntoView {
    let all =
        place.desk.choices.with_untracked(|choices| choices.as_ref().map(|it| it.products.clone())).unwrap_or_default();
    let choose = move |event| {
        let how = match event_target_value(&event).as_str() {
            "all" => Bought::AllOf,
            "none" => Bought::NoneOf,
            _ => Bought::AnyOf,
        };
        place.edit("bought", |condition| {
            if let Condition::Product { bought, .. } = condition {
                *bought = how;
            }
        });
    };
    let is = move |wanted: Bought| {
        place.read(|condition| match condition {
            Condition::Product { bought, .. } => Some(*bought == wanted),
            _ => None,
        })
    };
    let chips = products.iter().cloned().map(|name| {
        let own = name.clone();
        let remove = move |_| {
            place.desk.focus.set_value(Some(place.id("product")));
            place.edit("", |condition| {
                if let Condition::Product { products, .. } = condition {
                    products.retain(|other| *other != own);
                }
            });
        };
        let label = text::remove_product(&name);
        view! {
            <span class="chip">
                <span translate="no">{name}</span>
                <button type="button" aria-label=label on:click=remove><Icon symbol=Symbol::Close /></button>
            </span>
        }
    });
    let chips = chips.collect_view();
    let add = move |event| {
        let name = event_target_value(&event);
        if name.is_empty() {
            return;
        }
        place.desk.focus.set_value(Some(place.id("product")));
        place.edit("", |condition| {
            if let Condition::Product { products, .. } = condition
                && !products.contains(&name)
            {
                products.push(name);
            }
        });
    };
    let options = all.into_iter().filter(|name| !products.contains(name));
    let options = options
        .map(|name| (name.clone(), name))
        .map(|(key, name)| view! { <option value=key translate="no">{name}</option> })
        .collect_view();
    view! {
        <label class="visually-hidden" for=place.id("bought")>{text::bought_label()}</label>
        <select id=place.id("bought") on:change=choose>
            <option value="any" prop:selected=move || is(Bought::AnyOf).unwrap_or_default()>{text::bought_any()}</option>
            <option value="all" prop:selected=move || is(Bought::AllOf).unwrap_or_default()>{text::bought_all()}</option>
            <option value="none" prop:selected=move || is(Bought::NoneOf).unwrap_or_default()>{text::bought_none()}</option>
        </select>
        {chips}
        <label class="visually-hidden" for=place.id("product")>{text::add_product()}</label>
        <select id=place.id("product") on:change=add>
            <option value="" selected=true>{text::add_product()}</option>
            {options}
        </select>
    }
}

//! Fields of a period.

use leptos::prelude::*;
use shared::domain::Day;
use shared::segments::Condition;

use super::place::{Place, shown_as};
use crate::text::segments as text;

/// A first and a last day.
#[component]
pub(super) fn Period(place: Place) -> impl IntoView {
    let input = move |part: &'static str, label: &'static str| {
        let is_first = part == "from";
        let value = move || {
            place.read(|condition| match condition {
                Condition::FirstOrder { from, to } | Condition::LastOrder { from, to } => {
                    let day = if is_first { from } else { to };
                    Some(day.map(|day| day.to_string()).unwrap_or_default())
                }
                _ => None,
            })
        };
        let node = shown_as(value, |shown, wanted| shown == wanted);
        let type_in = move |event| {
            let day = event_target_value(&event).parse::<Day>().ok();
            place.edit(part, |condition| {
                if let Condition::FirstOrder { from, to } | Condition::LastOrder { from, to } = condition {
                    *(if is_first { from } else { to }) = day;
                }
            });
        };
        view! {
            <label class="small" for=place.id(part)>{label}</label>
            <input id=place.id(part) type="date" node_ref=node on:input=type_in />
        }
    };
    view! { {input("from", text::from_label())} {input("to", text::to_label())} }
}

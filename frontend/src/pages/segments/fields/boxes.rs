//! Choices of which several may hold.

use leptos::prelude::*;
use shared::segments::Condition;

use super::place::Place;
use crate::text::segments as text;

/// Boxes to tick, one a choice.
pub(super) fn choices<T: Copy + PartialEq + Send + Sync + 'static>(
    place: Place,
    all: Vec<(T, &'static str)>,
    chosen: fn(&mut Condition) -> Option<&mut Vec<T>>,
) -> AnyView {
    let boxes = all.into_iter().map(|(choice, name)| {
        let is_on =
            move || place.read(|condition| chosen(&mut condition.clone()).map(|any_of| any_of.contains(&choice)));
        let toggle = move |_| {
            place.edit("choices", |condition| {
                if let Some(any_of) = chosen(condition) {
                    match any_of.iter().position(|other| *other == choice) {
                        Some(index) => drop(any_of.remove(index)),
                        None => any_of.push(choice),
                    }
                }
            });
        };
        view! {
            <label class="rule-choice">
                <input type="checkbox" prop:checked=move || is_on().unwrap_or_default() on:change=toggle />
                <span>{name}</span>
            </label>
        }
    });
    view! { <div class="rule-choices">{boxes.collect_view()}</div> }.into_any()
}

/// Boxes to tick, one a word of the data.
pub(super) fn words(
    place: Place,
    all: Vec<(String, String)>,
    chosen: fn(&mut Condition) -> Option<&mut Vec<String>>,
) -> AnyView {
    if all.is_empty() {
        return view! { <p class="muted small">{text::nothing_to_choose()}</p> }.into_any();
    }
    let boxes = all.into_iter().map(|(word, shown)| {
        let own = StoredValue::new(word);
        let is_on = move || {
            place.read(|condition| {
                chosen(&mut condition.clone()).map(|any_of| own.with_value(|own| any_of.contains(own)))
            })
        };
        let toggle = move |_| {
            place.edit("choices", |condition| {
                if let Some(any_of) = chosen(condition) {
                    let own = own.get_value();
                    match any_of.iter().position(|other| *other == own) {
                        Some(index) => drop(any_of.remove(index)),
                        None => any_of.push(own),
                    }
                }
            });
        };
        view! {
            <label class="rule-choice">
                <input type="checkbox" prop:checked=move || is_on().unwrap_or_default() on:change=toggle />
                <span translate="no">{shown}</span>
            </label>
        }
    });
    view! { <div class="rule-choices">{boxes.collect_view()}</div> }.into_any()
}

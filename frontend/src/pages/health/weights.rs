//! How much each part counts.

use leptos::prelude::*;
use shared::planning::health::{HealthPart, HealthWeights};

use super::address::{MOST, key};
use super::desk::use_desk;
use crate::formats::{percent, whole};
use crate::text::health as text;

/// Positions a key press moves by.
const STEP: u8 = 5;

/// A slider a part, and the way back to the documented weights.
#[component]
pub(super) fn Weights() -> impl IntoView {
    let desk = use_desk();
    let is_usual = move || desk.weights.get() == HealthWeights::USUAL;
    let is_empty = move || desk.weights.get().0.iter().all(|weight| *weight == 0);
    view! {
        <section class="card levers" aria-labelledby="weights-title">
            <h2 id="weights-title">{text::weights_title()}</h2>
            {HealthPart::ALL.map(|part| view! { <Slider part /> }).collect_view()}
            <Show when=is_empty>
                <p class="small" role="status">{text::no_weights()}</p>
            </Show>
            <div class="buttons">
                <button class="button" disabled=is_usual on:click=move |_| desk.reset()>{text::reset()}</button>
            </div>
        </section>
    }
}

#[component]
fn Slider(part: HealthPart) -> impl IntoView {
    let desk = use_desk();
    let id = format!("weight-{}", key(part));
    let weight = Memo::new(move |_| desk.weights.with(|weights| weights.of(part)));
    let reads = Memo::new(move |_| desk.weights.with(|weights| reads(weights, part)));
    let usual = HealthWeights::USUAL.of(part);
    let pull = move |event| {
        if let Some(weight) = event_target_value(&event).parse().ok().filter(|weight| *weight <= MOST) {
            desk.weigh(part, weight);
        }
    };
    view! {
        <div class="lever" class:changed=move || weight.get() != usual>
            <div class="lever-head">
                <label for=id.clone()>{text::part(part)}</label>
                <output class="numbers" for=id.clone()>{reads}</output>
            </div>
            <input
                id=id
                name=key(part)
                type="range"
                min="0"
                max=MOST
                step=STEP
                prop:value=move || weight.get().to_string()
                aria-valuetext=reads
                on:input=pull
                on:change=move |_| desk.keep()
            />
            <Show when=move || weight.get() != usual>
                <p class="muted small">{text::documented(&whole(f64::from(usual)))}</p>
            </Show>
        </div>
    }
}

/// A weight and its share of all weight.
pub(super) fn reads(weights: &HealthWeights, part: HealthPart) -> String {
    let all: u32 = weights.0.iter().map(|weight| u32::from(*weight)).sum();
    let weight = f64::from(weights.of(part));
    text::weight(&whole(weight), &percent((weight / f64::from(all.max(1)) * 100.0).round() / 100.0))
}

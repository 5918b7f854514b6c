//! The assumptions.

use leptos::prelude::*;
use shared::planning::claims::Assumption;

use super::desk::use_desk;
use super::rises::Rises;
use super::slider::Slider;
use crate::text::claims as text;

/// The choice of what is meant, sliders, and the way back to one's own figures.
#[component]
pub(super) fn Levers() -> impl IntoView {
    let desk = use_desk();
    let slider = |slider: Slider| view! { <OneSlider slider /> };
    let change_revenue = move |event| {
        let entered = event_target_value(&event).parse::<f64>().ok().filter(|revenue| *revenue > 0.0);
        let mut question = desk.question.get_untracked();
        if let Some(revenue) = entered {
            question.revenue_minor = revenue * desk.money().minor_per_major();
            desk.choose_and_keep(Some(question));
        }
    };
    let revenue = move || {
        let revenue = desk.question.get().revenue_minor / desk.money().minor_per_major();
        ((revenue * 100.0).round() / 100.0).to_string()
    };
    view! {
        <section class="card levers" aria-labelledby="assumptions-title">
            <h2 id="assumptions-title">{text::assumptions()}</h2>
            <h3>{text::rise_title()}</h3>
            {slider(Slider::Of(Assumption::Retention))}
            {slider(Slider::By)}
            <Rises />
            <h3>{text::money_title()}</h3>
            <div class="field">
                <label for="revenue">{text::revenue()}</label>
                <div class="input">
                    <input id="revenue" type="number" min="0" step="any" inputmode="decimal" prop:value=revenue on:change=change_revenue />
                    <span class="unit">{move || desk.money().0.code().to_owned()}</span>
                </div>
            </div>
            {[Assumption::Margin, Assumption::Growth, Assumption::ServiceCost, Assumption::AcquisitionCost]
                .map(|assumption| slider(Slider::Of(assumption)))
                .collect_view()}
            <h3>{text::counting()}</h3>
            {slider(Slider::Of(Assumption::DiscountRate))}
            {slider(Slider::Years)}
            <div class="buttons">
                <button
                    class="button"
                    disabled=move || desk.chosen.with(Option::is_none)
                    on:click=move |_| desk.choose_and_keep(None)
                >
                    {text::back_to_own()}
                </button>
            </div>
        </section>
    }
}

#[component]
fn OneSlider(slider: Slider) -> impl IntoView {
    let desk = use_desk();
    let id = format!("claims-{}", slider.key());
    let steps = slider.steps();
    let reads = Memo::new(move |_| slider.reads(desk.question.with(|question| slider.value(question))));
    let position = move || desk.question.with(|question| slider.position(question));
    let own = move || slider.reads(desk.own_question.with(|own| slider.value(own)));
    let changed = Memo::new(move |_| {
        desk.question.with(|question| desk.own_question.with(|own| slider.value(question) != slider.value(own)))
    });
    let pull = move |event| {
        let position = event_target_value(&event).parse().ok();
        let question = desk.question.get_untracked();
        if let Some(changed) = position.and_then(|position| slider.with(&question, slider.value_at(position))) {
            desk.choose(changed);
        }
    };
    view! {
        <div class="lever" class:changed=changed>
            <div class="lever-head">
                <label for=id.clone()>{text::slider(slider.key())}</label>
                <output class="numbers" for=id.clone()>{reads}</output>
            </div>
            <input
                id=id
                name=slider.key()
                type="range"
                min=steps.min
                max=steps.max
                step=steps.step
                prop:value=position
                aria-valuetext=reads
                on:input=pull
                on:change=move |_| desk.keep()
            />
            <Show when=move || changed.get()>
                <p class="muted small">{move || text::started_from(&own())}</p>
            </Show>
        </div>
    }
}

//! The levers.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::lever::{Lever, Slider};
use super::points::Points;
use super::studio::use_studio;
use crate::formats::percent;
use crate::pages::scope::ScopeField;
use crate::parts::SteadyButton;
use crate::text::what_if as text;

/// Whom it is about, a labelled slider a lever, undo, reset and the link.
#[component]
pub(super) fn Levers() -> impl IntoView {
    let studio = use_studio();
    let copied = RwSignal::new(false);
    let buys_otherwise = Memo::new(move |_| {
        studio.scenario.with(|scenario| {
            studio.base_scenario.with(|base| {
                [Lever::PurchaseRate, Lever::PurchaseRateMonths].iter().any(|it| it.get(scenario) != it.get(base))
            })
        })
    });
    Effect::new(move |_| {
        studio.scenario.track();
        copied.set(false);
    });
    view! {
        <section class="card levers" aria-labelledby="levers-title">
            <h2 id="levers-title">{text::levers_title()}</h2>
            <ScopeField
                id="what-if-whom"
                scope=Memo::new(move |_| studio.scenario.with(|scenario| scenario.scope.clone()))
                counts=studio.counts.into()
                on_choose=move |scope| studio.choose(scope)
            />
            <super::one_customer::OneCustomer />
            <h3>{text::behaviour()}</h3>
            <LeverSlider lever=Lever::Dropout />
            <LeverSlider lever=Lever::PurchaseRate />
            <Show when=move || buys_otherwise.get()>
                <LeverSlider lever=Lever::PurchaseRateMonths />
            </Show>
            <LeverSlider lever=Lever::OrderValue />
            <h3>{text::counting()}</h3>
            {[Lever::Margin, Lever::CostToServe, Lever::DiscountRate, Lever::Horizon].map(|lever| view! { <LeverSlider lever /> }).collect_view()}
            <h3>{text::to_come()}</h3>
            {[Lever::AcquisitionVolume, Lever::AcquisitionCost].map(|lever| view! { <LeverSlider lever /> }).collect_view()}
            <div class="buttons">
                <SteadyButton idle=Signal::derive(move || studio.undo.with(Vec::is_empty)) on_press=move || studio.go_back()>
                    {text::undo()}
                </SteadyButton>
                <SteadyButton idle=Signal::derive(move || studio.redo.with(Vec::is_empty)) on_press=move || studio.go_forth()>
                    {text::redo()}
                </SteadyButton>
                <SteadyButton idle=Signal::derive(move || !studio.is_changed()) on_press=move || studio.reset(None)>
                    {text::reset()}
                </SteadyButton>
                <button class="button" on:click=move |_| copy_link(copied)>{text::copy_link()}</button>
            </div>
            <p class="muted small" role="status">{move || copied.get().then(text::copied)}</p>
        </section>
    }
}

#[component]
fn LeverSlider(lever: Lever) -> impl IntoView {
    let studio = use_studio();
    let id = format!("lever-{}", lever.name());
    let points = Memo::new(move |_| studio.points(lever));
    let steps = Memo::new(move |_| {
        let greatest = studio.greatest(lever);
        points.get().map_or_else(|| lever.steps_to(greatest), |points| points.steps_to(greatest))
    });
    let readout = Memo::new(move |_| {
        let value = studio.scenario.with(|scenario| lever.get(scenario));
        points.get().map_or_else(|| lever.value_text(value, studio.money()), |points| points.value_text(value))
    });
    let position = move || {
        let value = studio.scenario.with(|scenario| lever.get(scenario));
        points.get().map_or_else(|| lever.position(value), |points| points.position(value))
    };
    let changed = Memo::new(move |_| {
        studio.scenario.with(|scenario| studio.base_scenario.with(|base| lever.get(scenario) != lever.get(base)))
    });
    let pull = move |event| {
        if let Ok(position) = event_target_value(&event).parse() {
            let points = points.get_untracked();
            let value = points.map_or_else(|| lever.value_at(position), |points| points.value_at(position));
            studio.pull(lever, value);
        }
    };
    let slider = NodeRef::<html::Input>::new();
    // The button goes away with the change that it takes back, so the focus goes to what it is about.
    let back = move |_| {
        studio.reset(Some(lever));
        if let Some(slider) = slider.get_untracked() {
            // Focus fails only for elements that cannot have it.
            let _ = slider.focus();
        }
    };
    // A factor's base is "as now", which needs no words.
    let base_readout = move || {
        (!lever.multiplies())
            .then(|| text::as_it_is(&studio.base_scenario.with(|base| lever.readout(base, studio.money()))))
    };
    view! {
        <div class="lever" class:changed=changed>
            <div class="lever-head">
                <label for=id.clone()>{text::lever(lever.name())}</label>
                <output class="numbers" for=id.clone()>{readout}</output>
            </div>
            <input
                node_ref=slider
                id=id
                name=lever.name()
                type="range"
                min=move || steps.get().min
                max=move || steps.get().max
                step=move || steps.get().step
                prop:value=position
                aria-valuetext=readout
                on:input=pull
                on:change=move |_| studio.settle()
            />
            {(lever == Lever::Dropout).then(|| view! { <DropoutNote /> })}
            <Show when=move || changed.get()>
                <div class="lever-foot">
                    <span class="muted small">{base_readout}</span>
                    <button class="button quiet small" on:click=back>
                        {text::back()}
                        <span class="visually-hidden">" "{text::lever(lever.name())}</span>
                    </button>
                </div>
            </Show>
        </div>
    }
}

/// What the dropout lever comes to, and whether it moves by a share of it or by points.
#[component]
fn DropoutNote() -> impl IntoView {
    let studio = use_studio();
    let note = move || {
        let mean = studio.mean_dropout()?;
        let factor = studio.scenario.with(|scenario| scenario.dropout);
        if factor == 1.0 {
            return Some(text::stops_now(&percent(mean)));
        }
        let points = Points { mean }.points(factor);
        Some(text::would_stop(&percent(mean * factor), &percent(mean), &points, factor > 1.0))
    };
    view! {
        <div class="lever-foot">
            <span class="muted small">{note}</span>
            <Show when=move || studio.mean_dropout().is_some()>
                <button
                    class="button quiet small"
                    aria-pressed=move || studio.in_points.get().to_string()
                    on:click=move |_| studio.in_points.update(|it| *it = !*it)
                >
                    {text::in_points()}
                </button>
            </Show>
        </div>
    }
}

/// Copies the address, which holds the whole scenario.
fn copy_link(copied: RwSignal<bool>) {
    let Ok(address) = window().location().href() else { return };
    let writing = window().navigator().clipboard().write_text(&address);
    spawn_local(async move {
        if wasm_bindgen_futures::JsFuture::from(writing).await.is_ok() {
            copied.try_set(true);
        }
    });
}

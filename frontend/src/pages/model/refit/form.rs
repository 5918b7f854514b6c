//! Which models, and which orders.

use leptos::prelude::*;
use protocol::ScopeCountsQuestion;
use shared::domain::Day;
use shared::planning::{RefitRequest, Scope, ScopeCounts};
use shared::scoring::catalogue::ModelKind;
use web_sys::SubmitEvent;

use super::{Studio, address};
use crate::pages::asked::{Asked, ask};
use crate::pages::scope::ScopeField;
use crate::text::refit as text;

/// Models chosen at first: those that are quick.
const FIRST: [ModelKind; 4] = [ModelKind::Nbd, ModelKind::BgNbd, ModelKind::MbgNbd, ModelKind::ParetoNbd];

/// The form.
#[component]
pub(super) fn Form(studio: Studio) -> impl IntoView {
    let first = address::read();
    let day = |day: fn(&RefitRequest) -> Option<Day>| {
        RwSignal::new(first.as_ref().and_then(day).map(|day| day.to_string()).unwrap_or_default())
    };
    let (from, to, split) = (day(|it| it.from), day(|it| it.to), day(|it| it.split));
    let scope = RwSignal::new(first.as_ref().map(|it| it.scope.clone()).unwrap_or_default());
    let counts: Asked<ScopeCounts> = ask(|| ScopeCountsQuestion, Some);
    let chosen = RwSignal::new(first.map_or_else(|| FIRST.to_vec(), |it| it.models));
    let form = Memo::new(move |_| {
        let day = |text: RwSignal<String>| text.with(|text| text.parse::<Day>().ok());
        let models = ModelKind::ALL.into_iter().filter(|kind| chosen.with(|chosen| chosen.contains(kind)));
        RefitRequest { models: models.collect(), from: day(from), to: day(to), scope: scope.get(), split: day(split) }
    });
    Effect::watch(move || form.get(), |form, _, _| address::write(form), false);
    let running = Signal::derive(move || studio.is_running());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let form = form.get_untracked();
        address::write(&form);
        studio.start(form);
    };
    let models = ModelKind::ALL.map(|kind| view! { <Model kind chosen running /> }).collect_view();
    view! {
        <form class="refit-form" on:submit=submit>
            <fieldset>
                <legend>{text::models()}</legend>
                <div class="models">{models}</div>
            </fieldset>
            <div class="choices">
                <DayField name="refit-from" label=text::from() value=from hint=Some(text::period_hint()) running />
                <DayField name="refit-to" label=text::to() value=to hint=None running />
                <ScopeField
                    id="refit-whom"
                    scope=Memo::new(move |_| scope.get())
                    counts=counts.answer.into()
                    on_choose=move |chosen| scope.set(chosen)
                    disabled=running
                />
                <DayField name="refit-split" label=text::split() value=split hint=Some(text::split_hint()) running />
            </div>
            {move || scope.with(was_chosen_by_deeds).then(|| view! { <p class="hint">{text::chosen_by_deeds()}</p> })}
            <p><button class="button primary" type="submit" disabled=running>{text::start()}</button></p>
        </form>
    }
}

#[component]
fn Model(kind: ModelKind, chosen: RwSignal<Vec<ModelKind>>, running: Signal<bool>) -> impl IntoView {
    let toggle = move |_| {
        chosen.update(|chosen| {
            let before = chosen.len();
            chosen.retain(|other| *other != kind);
            if chosen.len() == before {
                chosen.push(kind);
            }
        });
    };
    view! {
        <label>
            <input
                type="checkbox"
                name=kind.name()
                prop:checked=move || chosen.with(|chosen| chosen.contains(&kind))
                disabled=running
                on:change=toggle
            />
            <span><strong>{text::name(kind)}</strong>" "<span class="muted small">{text::meaning(kind)}</span></span>
        </label>
    }
}

#[component]
fn DayField(
    name: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    hint: Option<&'static str>,
    running: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input
                id=name
                type="date"
                prop:value=value
                disabled=running
                aria-describedby=hint.map(|_| format!("{name}-hint"))
                on:change=move |event| value.set(event_target_value(&event))
            />
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
        </div>
    }
}

/// Whether what customers did decides who is of a scope, and not only where or when they came.
fn was_chosen_by_deeds(scope: &Scope) -> bool {
    !matches!(scope, Scope::Everyone | Scope::Source { .. } | Scope::Cohort { .. })
}

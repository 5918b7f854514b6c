//! Which models, and which orders.

use leptos::prelude::*;
use shared::domain::Day;
use shared::planning::RefitRequest;
use shared::scoring::catalogue::ModelKind;
use web_sys::SubmitEvent;

use super::{Studio, address};
use crate::base_loader::use_base;
use crate::parts::SelectField;
use crate::text::refit as text;

/// Models chosen at first: those that are quick.
const FIRST: [ModelKind; 4] = [ModelKind::Nbd, ModelKind::BgNbd, ModelKind::MbgNbd, ModelKind::ParetoNbd];
/// Key of the choice of everyone; no source has this name, since names are trimmed.
const EVERYONE: &str = " ";

/// The form.
#[component]
pub(super) fn Form(studio: Studio) -> impl IntoView {
    let first = address::read();
    let day = |day: fn(&RefitRequest) -> Option<Day>| {
        RwSignal::new(first.as_ref().and_then(day).map(|day| day.to_string()).unwrap_or_default())
    };
    let (from, to, split) = (day(|it| it.from), day(|it| it.to), day(|it| it.split));
    let source = first.as_ref().and_then(|it| it.source.clone());
    let source = RwSignal::new(source.unwrap_or_else(|| EVERYONE.to_owned()));
    let chosen = RwSignal::new(first.map_or_else(|| FIRST.to_vec(), |it| it.models));
    let form = Memo::new(move |_| {
        let day = |text: RwSignal<String>| text.with(|text| text.parse::<Day>().ok());
        let models = ModelKind::ALL.into_iter().filter(|kind| chosen.with(|chosen| chosen.contains(kind)));
        RefitRequest {
            models: models.collect(),
            from: day(from),
            to: day(to),
            source: Some(source.get()).filter(|source| source != EVERYONE),
            split: day(split),
        }
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
                <Sources source running />
                <DayField name="refit-split" label=text::split() value=split hint=Some(text::split_hint()) running />
            </div>
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

/// Everyone, or the customers of one source.
#[component]
fn Sources(source: RwSignal<String>, running: Signal<bool>) -> impl IntoView {
    let base = use_base();
    move || {
        let names = base.manifest.with(|manifest| manifest.as_ref().map(|it| it.sources.clone()).unwrap_or_default());
        let everyone = (EVERYONE.to_owned(), text::everyone().to_owned());
        let of_source = |(index, name): (usize, String)| {
            let shown = if index == 0 { text::unknown_source().to_owned() } else { name.clone() };
            (name, shown)
        };
        let options = std::iter::once(everyone).chain(names.into_iter().enumerate().map(of_source)).collect();
        view! {
            <SelectField
                name="refit-source"
                label=text::source()
                value=source.into()
                on_change=move |name| source.set(name)
                options
                disabled=running
            />
        }
    }
}

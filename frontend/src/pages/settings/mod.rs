//! The workspace's assumptions.

mod form;
mod rates;

use leptos::prelude::*;
use shared::api::Right;
use shared::domain::Settings;
use web_sys::SubmitEvent;

use crate::base_loader::use_base;
use crate::formats;
use crate::frame::RemoveSample;
use crate::parts::{Field, Notice, PageHeading, ProgressLine};
use crate::requests::{self, ApiClientError};
use crate::session::use_session;
use crate::text::settings as text;
use form::{FIELDS, FieldErrors, Texts};

/// Reads the settings, then shows them as a form.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let read = LocalResource::new(requests::settings_to_edit);
    let body = move || match read.get() {
        None => view! { <ProgressLine label=Signal::derive(|| text::loading().to_owned()) /> }.into_any(),
        Some(Ok((settings, tag))) => view! { <SettingsForm settings tag /> }.into_any(),
        Some(Err(error)) => view! {
            <Notice tone="loss">
                <p>{error.message()}</p>
                <button class="button" on:click=move |_| read.refetch()>{crate::text::parts::retry()}</button>
            </Notice>
        }
        .into_any(),
    };
    view! {
        <PageHeading title=|| text::title().to_owned() subtitle=Signal::derive(|| text::subtitle().to_owned())>
            <a class="button" href="/connections">{text::connections()}</a>
        </PageHeading>
        <div class="settings">{body} <rates::RatesCard /> <SampleData /></div>
    }
}

/// Where saving stands.
#[derive(Clone, PartialEq)]
enum Saving {
    Resting,
    Running,
    Saved,
    Failed(String),
}

#[component]
fn SettingsForm(settings: Settings, tag: String) -> impl IntoView {
    let base = use_base();
    let may_edit = use_session().may(Right::EditSettings);
    let saved = StoredValue::new(settings.clone());
    let tag = StoredValue::new(tag);
    let initial = form::texts(&settings);
    let values = FIELDS.map(|name| (name, RwSignal::new(initial.get(name).cloned().unwrap_or_default())));
    let errors = RwSignal::new(FieldErrors::new());
    let saving = RwSignal::new(Saving::Resting);
    let value_of =
        move |wanted: &str| values.iter().find(|(name, _)| *name == wanted).map_or(values[0].1, |found| found.1);
    let error_of = move |name: &'static str| Signal::derive(move || errors.with(|errors| errors.get(name).cloned()));

    let refuse = move |found: FieldErrors| {
        let first = FIELDS.into_iter().find(|name| found.contains_key(*name));
        errors.set(found);
        saving.set(Saving::Failed(text::fix_fields().to_owned()));
        if let Some(input) = first.and_then(|name| document().get_element_by_id(name)) {
            focus(input);
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let texts: Texts = values.into_iter().map(|(name, value)| (name, value.get_untracked())).collect();
        let wanted = match form::parse(&texts) {
            Ok(wanted) => wanted,
            Err(found) => return refuse(found),
        };
        errors.set(FieldErrors::new());
        saving.set(Saving::Running);
        leptos::task::spawn_local(async move {
            match requests::save_settings(&wanted, &tag.get_value()).await {
                Ok((settings, newer)) => {
                    tag.set_value(newer);
                    base.expect_newer();
                    let _ = saved.try_set_value(settings);
                    let _ = saving.try_set(Saving::Saved);
                }
                Err(ApiClientError::Problem(problem)) if !problem.fields.is_empty() => {
                    refuse(
                        problem
                            .fields
                            .into_iter()
                            .map(|field| (field.field, crate::text::sentence(field.message)))
                            .collect(),
                    );
                }
                Err(error) => {
                    let _ = saving.try_set(Saving::Failed(error.message()));
                }
            }
        });
    };
    let said = move || match saving.get() {
        Saving::Resting | Saving::Running => ().into_any(),
        Saving::Saved => view! { <Notice tone="gain"><p>{text::saved()}</p></Notice> }.into_any(),
        Saving::Failed(message) => view! { <Notice tone="loss"><p>{message}</p></Notice> }.into_any(),
    };
    let zones = formats::time_zones().into_iter().map(|zone| view! { <option value=zone></option> }).collect_view();
    let locked = Signal::derive(move || !may_edit || saving.get() == Saving::Running);
    view! {
        <form class="card" novalidate on:submit=submit>
            {(!may_edit).then(|| view! { <Notice tone="plain"><p>{text::read_only()}</p></Notice> })}
            <h2>{text::group_shop()}</h2>
            <Field name="shop_name" label=text::shop_name() value=value_of("shop_name") error=error_of("shop_name") disabled=locked />
            <div class="pair">
                <Field name="currency" label=text::currency() hint=text::currency_hint() value=value_of("currency") error=error_of("currency") disabled=locked />
                <Field name="time_zone" label=text::time_zone() hint=text::time_zone_hint() list="time-zones" value=value_of("time_zone") error=error_of("time_zone") disabled=locked />
            </div>
            <datalist id="time-zones">{zones}</datalist>
            <h2>{text::group_value()}</h2>
            <div class="triple">
                <Field name="margin_share" label=text::margin() hint=text::margin_hint() unit=text::unit_percent() input_mode="decimal" value=value_of("margin_share") error=error_of("margin_share") disabled=locked />
                <Field name="annual_discount_rate" label=text::discount() hint=text::discount_hint() unit=text::unit_percent() input_mode="decimal" value=value_of("annual_discount_rate") error=error_of("annual_discount_rate") disabled=locked />
                <Field name="horizon_months" label=text::horizon() hint=text::horizon_hint() unit=text::unit_months() input_mode="numeric" value=value_of("horizon_months") error=error_of("horizon_months") disabled=locked />
            </div>
            {may_edit.then(|| view! {
                <div class="buttons">
                    <button class="button primary" type="submit" disabled=locked>
                        {move || if saving.get() == Saving::Running { text::saving() } else { text::save() }}
                    </button>
                </div>
            })}
            {said}
        </form>
    }
}

#[component]
fn SampleData() -> impl IntoView {
    let base = use_base();
    if !use_session().may(Right::ImportOrders) {
        return ().into_any();
    }
    let count =
        Memo::new(move |_| base.manifest.with(|manifest| manifest.as_ref().map_or(0, |it| it.sample_customers)));
    let part = move || {
        (count.get() > 0).then(|| {
            let label = Signal::derive(move || text::remove_sample(&formats::whole(f64::from(count.get()))));
            view! {
                <section class="card">
                    <h2>{text::sample_title()}</h2>
                    <p>{text::sample_text()}</p>
                    <div class="buttons"><RemoveSample label /></div>
                </section>
            }
        })
    };
    view! { {part} }.into_any()
}

fn focus(element: web_sys::Element) {
    use wasm_bindgen::JsCast;
    if let Ok(input) = element.dyn_into::<web_sys::HtmlElement>() {
        // Focus fails only for elements that cannot have it.
        let _ = input.focus();
    }
}

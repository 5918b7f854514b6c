//! Labelled inputs with a hint and an error.

use leptos::prelude::*;

/// A text or number field.
#[component]
pub(crate) fn Field(
    /// Name in the request, and so the element's id.
    name: &'static str,
    /// Its label.
    label: &'static str,
    /// The text in it.
    value: RwSignal<String>,
    /// What to know before filling it in.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Unit behind the input.
    #[prop(optional)]
    unit: Option<&'static str>,
    /// Keyboard of phones, `decimal` or `numeric`.
    #[prop(optional)]
    input_mode: Option<&'static str>,
    /// Id of a list of suggestions.
    #[prop(optional)]
    list: Option<&'static str>,
    /// Whether it may be changed.
    #[prop(into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let described_by = move || format!("{name}-hint {name}-error");
    view! {
        <div class="field" class:invalid=move || error.with(Option::is_some)>
            <label for=name>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            <div class="input">
                <input
                    id=name
                    name=name
                    type="text"
                    inputmode=input_mode
                    list=list
                    autocomplete="off"
                    prop:value=value
                    disabled=disabled
                    aria-describedby=described_by
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:input=move |event| value.set(event_target_value(&event))
                />
                {unit.map(|unit| view! { <span class="unit">{unit}</span> })}
            </div>
            <p class="error" id=format!("{name}-error")>{error}</p>
        </div>
    }
}

/// A choice among few.
#[component]
pub(crate) fn SelectField(
    /// The element's id.
    name: &'static str,
    /// Its label.
    label: &'static str,
    /// The key of the choice.
    value: Signal<String>,
    /// Called with the key chosen.
    on_change: impl Fn(String) + 'static,
    /// Keys and names.
    options: Vec<(String, String)>,
    /// Whether it may be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let options = options.into_iter().map(|(key, name)| {
        let selected = key.clone();
        view! { <option value=key selected=move || value.with(|value| *value == selected)>{name}</option> }
    });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name disabled=disabled prop:value=value on:change=move |event| on_change(event_target_value(&event))>
                {options.collect_view()}
            </select>
        </div>
    }
}

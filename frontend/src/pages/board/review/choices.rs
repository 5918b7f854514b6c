//! What a person chooses in the review; every choice stands in the address.

use leptos::prelude::*;

use super::super::address::Parameter;
use crate::text::review as text;

/// Lengths of the period in days; the second is the usual one.
const PERIODS: [u32; 3] = [30, 90, 365];
const USUAL_PERIOD: u32 = 90;

/// The period of the review.
#[derive(Clone, Copy)]
pub(super) struct Period {
    /// Its length.
    pub(super) days: Memo<u32>,
    parameter: Parameter,
}

/// The period in the address.
pub(super) fn use_period() -> Period {
    let parameter = Parameter::new("period");
    let days = Memo::new(move |_| {
        let days = parameter.get().and_then(|text| text.parse().ok());
        days.filter(|days| PERIODS.contains(days)).unwrap_or(USUAL_PERIOD)
    });
    Period { days, parameter }
}

/// Chooses the period.
#[component]
pub(super) fn PeriodPicker(period: Period) -> impl IntoView {
    let choice = |days: u32| {
        let is_chosen = move || period.days.get() == days;
        view! {
            <button
                class="button"
                type="button"
                aria-pressed=move || is_chosen().to_string()
                on:click=move |_| period.parameter.set((days != USUAL_PERIOD).then(|| days.to_string()))
            >
                {text::period(days)}
            </button>
        }
    };
    view! {
        <div class="period" role="group" aria-label=text::period_label()>{PERIODS.map(choice).collect_view()}</div>
    }
}

/// A whole number in the address, from 1 to `most`, with a usual value.
#[derive(Clone, Copy)]
pub(super) struct WholeNumber {
    /// The number.
    pub(super) value: Memo<u32>,
    parameter: Parameter,
    usual: u32,
    most: u32,
}

/// The number in the address.
pub(super) fn use_whole_number(name: &'static str, usual: u32, most: u32) -> WholeNumber {
    let parameter = Parameter::new(name);
    let value = Memo::new(move |_| {
        let value = parameter.get().and_then(|text| text.parse().ok());
        value.filter(|value| (1..=most).contains(value)).unwrap_or(usual)
    });
    WholeNumber { value, parameter, usual, most }
}

/// Its field. What is no number in range leaves the number as it is.
#[component]
pub(super) fn WholeNumberField(number: WholeNumber, label: &'static str, unit: &'static str) -> impl IntoView {
    let name = number.parameter.name();
    let choose = move |event| {
        let value = event_target_value(&event).trim().parse::<u32>().ok();
        if let Some(value) = value.filter(|value| (1..=number.most).contains(value)) {
            number.parameter.set((value != number.usual).then(|| value.to_string()));
        }
    };
    view! {
        <p class="choice small">
            <label for=name>{label}</label>
            <input
                id=name
                type="number"
                min="1"
                max=number.most
                step="1"
                prop:value=move || number.value.get().to_string()
                on:change=choose
            />
            <span class="muted">{unit}</span>
        </p>
    }
}

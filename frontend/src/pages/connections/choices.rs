//! Some of a few, by check boxes.

use leptos::prelude::*;

/// Check boxes with one legend and one error.
#[component]
pub(super) fn Choices<T: Copy + PartialEq + Send + Sync + 'static>(
    /// What is chosen.
    legend: &'static str,
    /// What there is, each with its name.
    all: Vec<(T, &'static str)>,
    /// What is chosen of it.
    chosen: RwSignal<Vec<T>>,
    /// What is wrong with the choice.
    error: RwSignal<Option<String>>,
    /// Whether it may be changed.
    #[prop(into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let choice = move |(one, name): (T, &'static str)| {
        let change = move |is_on: bool| {
            chosen.update(|chosen| {
                chosen.retain(|other| *other != one);
                if is_on {
                    chosen.push(one);
                }
            });
        };
        view! {
            <li>
                <label>
                    <input
                        type="checkbox"
                        prop:checked=move || chosen.with(|chosen| chosen.contains(&one))
                        disabled=disabled
                        on:change=move |event| change(event_target_checked(&event))
                    />
                    {name}
                </label>
            </li>
        }
    };
    view! {
        <fieldset class="field choices" class:invalid=move || error.with(Option::is_some)>
            <legend>{legend}</legend>
            <ul>{all.into_iter().map(choice).collect_view()}</ul>
            <p class="error" role="alert">{error}</p>
        </fieldset>
    }
}

//! The form of a goal, in a dialog.

use std::collections::BTreeMap;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{GOAL_PERIODS, GoalDraft, ProblemField, SavedGoal, ZERO_CHURN};
use shared::review::{GoalAim, GoalMetric};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, SubmitEvent};

use super::super::money_of;
use super::{use_goal_shelf, written};
use crate::base_loader::use_base;
use crate::parts::{Field, SelectField};
use crate::requests;
use crate::text::{goals as text, sentence};

type Errors = BTreeMap<String, String>;

/// The dialog; open while the shelf says so. Escape closes it and the focus returns where it was.
#[component]
pub(super) fn GoalForm() -> impl IntoView {
    let shelf = use_goal_shelf();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if shelf.form.with(Option::is_some) {
            // Refused only when it is open already.
            let _ = dialog.show_modal();
        } else {
            dialog.close();
        }
    });
    let fields = move || shelf.form.get().map(|goal| view! { <Fields goal /> });
    view! {
        <dialog class="goal-form" node_ref=dialog aria-labelledby="goal-form-title" on:close=move |_| shelf.form.set(None)>
            {fields}
        </dialog>
    }
}

#[component]
fn Fields(goal: Option<SavedGoal>) -> impl IntoView {
    let shelf = use_goal_shelf();
    let base = use_base();
    let money = money_of(base);
    let aim = goal.as_ref().map_or(GoalAim { metric: GoalMetric::Retention, ..ZERO_CHURN }, |goal| goal.draft.aim);
    let draft = goal.as_ref().map(|goal| goal.draft.clone());
    let target = draft.as_ref().map(|_| written::typed(aim.metric, aim.target, money)).unwrap_or_default();
    let metric = RwSignal::new(aim.metric);
    let period = RwSignal::new(aim.period_days);
    let target = RwSignal::new(target);
    let due = RwSignal::new(aim.due.map(|day| day.to_string()).unwrap_or_default());
    let owner = RwSignal::new(draft.as_ref().map(|draft| draft.owner.clone()).unwrap_or_default());
    let note = RwSignal::new(draft.as_ref().map(|draft| draft.note.clone()).unwrap_or_default());
    let errors = RwSignal::new(Errors::new());
    let said = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let error_of = move |name: &'static str| Signal::derive(move || errors.with(|errors| errors.get(name).cloned()));
    let version = draft.as_ref().map_or(0, |draft| draft.version);
    let id = StoredValue::new(goal.as_ref().map(|goal| goal.id.clone()));

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let mut found = Errors::new();
        let wanted = written::target(metric.get_untracked(), &target.read_untracked(), money);
        let day = written::day(&due.read_untracked());
        let draft = GoalDraft {
            aim: GoalAim {
                metric: metric.get_untracked(),
                period_days: period.get_untracked(),
                target: wanted.unwrap_or(0.0),
                due: day,
            },
            owner: owner.get_untracked(),
            note: note.get_untracked(),
            version,
        };
        found.extend(draft.faults().into_iter().map(by_field));
        if wanted.is_none() {
            found.insert("target".to_owned(), text::not_a_number().to_owned());
        }
        if day.is_none() {
            found.insert("due".to_owned(), text::not_a_day().to_owned());
        }
        let first = ["target", "due", "owner", "note"].into_iter().find(|name| found.contains_key(*name));
        let is_good = found.is_empty();
        errors.set(found);
        if !is_good {
            let input = first.and_then(|name| document().get_element_by_id(&format!("goal-{name}")));
            if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
                // Focus fails only for elements that cannot have it.
                let _ = input.focus();
            }
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            let answer = match id.get_value() {
                Some(id) => requests::change_goal(&id, &draft).await,
                None => requests::set_goal(&draft).await,
            };
            is_busy.try_set(false);
            match answer {
                Ok(_) => {
                    shelf.form.try_set(None);
                    shelf.said.try_set(Some(text::saved().to_owned()));
                    shelf.load();
                }
                Err(error) => drop(said.try_set(Some(error.message()))),
            }
        });
    };
    let metrics = GoalMetric::ALL.map(|metric| (written::key(metric).to_owned(), text::metric(metric).to_owned()));
    let periods = GOAL_PERIODS.map(|days| (days.to_string(), text::period(days)));
    let unit = move || {
        let metric = metric.get();
        if metric.is_share() {
            text::percent_unit().to_owned()
        } else if metric.is_money() {
            money.0.code().to_owned()
        } else {
            text::customers_unit().to_owned()
        }
    };
    let heading = if version == 0 { text::form_new() } else { text::form_change() };
    view! {
        <form on:submit=submit novalidate=true>
            <h2 id="goal-form-title">{heading}</h2>
            <SelectField
                name="goal-metric"
                label=text::field_metric()
                value=Signal::derive(move || written::key(metric.get()).to_owned())
                on_change=move |key| {
                    if let Some(found) = GoalMetric::ALL.into_iter().find(|metric| written::key(*metric) == key) {
                        metric.set(found);
                    }
                }
                options=metrics.to_vec()
            />
            {move || metric.get().has_period().then(|| view! {
                <SelectField
                    name="goal-period"
                    label=text::field_period()
                    value=Signal::derive(move || period.get().to_string())
                    on_change=move |days| period.set(days.parse().unwrap_or(90))
                    options=periods.to_vec()
                />
            })}
            <div class="with-unit">
                <Field name="goal-target" label=text::field_target() value=target hint=text::hint_target() error=error_of("target") input_mode="decimal" disabled=false />
                <span class="unit muted" translate="no">{unit}</span>
            </div>
            <Field name="goal-due" label=text::field_due() value=due hint=text::hint_due() error=error_of("due") disabled=false />
            <Field name="goal-owner" label=text::field_owner() value=owner error=error_of("owner") disabled=false />
            <Field name="goal-note" label=text::field_note() value=note error=error_of("note") disabled=false />
            <p class="error small" role="alert">{move || said.get()}</p>
            <div class="buttons">
                <button class="button primary" type="submit" aria-disabled=move || is_busy.get().then_some("true")>
                    {move || if is_busy.get() { text::saving() } else { text::save() }}
                </button>
                <button class="button" type="button" on:click=move |_| shelf.form.set(None)>{text::cancel()}</button>
            </div>
        </form>
    }
}

fn by_field(fault: ProblemField) -> (String, String) {
    (fault.field, sentence(fault.message))
}

//! What "5 % more retention" means: a choice of three.

use leptos::prelude::*;
use shared::planning::claims::Rise;

use super::address;
use super::desk::use_desk;
use crate::formats::percent;
use crate::text::claims as text;

/// The three readings, each with what it makes of the retention assumed.
#[component]
pub(super) fn Rises() -> impl IntoView {
    let desk = use_desk();
    let choice = move |rise: Rise| {
        let key = address::key(rise);
        let becomes = move || {
            desk.question.with(|question| {
                let now = question.cohort.retention;
                let after = rise.applied(now, question.by);
                after.map_or_else(
                    || text::beyond_all().to_owned(),
                    |after| text::becomes(&percent(now), &percent(after)),
                )
            })
        };
        let choose = move |_| {
            let mut question = desk.question.get_untracked();
            question.rise = rise;
            desk.choose_and_keep(Some(question));
        };
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="rise"
                    value=key
                    prop:checked=move || desk.question.with(|question| question.rise == rise)
                    on:change=choose
                />
                <span>{text::rise(key)}" "<span class="muted numbers">{becomes}</span></span>
            </label>
        }
    };
    view! {
        <fieldset class="choices">
            <legend>{text::rise_legend()}</legend>
            {Rise::ALL.map(choice).collect_view()}
        </fieldset>
    }
}

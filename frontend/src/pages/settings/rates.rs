//! Rates of other currencies: each change is saved at once.

use leptos::prelude::*;
use shared::api::Right;
use shared::domain::{Currency, Day, Decimal, Rate, Rates};

use crate::base_loader::use_base;
use crate::formats;
use crate::parts::{Field, Notice, ProgressLine};
use crate::requests;
use crate::session::use_session;
use crate::text::{parts, settings as text};

/// Reads the rates, then shows them as a table.
#[component]
pub(super) fn RatesCard() -> impl IntoView {
    let read = LocalResource::new(requests::rates);
    let body = move || match read.get() {
        None => view! { <ProgressLine label=Signal::derive(|| text::rates_loading().to_owned()) /> }.into_any(),
        Some(Ok((rates, tag))) => view! { <Editor rates tag /> }.into_any(),
        Some(Err(error)) => view! {
            <Notice tone="loss">
                <p>{error.message()}</p>
                <button class="button" on:click=move |_| read.refetch()>{parts::retry()}</button>
            </Notice>
        }
        .into_any(),
    };
    view! {
        <section class="card" id="rates" data-testid="rates">
            <h2>{text::rates_title()}</h2>
            <p class="muted small">{text::rates_note()}</p>
            {body}
        </section>
    }
}

#[component]
fn Editor(rates: Rates, tag: String) -> impl IntoView {
    let may_edit = use_session().may(Right::EditSettings);
    let rates = RwSignal::new(rates);
    let tag = StoredValue::new(tag);
    let running = RwSignal::new(false);
    let said = RwSignal::new(None::<Result<&'static str, String>>);
    let save = Callback::new(move |wanted: Rates| {
        running.set(true);
        leptos::task::spawn_local(async move {
            let answer = requests::save_rates(&wanted, &tag.get_value()).await;
            let words = match answer {
                Ok((saved, newer)) => {
                    tag.set_value(newer);
                    rates.try_set(saved);
                    Ok(text::rates_saved())
                }
                Err(error) => Err(error.message()),
            };
            said.try_set(Some(words));
            running.try_set(false);
        });
    });
    let rows =
        move || rates.with(|rates| rates.rates.iter().map(|rate| row(rate, may_edit, rates, save)).collect_view());
    let table = move || {
        if rates.with(|rates| rates.rates.is_empty()) {
            return view! { <p>{text::rates_none()}</p> }.into_any();
        }
        view! {
            <div class="scroll-table tall" tabindex="0" role="region" aria-label=text::rates_title()>
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col">{text::rate_currency()}</th>
                            <th scope="col">{text::rate_from()}</th>
                            <th scope="col" class="number">{worth()}</th>
                            <th scope="col">{text::rate_source()}</th>
                            <th scope="col"></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let message = move || match said.get() {
        None => ().into_any(),
        Some(Ok(words)) => view! { <p class="small">{words}</p> }.into_any(),
        Some(Err(words)) => view! { <Notice tone="loss"><p>{words}</p></Notice> }.into_any(),
    };
    view! {
        {(!may_edit).then(|| view! { <p class="muted small">{text::rates_read_only()}</p> })}
        {table}
        {may_edit.then(|| view! { <NewRate rates running save /> })}
        <div role="status">{message}</div>
    }
}

fn row(rate: &Rate, may_edit: bool, rates: &Rates, save: Callback<Rates>) -> impl IntoView + use<> {
    let place = (rate.currency, rate.from);
    let without = rates.rates.iter().filter(|other| (other.currency, other.from) != place).cloned().collect();
    let without = Rates::new(without);
    let label = text::rate_remove_one(rate.currency.code(), &formats::day_medium(rate.from));
    view! {
        <tr>
            <th scope="row" translate="no">{rate.currency.to_string()}</th>
            <td>{formats::day_medium(rate.from)}</td>
            <td class="number" translate="no">{rate.rate.to_string()}</td>
            <td translate="no">{rate.note.clone()}</td>
            <td>
                {may_edit.then(|| view! {
                    <button class="button" type="button" aria-label=label on:click=move |_| save.run(without.clone())>
                        {text::rate_remove()}
                    </button>
                })}
            </td>
        </tr>
    }
}

/// Fields of one more rate.
#[component]
fn NewRate(rates: RwSignal<Rates>, running: RwSignal<bool>, save: Callback<Rates>) -> impl IntoView {
    let [currency, from, worth_of, note] = [(); 4].map(|()| RwSignal::new(String::new()));
    let [no_currency, no_day, no_rate, no_note] = [(); 4].map(|()| RwSignal::new(None::<String>));
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let trimmed = |field: RwSignal<String>| field.with_untracked(|text| text.trim().to_owned());
        let code = trimmed(currency).to_uppercase().parse::<Currency>().ok();
        let day = trimmed(from).parse::<Day>().ok();
        let rate = trimmed(worth_of).parse::<Decimal>().ok().filter(|rate| rate.digits > 0);
        let wrong = |is_wrong: bool, words: &'static str| is_wrong.then(|| words.to_owned());
        no_currency.set(wrong(code.is_none(), text::not_a_currency()));
        no_day.set(wrong(day.is_none(), text::not_a_day()));
        no_rate.set(wrong(rate.is_none(), text::not_a_rate()));
        let (Some(code), Some(day), Some(rate)) = (code, day, rate) else { return };
        // A second rate of the same day takes the place of the first.
        let mut wanted = rates.get_untracked().rates;
        wanted.retain(|other| (other.currency, other.from) != (code, day));
        wanted.push(Rate { currency: code, from: day, rate, note: trimmed(note) });
        save.run(Rates::new(wanted));
        worth_of.set(String::new());
    };
    let locked = Signal::derive(move || running.get());
    view! {
        <form novalidate on:submit=add>
            <div class="pair">
                <Field name="rate_currency" label=text::rate_currency() hint=text::rate_currency_hint() value=currency error=no_currency disabled=locked />
                <Field name="rate_from" label=text::rate_from() hint=text::rate_from_hint() value=from error=no_day disabled=locked />
                <Field name="rate_rate" label=text::rate_one() hint=text::rate_rate_hint() input_mode="decimal" value=worth_of error=no_rate disabled=locked />
                <Field name="rate_note" label=text::rate_source() hint=text::rate_source_hint() value=note error=no_note disabled=locked />
            </div>
            <div class="buttons">
                <button class="button" type="submit" disabled=locked>{text::rate_add()}</button>
            </div>
        </form>
    }
}

/// Head of the rates: what one unit is worth, in the workspace's currency.
fn worth() -> String {
    let base = use_base();
    base.money().map_or_else(|| text::rate_one().to_owned(), |money| text::rate_worth(money.0.code()))
}

//! Contracts and no order: what is counted already, and what orders would add.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::api::Right;

use crate::formats;
use crate::frame::{Icon, Symbol};
use crate::pages::contracts::{ask_contracts, finding};
use crate::parts::{Definition, PageHeading};
use crate::session::use_session;
use crate::text::{contracts, definitions, first_run as text};

/// Length of the period in days, the usual one of the page of contracts.
const PERIOD: u32 = 90;

/// In place of a page that begins with orders; the board says what the contracts say.
#[component]
pub(super) fn ContractsAlone() -> impl IntoView {
    let may_import = use_session().may(Right::ImportOrders);
    let is_board = use_location().pathname.with_untracked(|path| path == "/");
    let asked = ask_contracts(|| PERIOD);
    let said = move || asked.say(contracts::pending, finding);
    let title = Signal::derive(move || if is_board { said() } else { text::needs_orders().to_owned() });
    let counted = move || {
        asked.found.answer.get().map(|found| {
            let count = |count: u32| formats::whole(f64::from(count));
            let churn = found.churn;
            view! {
                <p class="numbers">
                    {contracts::card_sum(&count(churn.retained), &count(churn.churned), &count(churn.base), &count(churn.involuntary))}
                </p>
                <p class="muted small">
                    {contracts::measure(&formats::day_medium(churn.start), &formats::day_medium(churn.end))} " " {contracts::counted()}
                </p>
            }
        })
    };
    let orders = match may_import {
        true => view! { <a class="button primary" href="/data">{text::orders_button()}</a> }.into_any(),
        false => view! { <p class="muted small">{text::no_right()}</p> }.into_any(),
    };
    let needing =
        [text::needing_customers(), text::needing_health(), text::needing_what_if(), text::needing_segments()];
    view! {
        <PageHeading title subtitle=Signal::derive(|| text::contracts_alone().to_owned()) />
        {asked.notice()}
        {asked.found.retry()}
        <div class="ways" data-testid="contracts-alone">
            <section class="card way">
                <Icon symbol=Symbol::Data />
                <h2>{text::orders_title()}</h2>
                <p>{text::orders_text()}</p>
                <p class="muted small">{text::orders_same_numbers()}</p>
                {orders}
            </section>
            <section class="card way" aria-busy=move || asked.found.busy.get().to_string()>
                <Icon symbol=Symbol::Board />
                <h2>{move || if is_board { text::counted_title().to_owned() } else { said() }}</h2>
                {counted}
                <a class="button" href="/contracts">{contracts::open()}</a>
            </section>
        </div>
        <Definition terms=vec![definitions::churn_contracts()] />
        <section class="first-run-steps">
            <h2>{text::needing_title()}</h2>
            <ul>{needing.into_iter().map(|page| view! { <li>{page}</li> }).collect_view()}</ul>
        </section>
    }
}

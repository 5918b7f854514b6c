//! Who brought whom, as tables.

use leptos::prelude::*;
use shared::base::ReferralOutcome;
use shared::domain::CustomerId;
use shared::review::{ReferralOverview, ReferredCustomer, Referrer};

use crate::formats::{Money, day_medium, whole};
use crate::names::{Names, display_name, use_names};
use crate::text::{customers, referrals as text};

/// Rows shown at first, and added each time.
const PAGE: usize = 25;

/// All tables.
#[component]
pub(super) fn Tables(
    /// What was found.
    found: ReferralOverview,
    /// Formats amounts.
    money: Money,
) -> impl IntoView {
    let ReferralOverview { referrers, referrals, refused, .. } = found;
    let refused = (!refused.is_empty()).then(|| view! { <Refused refused /> });
    let referrers = (!referrers.is_empty()).then(|| view! { <Referrers referrers money /> });
    view! {
        {referrers}
        <Referrals referrals />
        {refused}
    }
}

#[component]
fn Referrers(referrers: Vec<Referrer>, money: Money) -> impl IntoView {
    let names = use_names();
    let shown = RwSignal::new(PAGE);
    let all = referrers.len();
    want_names(names, shown, referrers.iter().map(|referrer| vec![referrer.row]).collect());
    let rows = move || {
        let page = &referrers[..shown.get().min(referrers.len())];
        let line = |referrer: &Referrer| {
            view! {
                <tr>
                    <th scope="row">{who(names, referrer.id, referrer.row)}</th>
                    <td>{whole(f64::from(referrer.referred))}</td>
                    <td>{whole(f64::from(referrer.ordered))}</td>
                    <td><b>{money.rounded(referrer.net_minor as f64)}</b></td>
                </tr>
            }
        };
        page.iter().map(line).collect_view()
    };
    view! {
        <section class="card" data-testid="referrers">
            <header><h2>{text::referrers_title()}</h2></header>
            <div class="scroll-table tall" tabindex="0" role="region" aria-label=text::referrers_title()>
                <table class="plain numbers">
                    <thead>
                        <tr>
                            <th scope="col">{text::column_customer()}</th>
                            <th scope="col">{text::column_referred()}</th>
                            <th scope="col">{text::column_ordered()}</th>
                            <th scope="col">{text::column_bought()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more(shown, all)}
        </section>
    }
}

#[component]
fn Referrals(referrals: Vec<ReferredCustomer>) -> impl IntoView {
    let names = use_names();
    let shown = RwSignal::new(PAGE);
    let all = referrals.len();
    want_names(names, shown, referrals.iter().map(|referral| vec![referral.row, referral.referrer_row]).collect());
    let rows = move || {
        let page = &referrals[..shown.get().min(referrals.len())];
        let line = |referral: &ReferredCustomer| {
            let by = match referral.referrer {
                Some(id) => who(names, id, referral.referrer_row).into_any(),
                None => view! { <span class="muted">{text::unknown()}</span> }.into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{who(names, referral.id, referral.row)}</th>
                    <td>{by}</td>
                    <td>{day_medium(referral.day)}</td>
                    <td>{text::outcome(referral.outcome, referral.first_order.map(day_medium).as_deref())}</td>
                </tr>
            }
        };
        page.iter().map(line).collect_view()
    };
    view! {
        <section class="card" data-testid="referred">
            <header>
                <h2>{text::referrals_title()}</h2>
                <p class="muted small">{text::referrals_note()}</p>
            </header>
            <div class="scroll-table tall" tabindex="0" role="region" aria-label=text::referrals_title()>
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col">{text::column_who()}</th>
                            <th scope="col">{text::column_by()}</th>
                            <th scope="col">{text::column_day()}</th>
                            <th scope="col">{text::column_outcome()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more(shown, all)}
        </section>
    }
}

#[component]
fn Refused(refused: Vec<(ReferralOutcome, u32)>) -> impl IntoView {
    let rows = refused.into_iter().map(|(reason, count)| {
        view! { <tr><th scope="row">{text::reason(reason)}</th><td>{whole(f64::from(count))}</td></tr> }
    });
    view! {
        <section class="card" data-testid="refused">
            <header><h2>{text::refused_title()}</h2></header>
            <table class="plain numbers">
                <thead><tr><th scope="col">{text::column_reason()}</th><th scope="col">{text::column_count()}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
}

fn more(shown: RwSignal<usize>, all: usize) -> impl IntoView {
    let add = move |_| shown.update(|shown| *shown += PAGE);
    view! {
        <Show when=move || shown.get() < all>
            <p><button class="button" on:click=add>{text::more()}</button></p>
        </Show>
    }
}

/// Asks for the names of the lines shown, again whenever some have come: they come in groups. `rows` are those of each line.
fn want_names(names: Names, shown: RwSignal<usize>, rows: Vec<Vec<Option<u32>>>) {
    Effect::new(move |_| {
        names.with(|_| ());
        names.want(rows.iter().take(shown.get()).flatten().flatten().copied());
    });
}

/// A link to the customer, by name once it is known; of one without an order only the id is.
fn who(names: Names, id: CustomerId, row: Option<u32>) -> impl IntoView + use<> {
    let name = move || {
        let known = row.and_then(|row| names.with(|names| names.get(&row).map(display_name)));
        known.unwrap_or_else(|| customers::nameless(&id.to_string()))
    };
    view! { <a href=format!("/customers/{id}") translate="no">{name}</a> }
}

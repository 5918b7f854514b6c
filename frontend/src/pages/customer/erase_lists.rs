//! What goes and what stays when a customer is erased.

use leptos::prelude::*;
use shared::api::{CustomerRef, ErasedCounts, KeptCounts};

use crate::formats::{Money, whole};
use crate::text::erasure as text;

/// The records of the person, where there are several.
#[component]
pub(super) fn Records(records: Vec<CustomerRef>) -> impl IntoView {
    (records.len() > 1).then(|| {
        let count = whole(records.len() as f64);
        let lines = records.into_iter().map(|record| {
            view! {
                <li translate="no">
                    {record.name.unwrap_or_else(|| record.number.clone())} " "
                    <span class="muted small">{record.number.clone()} " " {record.email}</span>
                </li>
            }
        });
        view! {
            <section>
                <p>{text::records(&count)}</p>
                <ul class="records">{lines.collect_view()}</ul>
            </section>
        }
    })
}

/// What goes, each kind with its count; kinds of which there is nothing are left out.
#[component]
pub(super) fn Goes(goes: ErasedCounts) -> impl IntoView {
    let count = |count: u64| whole(count as f64);
    let lines = [
        Some(text::identity().to_owned()),
        (goes.orders > 0).then(|| text::orders(&count(goes.orders))),
        (goes.refunds + goes.costs > 0).then(|| text::refunds_and_costs(&count(goes.refunds), &count(goes.costs))),
        (goes.contracts > 0).then(|| text::contracts(&count(goes.contracts))),
        (goes.events + goes.consents > 0)
            .then(|| text::events_and_consents(&count(goes.events), &count(goes.consents))),
        (goes.reasons > 0).then(|| text::reasons(&count(goes.reasons))),
        (goes.earlier > 0).then(|| text::earlier(&count(goes.earlier))),
        (goes.uploads + goes.generations > 0).then(|| text::objects(&count(goes.uploads), &count(goes.generations))),
    ];
    view! {
        <section>
            <h3>{text::goes()}</h3>
            <ul>{lines.into_iter().flatten().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        </section>
    }
}

/// What stays, each with its reason.
#[component]
pub(super) fn Stays(stays: KeptCounts, money: Money) -> impl IntoView {
    let orders = if stays.orders == 0 {
        text::kept_no_orders().to_owned()
    } else {
        text::kept_orders(&whole(stays.orders as f64), &money.exact(stays.net_minor as f64))
    };
    let contracts = (stays.contracts > 0).then(|| text::kept_contracts(&whole(stays.contracts as f64)));
    let lines = [
        Some(orders),
        contracts,
        Some(text::kept_hashes(&whole(stays.hashes as f64))),
        Some(text::kept_record().to_owned()),
        Some(text::backups().to_owned()),
        Some(text::no_longer_sums().to_owned()),
    ];
    view! {
        <section>
            <h3>{text::stays()}</h3>
            <ul>{lines.into_iter().flatten().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        </section>
    }
}

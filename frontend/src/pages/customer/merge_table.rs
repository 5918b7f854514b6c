//! Two records side by side.

use leptos::prelude::*;
use shared::api::CustomerAnswer;
use shared::domain::ConsentStatus;

use crate::formats::{Money, day_medium, whole};
use crate::text::{merging as text, timeline};

/// What is compared, a row each; rows that differ are marked.
#[component]
pub(super) fn SideBySide(this: CustomerAnswer, other: CustomerAnswer, money: Money) -> impl IntoView {
    let (own, others) = (facts(&this, money), facts(&other, money));
    let rows = own.into_iter().zip(others).map(|((name, own), (_, other))| {
        let differs = own != other;
        view! {
            <tr class:differs=differs>
                <th scope="row">{name}</th>
                <td translate="no">{lines(own)}</td>
                <td translate="no">{lines(other)}</td>
            </tr>
        }
    });
    view! {
        <table class="plain side-by-side">
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">{text::column_this()}</th>
                    <th scope="col">{text::column_other()}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

fn lines(lines: Vec<String>) -> impl IntoView {
    lines.into_iter().map(|line| view! { <div>{line}</div> }).collect_view()
}

fn facts(record: &CustomerAnswer, money: Money) -> Vec<(&'static str, Vec<String>)> {
    let one = |value: Option<String>| {
        vec![value.filter(|value| !value.trim().is_empty()).unwrap_or_else(|| text::none().to_owned())]
    };
    let spent: i64 = record.orders.iter().map(|order| order.net_minor - order.refunded_minor).sum();
    let stated = record
        .consents
        .records()
        .iter()
        .map(|consent| timeline::consent(consent.purpose, consent.channel, consent.status == ConsentStatus::Given));
    let consents: Vec<String> = stated.collect();
    vec![
        (text::number(), one(Some(record.number.clone()))),
        (text::source(), one(Some(record.data_source.clone()))),
        (text::name(), one(record.name.clone())),
        (text::email(), one(record.email.clone())),
        (text::orders(), one(Some(whole(record.orders.len() as f64)))),
        (text::spent(), one(Some(money.exact(spent as f64)))),
        (text::first_order(), one(record.orders.iter().map(|order| order.day).min().map(day_medium))),
        (text::last_order(), one(record.orders.iter().map(|order| order.day).max().map(day_medium))),
        (text::consents(), if consents.is_empty() { one(None) } else { consents }),
    ]
}

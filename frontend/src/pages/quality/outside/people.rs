//! Customers nobody can write to, and orders that may be one.

use leptos::prelude::*;
use shared::api::{ConcernedPerson, DoubledOrder, QualityAnswer, Right};
use shared::ingest::safe_csv;

use super::Asked;
use super::table::{Cell, table};
use crate::base_loader::use_base;
use crate::formats::{day_medium, whole};
use crate::pages::quality::checks::share_of;
use crate::session::use_session;
use crate::text::quality as text;

pub(super) fn without_address(found: Asked<QualityAnswer>) -> impl IntoView {
    let may_save = use_session().may(Right::ExportCustomers);
    found.card("address", text::address_title(), text::address_effect(), text::address_do(), move |found| {
        let rows = found.listed_without_address.iter().map(|one| vec![person(one), number(one)]).collect();
        let columns = vec![(text::column_customer(), "customer", false), (text::column_number(), "number", false)];
        let body = view! {
            {(found.without_address > 0).then(|| view! { <p class="small">{text::address_cannot()}</p> })}
            {table(text::address_title(), may_save.then_some("customers-without-address.csv"), columns, rows)}
            {cut(found.listed_without_address.len(), found.without_address)}
        };
        (found.without_address > 0, share_of(found.without_address as u32, found.customers as u32), body)
    })
}

pub(super) fn doubled(found: Asked<QualityAnswer>) -> impl IntoView {
    let base = use_base();
    let may_save = use_session().may(Right::ExportCustomers);
    found.card("doubled", text::doubled_title(), text::doubled_effect(), text::doubled_do(), move |found| {
        let row = |pair: &DoubledOrder| {
            let money = base.money();
            let digits = money.map_or(2, |money| money.0.minor_digits());
            let value = money.map(|money| money.exact(pair.net_minor as f64)).unwrap_or_default();
            let (one, other) = pair.orders.clone().unwrap_or_default();
            let (first, second) = match &pair.other {
                // Two records: which order it is stands on their pages.
                Some(other) => (person(&pair.customer), person(other)),
                None => (Cell::data(one), Cell::data(other)),
            };
            vec![
                person(&pair.customer),
                Cell::said(day_medium(pair.day), pair.day),
                Cell::said(value, safe_csv::amount(pair.net_minor, digits)),
                match &pair.other {
                    Some(_) => Cell::said(text::doubled_records(), "records"),
                    None => Cell::said(text::doubled_orders(), "orders"),
                },
                first,
                second,
            ]
        };
        let rows = found.listed_doubled.iter().map(row).collect();
        let columns = vec![
            (text::column_customer(), "customer", false),
            (text::column_day(), "day", false),
            (text::column_value(), "value", true),
            (text::doubled_what(), "what", false),
            (text::doubled_one(), "one", false),
            (text::doubled_other(), "other", false),
        ];
        let body = view! {
            {table(text::doubled_title(), may_save.then_some("doubled-orders.csv"), columns, rows)}
            {cut(found.listed_doubled.len(), found.doubled)}
        };
        (found.doubled > 0, share_of(found.doubled as u32, found.orders as u32), body)
    })
}

fn person(one: &ConcernedPerson) -> Cell {
    let shown = one.name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| one.number.clone());
    Cell::data(shown).leading_to(format!("/customers/{}", one.id)).filed(one.id)
}

fn number(one: &ConcernedPerson) -> Cell {
    Cell::data(&one.number)
}

fn cut(listed: usize, all: u64) -> impl IntoView {
    ((listed as u64) < all)
        .then(|| view! { <p class="small muted">{text::cut(&whole(listed as f64), &whole(all as f64))}</p> })
}

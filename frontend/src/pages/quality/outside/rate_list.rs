//! How old the rates of other currencies are.

use leptos::prelude::*;
use shared::quality::RateAge;

use super::Asked;
use super::table::{Cell, table};
use crate::formats::{day_medium, whole};
use crate::pages::quality::checks::share_of;
use crate::text::quality as text;

pub(super) fn card(rates: Asked<Vec<RateAge>>) -> impl IntoView {
    rates.card("rates", text::rates_title(), text::rates_effect(), text::rates_do(), |ages| {
        let stale = ages.iter().filter(|age| age.is_stale).count() as u32;
        let said = share_of(stale, ages.len() as u32);
        let is_empty = ages.is_empty();
        let columns = vec![
            (text::rate_currency(), "currency", false),
            (text::rate_from(), "newest_rate_from", false),
            (text::rate_days(), "days_old", true),
            (text::source_state(), "state", false),
        ];
        let rows = ages.into_iter().map(row).collect();
        let body = view! {
            {is_empty.then(|| view! { <p class="muted">{text::rates_none()}</p> })}
            {table(text::rates_title(), Some("exchange-rates.csv"), columns, rows)}
            {(stale > 0).then(|| view! { <p class="leads-on"><a href="/settings#rates">{text::rates_link()}</a></p> })}
        };
        (stale > 0, said, body)
    })
}

fn row(age: RateAge) -> Vec<Cell> {
    let state = if age.is_stale { text::rate_stale() } else { text::rate_fresh() };
    vec![
        Cell::data(age.currency.to_string()),
        age.from.map_or_else(|| Cell::said(text::rate_none_yet(), ""), |day| Cell::said(day_medium(day), day)),
        age.days.map_or_else(|| Cell::said("–", ""), |days| Cell::said(whole(f64::from(days)), days)),
        Cell::said(state, if age.is_stale { "stale" } else { "fresh" }).marked(age.is_stale),
    ]
}

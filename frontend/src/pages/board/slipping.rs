//! Endangered customers, by name.

use leptos::prelude::*;
use protocol::{CustomerRow, SlippingCustomer};
use shared::domain::Day;

use super::Shown;
use crate::charts::RhythmStrip;
use crate::formats::{self, Money};
use crate::names::{Names, display_name, use_names};
use crate::parts::Definition;
use crate::text::{board as text, customers, definitions, parts};

/// Days of the rhythm strip.
const STRIP_DAYS: i32 = 365;

/// Those with the most to lose, or the latest where the model cannot say.
#[component]
pub(super) fn Slipping(
    /// The board.
    shown: Shown,
) -> impl IntoView {
    let names = use_names();
    let estimated = !shown.view.grid.is_empty();
    names.want(shown.view.slipping.iter().map(|slipping| slipping.row.row));
    let as_of = shown.manifest.as_of.unwrap_or(Day(0));
    let money = shown.money();
    let rows: Vec<_> =
        shown.view.slipping.iter().map(|slipping| line(names, slipping, as_of, money, estimated)).collect();
    let title = if estimated { text::slipping_title() } else { text::late_title() };
    if rows.is_empty() {
        return view! {
            <section class="card"><header><h2>{title}</h2></header><p class="muted">{text::nobody_to_show()}</p></section>
        }
        .into_any();
    }
    let last_columns = if estimated {
        view! {
            <th scope="col" class="number">{text::column_alive()}</th>
            <th scope="col" class="number">{text::column_at_risk()}</th>
        }
        .into_any()
    } else {
        view! { <th scope="col" class="number">{text::column_lateness()}</th> }.into_any()
    };
    view! {
        <section class="card">
            <header>
                <h2>{title}</h2>
                <p class="muted small wide-only">{text::slipping_legend()}</p>
            </header>
            <table class="plain slipping">
                <thead>
                    <tr>
                        <th scope="col">{text::column_customer()}</th>
                        <th scope="col" class="strip wide-only">{text::column_rhythm()}</th>
                        <th scope="col" class="wide-only">{text::column_words()}</th>
                        {last_columns}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <Definition terms=vec![
                definitions::alive(),
                definitions::rhythm(),
                definitions::lateness(),
            ] />
        </section>
    }
    .into_any()
}

fn line(names: Names, slipping: &SlippingCustomer, as_of: Day, money: Money, estimated: bool) -> impl IntoView + use<> {
    let row = &slipping.row;
    let (number, id) = (row.row, row.id);
    let name = move || {
        names.with(|names| names.get(&number).map(display_name)).unwrap_or_else(|| customers::nameless(&id.to_string()))
    };
    let words = rhythm_in_words(row);
    let last = if estimated {
        let alive = row.probability_alive.map(|(value, low, high)| {
            view! { {formats::chance(value)} " " <span class="range">{parts::range(&formats::chance(low), &formats::chance(high))}</span> }
        });
        view! {
            <td class="number">{alive}</td>
            <td class="number"><b>{row.value_at_risk_minor.map(|minor| money.rounded(minor))}</b></td>
        }
        .into_any()
    } else {
        let times = row.lateness.map(|times| text::times_late(&formats::decimal(times, 1)));
        view! { <td class="number">{times}</td> }.into_any()
    };
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/customers/{id}") translate="no">{name}</a>
                <span class="narrow-only muted small">{words.clone()}</span>
            </th>
            <td class="strip wide-only">
                <RhythmStrip
                    points=slipping.rhythm.clone()
                    mean_gap_days=row.mean_gap_days
                    spread_days=row.rhythm_days.map(|rhythm| rhythm.1)
                    from=Day(as_of.0 - STRIP_DAYS)
                    as_of
                    label=words.clone()
                />
            </td>
            <td class="muted wide-only">{words}</td>
            {last}
        </tr>
    }
}

/// "every 29±7 days, now 71"
fn rhythm_in_words(row: &CustomerRow) -> String {
    let days = |days: f64| formats::whole(days);
    let silent = days(f64::from(row.silent_days));
    match (row.rhythm_days, row.mean_gap_days) {
        (Some((mean, spread)), _) => text::rhythm(&days(mean), Some(&days(spread)), &silent),
        (None, Some(mean)) => text::rhythm(&days(mean), None, &silent),
        (None, None) => text::silent(&silent),
    }
}

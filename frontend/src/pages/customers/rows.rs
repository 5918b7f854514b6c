//! The rows that exist.

use std::ops::Range;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use protocol::CustomerRow;
use shared::domain::CustomerId;

use super::address::ListState;
use super::columns::ListColumn;
use super::query::ListQuestion;
use crate::base_loader::use_base;
use crate::formats::{self, Money};
use crate::names::{display_name, use_names};
use crate::text::customers as text;

/// Rows are plain elements made anew for each window; a signal a cell would cost more than it saves.
#[component]
pub(super) fn Rows(
    /// The list's question.
    question: ListQuestion,
    /// The columns.
    columns: Memo<Vec<ListColumn>>,
    /// Positions to show.
    window: Memo<Range<u32>>,
    /// Position of the keyboard.
    active: RwSignal<u32>,
    /// The customer that is open.
    opened: Memo<Option<CustomerId>>,
    /// Whether rows have two lines.
    narrow: RwSignal<bool>,
    /// Called with the position to open.
    on_open: Callback<u32>,
) -> impl IntoView {
    let base = use_base();
    let names = use_names();
    move || {
        let Some(money) = base.money() else { return Vec::new() };
        let (columns, active, opened) = (columns.get(), active.get(), opened.get());
        let narrow = narrow.get();
        let query = question.state.with(ListState::query);
        question.page.with(|page| {
            names.with(|names| {
                let show = |position: u32| {
                    let row =
                        page.as_ref().and_then(|page| page.rows.get(position.checked_sub(page.query.offset)? as usize));
                    let Some(row) = row else { return waiting(position) };
                    let name = names.get(&row.row);
                    let shown = Shown {
                        name: name.map_or_else(|| text::nameless(&row.id.to_string()), display_name),
                        note: name.map(|name| name.number.clone()).unwrap_or_default(),
                        address: format!("/customers/{}{query}", row.id),
                        is_active: position == active,
                        is_open: opened == Some(row.id),
                    };
                    if narrow {
                        two_lines(position, row, money, shown, on_open)
                    } else {
                        one_line(position, row, &columns, money, shown, on_open)
                    }
                };
                window.get().map(show).collect()
            })
        })
    }
}

struct Shown {
    name: String,
    note: String,
    address: String,
    is_active: bool,
    is_open: bool,
}

/// A plain click on a link opens the customer as its row does; with a modifier key it is the browser's, for a new tab.
fn leave_to_row(event: MouseEvent) {
    if event.ctrl_key() || event.meta_key() || event.shift_key() {
        event.stop_propagation();
    } else {
        event.prevent_default();
    }
}

fn one_line(
    position: u32,
    row: &CustomerRow,
    columns: &[ListColumn],
    money: Money,
    shown: Shown,
    on_open: Callback<u32>,
) -> AnyView {
    let cells: Vec<_> = columns
        .iter()
        .map(|column| {
            let (value, range) = column.cell(row, money);
            let range = range.map(|range| view! { <span class="range">{range}</span> });
            view! { <div role="gridcell" class=format!("number rank-{}", column.rank)>{range} <span>{value}</span></div> }
        })
        .collect();
    view! {
        <div
            role="row"
            id=format!("customer-row-{position}")
            class="row"
            class:active=shown.is_active
            class:open=shown.is_open
            aria-rowindex=(position + 2).to_string()
            aria-selected=shown.is_open.to_string()
            on:click=move |_| on_open.run(position)
        >
            <div role="gridcell" class="who">
                <a href=shown.address tabindex="-1" translate="no" on:click=leave_to_row>{shown.name}</a>
                <span class="muted small" translate="no">{shown.note}</span>
            </div>
            {cells}
        </div>
    }
    .into_any()
}

fn two_lines(position: u32, row: &CustomerRow, money: Money, shown: Shown, on_open: Callback<u32>) -> AnyView {
    let worth =
        row.value_at_risk_minor.map_or_else(|| money.rounded(row.net_minor as f64), |minor| money.rounded(minor));
    let chance = row.probability_alive.map(|(alive, ..)| formats::chance(alive));
    let chance = chance.or_else(|| row.lateness.map(|times| text::times(&formats::decimal(times, 1))));
    let second =
        text::second_line(&formats::whole(f64::from(row.transactions)), &formats::whole(f64::from(row.silent_days)));
    view! {
        <div
            role="row"
            id=format!("customer-row-{position}")
            class="row two-lines"
            class:active=shown.is_active
            class:open=shown.is_open
            aria-rowindex=(position + 2).to_string()
            aria-selected=shown.is_open.to_string()
            on:click=move |_| on_open.run(position)
        >
            <div role="gridcell" class="who">
                <a href=shown.address tabindex="-1" translate="no" on:click=leave_to_row>{shown.name}</a>
                <span class="muted small">{second}</span>
            </div>
            <div role="gridcell" class="number"><b>{worth}</b><span class="muted small">{chance}</span></div>
        </div>
    }
    .into_any()
}

/// A row whose numbers are on their way.
fn waiting(position: u32) -> AnyView {
    view! {
        <div role="row" id=format!("customer-row-{position}") class="row waiting" aria-rowindex=(position + 2).to_string()>
            <div role="gridcell" class="who"><span class="bone"></span></div>
        </div>
    }
    .into_any()
}

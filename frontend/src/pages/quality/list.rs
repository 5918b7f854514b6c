//! Customers or orders that a check is about, some at a time, and all of them as a file.

use leptos::prelude::*;
use shared::api::Right;
use shared::domain::{CustomerId, Day};
use shared::ingest::safe_csv;
use shared::quality::{ConcernedCustomer, ConcernedOrder};

use crate::base_loader::use_base;
use crate::formats;
use crate::names::{display_name, use_names};
use crate::parts::{offer_file, text_file};
use crate::session::use_session;
use crate::text::quality as text;

/// Rows that are shown first, and more at each press.
const AT_ONCE: usize = 25;

/// A row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Concerned {
    row: u32,
    customer: CustomerId,
    order: Option<(Day, i64)>,
}

impl From<&ConcernedOrder> for Concerned {
    fn from(order: &ConcernedOrder) -> Self {
        Self { row: order.row, customer: order.customer, order: Some((order.day, order.net_minor)) }
    }
}

impl From<&ConcernedCustomer> for Concerned {
    fn from(customer: &ConcernedCustomer) -> Self {
        Self { row: customer.row, customer: customer.customer, order: None }
    }
}

/// The list; nothing where it is empty.
#[component]
pub(super) fn List(
    /// Those that are listed.
    rows: Vec<Concerned>,
    /// How many there are.
    all: u32,
) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let (names, base) = (use_names(), use_base());
    let may_save = use_session().may(Right::ExportCustomers);
    let has_orders = rows.iter().any(|row| row.order.is_some());
    let (total, listed) = (rows.len(), StoredValue::new(rows));
    let shown = RwSignal::new(AT_ONCE.min(total));
    // Names come in groups: asked again until all that are shown are here.
    Effect::new(move |_| {
        names.with(|_| ());
        let visible: Vec<u32> = listed.with_value(|rows| rows[..shown.get()].iter().map(|row| row.row).collect());
        names.want(visible);
    });
    let line = move |row: Concerned| {
        let name =
            move || names.with(|known| known.get(&row.row).map_or_else(|| row.customer.to_string(), display_name));
        let value = move |minor: i64| base.money().map(|money| money.exact(minor as f64));
        view! {
            <tr>
                <td translate="no"><a href=format!("/customers/{}", row.customer)>{name}</a></td>
                {row.order.map(|(day, minor)| view! {
                    <td>{formats::day_medium(day)}</td>
                    <td class="number">{value(minor)}</td>
                })}
            </tr>
        }
    };
    let lines = move || listed.with_value(|rows| rows[..shown.get()].iter().map(|row| line(*row)).collect_view());
    let save = move |_| {
        let digits = base.money().map_or(2, |money| money.0.minor_digits());
        let csv = listed.with_value(|rows| csv(rows, digits));
        if let Ok(file) = text_file(&csv, "text/csv") {
            // A browser that refuses a download says so itself.
            let _ = offer_file(&file, text::file_name());
        }
    };
    view! {
        <div class="scroll-table" tabindex="0" role="region" aria-label=text::column_customer()>
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">{text::column_customer()}</th>
                        {has_orders.then(|| view! {
                            <th scope="col">{text::column_day()}</th>
                            <th scope="col" class="number">{text::column_value()}</th>
                        })}
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        {((total as u32) < all).then(|| view! {
            <p class="small muted">{text::cut(&formats::whole(total as f64), &formats::whole(f64::from(all)))}</p>
        })}
        <div class="buttons">
            <Show when=move || shown.get() < total>
                <button class="button" type="button" on:click=move |_| shown.update(|shown| *shown = (*shown + AT_ONCE).min(total))>
                    {text::show_more()}
                </button>
            </Show>
            {may_save.then(|| view! { <button class="button" type="button" on:click=save>{text::download()}</button> })}
        </div>
    }
    .into_any()
}

/// All rows as a file that a spreadsheet takes as text.
fn csv(rows: &[Concerned], digits: u32) -> String {
    let has_orders = rows.iter().any(|row| row.order.is_some());
    let head = if has_orders { "customer,day,value" } else { "customer" };
    let mut csv = format!("{}{head}{}", safe_csv::BYTE_ORDER_MARK, safe_csv::LINE_END);
    for row in rows {
        csv += &safe_csv::text(&row.customer.to_string());
        if let Some((day, minor)) = row.order {
            csv += &format!(",{day},{}", safe_csv::amount(minor, digits));
        }
        csv += safe_csv::LINE_END;
    }
    csv
}

//! The orders, newest first.

use leptos::prelude::*;
use shared::api::CustomerAnswer;
use shared::domain::{OrderLine, OriginalAmount};

use crate::formats::{self, Money};
use crate::parts::ProgressLine;
use crate::text::customer as text;

/// The table of orders, for those who may see it.
#[component]
pub(super) fn Orders(
    /// Who and what they ordered, once known.
    person: RwSignal<Option<CustomerAnswer>>,
    /// Formats amounts.
    money: Money,
    /// Whether the role includes orders.
    may_see: bool,
) -> impl IntoView {
    if !may_see {
        return view! { <p class="muted">{text::no_personal_data()}</p> }.into_any();
    }
    let table = move || {
        person.with(|person| match person {
            None => view! { <ProgressLine label=Signal::derive(|| text::orders_title().to_owned()) /> }.into_any(),
            Some(person) => {
                let rows = person.orders.iter().rev().map(|order| {
                    let is_refund = order.net_minor < 0;
                    view! {
                        <tr>
                            <td>{formats::day_medium(order.day)}</td>
                            <td translate="no">
                                {products(&order.lines)} " " <span class="muted small">{order.id.clone()}</span>
                            </td>
                            <td class="number">{formats::whole(order.units as f64)}</td>
                            <td class="number" class:loss=is_refund>
                                {is_refund.then(|| view! { <span class="mark-tag">{text::refund()}</span> " " })}
                                {money.exact(order.net_minor as f64)}
                                {originals(&order.originals)}
                                {given_back(order.refunded_minor, money)}
                            </td>
                        </tr>
                    }
                });
                view! {
                    <h2>{text::orders_count(&formats::whole(person.orders.len() as f64))}</h2>
                    <div class="scroll-table" tabindex="0" role="region" aria-label=text::orders_title()>
                        <table class="plain">
                            <thead>
                                <tr>
                                    <th scope="col">{text::column_day()}</th>
                                    <th scope="col">{text::column_order()}</th>
                                    <th scope="col" class="number">{text::column_units()}</th>
                                    <th scope="col" class="number">{text::column_value()}</th>
                                </tr>
                            </thead>
                            <tbody>{rows.collect_view()}</tbody>
                        </table>
                    </div>
                }
                .into_any()
            }
        })
    };
    view! { <section>{table}</section> }.into_any()
}

/// Names of the products, with the number of units where it is not one.
fn products(lines: &[OrderLine]) -> String {
    let name = |line: &OrderLine| match line.units {
        1 => line.product.clone(),
        units => text::units_of_product(&formats::whole(units as f64), &line.product),
    };
    lines.iter().map(name).collect::<Vec<_>>().join(" · ")
}

/// What refunds take off an order, a line of its own.
fn given_back(refunded_minor: i64, money: Money) -> impl IntoView + use<> {
    (refunded_minor != 0)
        .then(|| view! { <div class="muted small">{text::given_back(&money.exact(refunded_minor as f64))}</div> })
}

/// What an order was before it was converted, in its own currency.
fn originals(originals: &[OriginalAmount]) -> impl IntoView + use<> {
    let amounts: Vec<String> =
        originals.iter().map(|original| Money(original.currency).exact(original.amount_minor as f64)).collect();
    (!amounts.is_empty())
        .then(|| view! { <span class="original muted small">" " {text::converted_from(&amounts.join(" + "))}</span> })
}

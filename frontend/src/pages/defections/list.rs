//! The customers who left, with a choice beside each to say why.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::LostCustomer;
use shared::api::{DefectionDraft, Right};
use shared::domain::CustomerId;
use shared::review::DefectionKind;

use super::desk::{STEP, use_desk};
use crate::base_loader::use_base;
use crate::formats::{Money, whole};
use crate::names::{display_name, use_names};
use crate::requests;
use crate::session::use_session;
use crate::text::{customers, defections as text};

/// The list.
#[component]
pub(super) fn Lost() -> impl IntoView {
    let (desk, base, names) = (use_desk(), use_base(), use_names());
    let may_say = use_session().may(Right::RecordReasons);
    let said = RwSignal::new(None::<(CustomerId, String)>);
    let found = move || desk.lost.answer.get().flatten();
    Effect::new(move |_| {
        if let Some(found) = found() {
            names.want(found.customers.iter().map(|customer| customer.row.row));
        }
    });
    let rows = move || {
        let money = base.money()?;
        let list = found()?.customers;
        Some(list.into_iter().map(|customer| view! { <Row customer money may_say said /> }).collect_view())
    };
    let has_more = move || found().is_some_and(|found| found.total as usize > found.customers.len());
    let is_empty = move || found().is_some_and(|found| found.total == 0);
    let undo = move || {
        said.get().map(|(id, words)| {
            view! {
                <p class="small undo" role="status">
                    {words} " " {text::recorded()}
                    <button class="button quiet" on:click=move |_| {
                        spawn_local(async move {
                            match requests::remove_defection(id).await {
                                Ok(()) => {
                                    said.try_set(None);
                                    desk.load();
                                }
                                Err(error) => drop(desk.problem.try_set(Some(error.message()))),
                            }
                        });
                    }>{text::undo()}</button>
                </p>
            }
        })
    };
    view! {
        <section class="card" aria-busy=move || desk.lost.busy.get().to_string() data-testid="lost">
            {undo}
            <Show when=is_empty><p class="muted">{text::list_empty()}</p></Show>
            <Show when=move || !is_empty()>
                <div class="scroll-table" tabindex="0" role="region" aria-label=text::page_title()>
                    <table class="plain">
                        <thead>
                            <tr>
                                <th scope="col">{text::customer_column()}</th>
                                <th scope="col" class="number">{text::orders_column()}</th>
                                <th scope="col" class="number">{text::spent_column()}</th>
                                <th scope="col" class="number">{text::silent_column()}</th>
                                <th scope="col">{text::reason_column()}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Show>
            {move || has_more().then(|| view! {
                <button class="button" on:click=move |_| desk.shown.update(|shown| *shown += STEP)>{text::more()}</button>
            })}
        </section>
    }
}

#[component]
fn Row(
    customer: LostCustomer,
    money: Money,
    may_say: bool,
    said: RwSignal<Option<(CustomerId, String)>>,
) -> impl IntoView {
    let (desk, names) = (use_desk(), use_names());
    let (row, id) = (customer.row.row, customer.row.id);
    let name = move || {
        names.with(|names| names.get(&row).map(display_name)).unwrap_or_else(|| customers::nameless(&id.to_string()))
    };
    let choose = move |event| {
        let key = event_target_value(&event);
        let Some(kind) = DefectionKind::NAMED.into_iter().find(|kind| text::key(*kind) == key) else { return };
        let words = text::said(&untrack(name), text::kind(kind));
        spawn_local(async move {
            let draft = DefectionDraft { kind, note: String::new(), version: 0 };
            match requests::write_defection(id, &draft).await {
                Ok(_) => {
                    said.try_set(Some((id, words)));
                    desk.load();
                }
                Err(error) => drop(desk.problem.try_set(Some(error.message()))),
            }
        });
    };
    let reason = if may_say && customer.kind == DefectionKind::Unknown {
        let options =
            DefectionKind::NAMED.map(|kind| view! { <option value=text::key(kind)>{text::kind(kind)}</option> });
        view! {
            <select aria-label=move || text::reason_of(&name()) on:change=choose>
                <option value="">{text::choose()}</option>
                {options.collect_view()}
            </select>
        }
        .into_any()
    } else {
        view! { <span>{text::kind(customer.kind)}</span> }.into_any()
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/customers/{id}") translate="no">{name}</a></th>
            <td class="number">{whole(f64::from(customer.row.transactions))}</td>
            <td class="number" title=money.exact(customer.row.net_minor as f64)>{money.rounded(customer.row.net_minor as f64)}</td>
            <td class="number">{whole(f64::from(customer.row.silent_days))}</td>
            <td>{reason}</td>
        </tr>
    }
}

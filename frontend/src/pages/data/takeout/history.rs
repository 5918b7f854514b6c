//! Who took what, and when.

use leptos::prelude::*;
use shared::api::DataExport;

use super::super::journey::use_journey;
use super::Exports;
use crate::formats::{instant, whole};
use crate::text::exports as text;

#[component]
pub(super) fn History(exports: Exports) -> impl IntoView {
    let journey = use_journey();
    let list = move || match exports.list.get() {
        None if exports.problem.with(Option::is_some) => ().into_any(),
        None => view! { <p class="muted">{crate::text::frame::loading()}</p> }.into_any(),
        Some(list) if list.is_empty() => view! { <p class="muted">{text::none_yet()}</p> }.into_any(),
        Some(list) => {
            let zone = journey.settings.with(|it| it.as_ref().map(|it| it.time_zone.clone())).unwrap_or_default();
            table(list, &zone).into_any()
        }
    };
    view! {
        <h3 id="takeout-history">{text::history_title()}</h3>
        <p class="muted">{text::history_hint()}</p>
        {list}
        <Show when=move || exports.next.with(Option::is_some)>
            <button class="button" disabled=exports.busy on:click=move |_| exports.show_earlier()>{text::earlier()}</button>
        </Show>
    }
}

fn table(list: Vec<DataExport>, time_zone: &str) -> impl IntoView + use<> {
    let rows = list.into_iter().map(|export| row(export, time_zone)).collect_view();
    view! {
        <div class="scroll-table" tabindex="0" role="region" aria-labelledby="takeout-history">
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">{text::when()}</th>
                        <th scope="col">{text::who()}</th>
                        <th scope="col">{text::what()}</th>
                        <th scope="col" class="number">{text::customers()}</th>
                        <th scope="col" class="number">{text::records()}</th>
                        <th scope="col">{text::state()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(export: DataExport, time_zone: &str) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row">{instant(&export.asked_at, time_zone)}</th>
            <td translate="no">{export.asked_by}</td>
            <td>{text::content_name(export.content)}</td>
            <td class="number">{whole(export.customers as f64)}</td>
            <td class="number">{whole(export.records as f64)}</td>
            <td>
                {text::state_name(export.content, export.state)}
                {export.message.map(|message| view! { <p class="muted" translate="no">{message}</p> })}
            </td>
        </tr>
    }
}

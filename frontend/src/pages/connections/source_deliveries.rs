//! What a source delivered, and what became of it.

use leptos::prelude::*;
use shared::api::{Delivery, DeliveryState};

use super::pages::Pages;
use super::when::When;
use crate::requests;
use crate::text::connections::{self as common, sources as text};

/// The newest deliveries of 30 days.
#[component]
pub(super) fn Deliveries(source: String) -> impl IntoView {
    let when = When::here();
    let deliveries = Pages::start(move |cursor| requests::source_deliveries(source.clone(), cursor));
    let empty = || view! { <p class="muted">{text::deliveries_none()}</p> }.into_any();
    let rows = move |deliveries: Vec<Delivery>| {
        let rows = deliveries.into_iter().map(|delivery| row(delivery, when)).collect_view();
        view! {
            <div class="scroll-table" tabindex="0" role="region" aria-label=text::deliveries()>
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col">{common::when()}</th>
                            <th scope="col">{common::state()}</th>
                            <th scope="col">{text::topic()}</th>
                            <th scope="col">{common::reason()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="told" data-testid="deliveries">
            <p class="muted small">{text::deliveries_note()}</p>
            {deliveries.show(empty, rows)}
            <div class="buttons">
                <button class="button quiet" type="button" on:click=move |_| deliveries.load()>{common::look_again()}</button>
            </div>
        </div>
    }
}

fn row(delivery: Delivery, when: When) -> impl IntoView {
    let Delivery { topic, received_at, state, reason, .. } = delivery;
    let has_topic = !topic.is_empty();
    let topic = if has_topic { topic } else { text::topic_none().to_owned() };
    view! {
        <tr>
            <td>{when.time(&received_at)}</td>
            <td class:loss=state == DeliveryState::Failed>{text::state(state)}</td>
            <td translate=has_topic.then_some("no")>{topic}</td>
            <td translate="no">{reason}</td>
        </tr>
    }
}

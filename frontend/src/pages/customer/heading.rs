//! Who the customer is.

use leptos::html;
use leptos::prelude::*;
use shared::api::CustomerAnswer;
use shared::domain::{ConsentStatus, CustomerId};

use super::{Place, Shown};
use crate::frame::{Icon, Symbol};
use crate::parts::PageHeading;
use crate::text::{customer as text, customers, parts};

/// Name, number and consent; as the page's heading or as the panel's, which takes the focus.
#[component]
pub(super) fn Heading(
    /// Which customer.
    id: CustomerId,
    /// Who, once known.
    person: RwSignal<Option<CustomerAnswer>>,
    /// The numbers, once known.
    shown: RwSignal<Option<Option<Shown>>>,
    /// Where.
    place: Place,
    /// Closes the panel.
    on_close: Option<Callback<()>>,
) -> impl IntoView {
    let name = Signal::derive(move || {
        person.with(|person| {
            let given = person.as_ref().and_then(|person| {
                let name = person.name.clone().filter(|name| !name.trim().is_empty());
                name.or_else(|| person.email.clone()).or_else(|| Some(person.number.clone()))
            });
            given.unwrap_or_else(|| customers::nameless(&id.to_string()))
        })
    });
    let about = move || {
        person.with(|person| {
            person.as_ref().map(|person| {
                let consent = match person.consents.marketing_email() {
                    ConsentStatus::Given => text::consent_given(),
                    ConsentStatus::Withdrawn => text::consent_withdrawn(),
                    ConsentStatus::Unknown => text::consent_unknown(),
                };
                view! {
                    <span translate="no">{text::number(&person.number)}</span>
                    {person.email.clone().map(|email| view! { <span translate="no">{email}</span> })}
                    <span class="mark-tag">{consent}</span>
                }
            })
        })
    };
    let is_sample = move || shown.with(|shown| matches!(shown, Some(Some(shown)) if shown.view.row.sample));
    let sample = move || is_sample().then(|| view! { <span class="mark-tag">{parts::sample_mark()}</span> });
    match place {
        Place::Page => view! {
            <p><a class="back" href="/customers"><Icon symbol=Symbol::Left />{text::back()}</a></p>
            <PageHeading title=name is_data=true />
            <p class="about muted">{about} {sample}</p>
        }
        .into_any(),
        Place::Panel => {
            let heading = NodeRef::<html::H2>::new();
            Effect::new(move |_| {
                if let Some(heading) = heading.get() {
                    // Focus fails only for elements that cannot have it.
                    let _ = heading.focus();
                }
            });
            view! {
                <header class="panel-head">
                    <h2 node_ref=heading tabindex="-1" translate="no">{name}</h2>
                    <button
                        class="button quiet icon-only"
                        aria-label=text::close()
                        on:click=move |_| if let Some(on_close) = on_close { on_close.run(()) }
                    >
                        <Icon symbol=Symbol::Close />
                    </button>
                </header>
                <p class="about muted">{about} {sample}</p>
            }
            .into_any()
        }
    }
}

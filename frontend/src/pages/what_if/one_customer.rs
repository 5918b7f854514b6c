//! Whom a what-if of one customer is about.

use leptos::prelude::*;
use shared::api::Right;
use shared::domain::CustomerId;
use shared::planning::Scope;

use super::studio::use_studio;
use crate::requests;
use crate::session::use_session;
use crate::text::{customers, what_if as text};

/// The customer by name, where the role includes it, and the way to their page; nothing where it is about several.
#[component]
pub(super) fn OneCustomer() -> impl IntoView {
    let studio = use_studio();
    let one = Memo::new(move |_| {
        studio.scenario.with(|scenario| match scenario.scope {
            Scope::Customer { id } => Some(id),
            _ => None,
        })
    });
    move || one.get().map(|id| view! { <Who id /> })
}

#[component]
fn Who(id: CustomerId) -> impl IntoView {
    let may_see = use_session().may(Right::ViewPersonalData);
    let person = LocalResource::new(move || async move {
        // Without an answer the number stands for them.
        if may_see { requests::customer(id).await.ok() } else { None }
    });
    let name = move || {
        let person = person.get().flatten();
        person.and_then(|it| it.name.filter(|name| !name.trim().is_empty()).or(it.email).or(Some(it.number)))
    };
    let link = move || match name() {
        Some(name) => view! { <span translate="no">{name}</span> }.into_any(),
        None => customers::nameless(&id.to_string()).into_any(),
    };
    view! { <p class="small">{text::about_one()}" "<a href=format!("/customers/{id}")>{link}</a></p> }
}

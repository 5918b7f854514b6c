//! One customer: who they are, their rhythm, what they are worth, why, and their orders.

mod figures;
mod heading;
mod history;
mod left;
mod orders;
mod timeline;
mod why;

use std::sync::Arc;

use leptos::prelude::*;
use protocol::{CustomerQuestion, CustomerView};
use shared::api::{CustomerAnswer, Manifest, Right};
use shared::domain::CustomerId;

use crate::base_loader::use_base;
use crate::formats::Money;
use crate::parts::{Definition, EmptyState, Notice, ProgressLine};
use crate::requests;
use crate::session::use_session;
use crate::text::{customer as text, definitions};
use crate::worker_client::Latest;

/// Where the customer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Alone.
    Page,
    /// Beside the list.
    Panel,
}

/// The numbers of a customer and the generation they are from.
#[derive(Clone, PartialEq)]
struct Shown {
    manifest: Arc<Manifest>,
    view: Arc<CustomerView>,
}

impl Shown {
    fn money(&self) -> Money {
        Money(self.manifest.settings.currency)
    }
}

/// A customer; numbers come from the worker, name and orders from the server where the role includes them.
#[component]
pub(super) fn CustomerDetail(
    /// Which one.
    id: CustomerId,
    /// Where it is shown.
    place: Place,
    /// Called when the panel is closed.
    #[prop(optional)]
    on_close: Option<Callback<()>>,
) -> impl IntoView {
    let base = use_base();
    let may_see = use_session().may(Right::ViewPersonalData);
    let latest = Latest::new();
    let shown = RwSignal::new(None::<Option<Shown>>);
    let person = RwSignal::new(None::<CustomerAnswer>);
    let problem = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        base.loads.track();
        let Some(manifest) = base.manifest.get() else { return };
        latest.ask(&CustomerQuestion { id }, move |answer| match answer {
            Ok(view) => shown.set(Some(view.map(|view| Shown { manifest, view: Arc::new(view) }))),
            Err(error) => problem.set(Some(error.message())),
        });
    });
    // Asked once it is known that there is such a customer.
    let exists = Memo::new(move |_| shown.with(|shown| matches!(shown, Some(Some(_)))));
    Effect::new(move |_| {
        if !may_see || !exists.get() {
            return;
        }
        leptos::task::spawn_local(async move {
            // The person may have opened another customer meanwhile.
            match requests::customer(id).await {
                Ok(answer) => drop(person.try_set(Some(answer))),
                Err(error) => drop(problem.try_set(Some(error.message()))),
            }
        });
    });
    let body = move || {
        match shown.get() {
        None => view! { <ProgressLine label=Signal::derive(|| text::loading().to_owned()) /> }.into_any(),
        Some(None) => view! {
            <EmptyState title=Signal::derive(|| text::not_found().to_owned())><p>{text::not_found_text()}</p></EmptyState>
        }
        .into_any(),
        Some(Some(shown)) => view! {
            <history::History shown=shown.clone() />
            <figures::Figures shown=shown.clone() />
            <why::Why shown=shown.clone() />
            <left::Left id shown=shown.clone() may_see />
            <orders::Orders person money=shown.money() may_see />
            <timeline::Timeline person money=shown.money() />
            <Definition terms=vec![
                (definitions::alive(), definitions::alive_meaning()),
                (definitions::lifetime_value(), definitions::lifetime_value_meaning()),
                (definitions::expected_orders(), definitions::expected_orders_meaning()),
                (definitions::rhythm(), definitions::rhythm_meaning()),
                (definitions::lateness(), definitions::lateness_meaning()),
            ] />
        }
        .into_any(),
    }
    };
    view! {
        <article class="customer" class:alone=place == Place::Page>
            <heading::Heading id person shown place on_close />
            {move || problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
            {body}
        </article>
    }
}

//! One customer: who they are, their rhythm, what they are worth, why, and their orders.

mod erase;
mod erase_lists;
mod figures;
mod heading;
mod history;
mod left;
mod merge;
mod merge_table;
mod orders;
mod timeline;
mod why;

use std::sync::Arc;

use leptos::prelude::*;
use protocol::{CustomerQuestion, CustomerView};
use shared::api::{CustomerAnswer, Manifest, ProblemCode, Right};
use shared::domain::CustomerId;

use crate::base_loader::use_base;
use crate::formats::Money;
use crate::parts::{Definition, EmptyState, Notice, ProgressLine};
use crate::requests;
use crate::session::use_session;
use crate::text::{customer as text, definitions, erasure};
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
    let session = use_session();
    let may_see = session.may(Right::ViewPersonalData);
    let may_erase = session.may(Right::EraseCustomers);
    let may_merge = may_see && session.may(Right::EditCustomers);
    let latest = Latest::new();
    let shown = RwSignal::new(None::<Option<Shown>>);
    let person = RwSignal::new(None::<CustomerAnswer>);
    let problem = RwSignal::new(None::<String>);
    let gone = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        base.loads.track();
        let Some(manifest) = base.manifest.get() else { return };
        latest.ask(&CustomerQuestion { id }, move |answer| match answer {
            Ok(view) => shown.set(Some(view.map(|view| Shown { manifest, view: Arc::new(view) }))),
            Err(error) => problem.set(Some(error.message())),
        });
    });
    // Asked once it is known whether there is such a customer: one who is not there may have been erased.
    let exists = Memo::new(move |_| shown.with(|shown| shown.as_ref().map(Option::is_some)));
    let look = move |exists: bool| {
        leptos::task::spawn_local(async move {
            // The person may have opened another customer meanwhile.
            match requests::customer(id).await {
                Ok(answer) => drop(person.try_set(Some(answer))),
                Err(error) if error.code() == Some(ProblemCode::Gone) => {
                    person.try_set(None);
                    gone.try_set(Some(error.message()));
                }
                Err(_) if !exists => {}
                Err(error) => drop(problem.try_set(Some(error.message()))),
            }
        });
    };
    Effect::new(move |_| {
        if let Some(exists) = exists.get().filter(|_| may_see) {
            look(exists);
        }
    });
    // The dialog stays while scores come and the customer goes.
    let was_there = Memo::new(move |before: Option<&bool>| before == Some(&true) || person.with(Option::is_some));
    let money = Memo::new(move |_| base.money());
    let erase = move || {
        let money = money.get().filter(|_| may_erase && was_there.get())?;
        let is_gone = Signal::derive(move || gone.with(Option::is_some));
        Some(view! { <erase::Erase id person money is_gone on_erased=Callback::new(move |()| look(true)) /> })
    };
    let merge = move || {
        let money = money.get().filter(|_| may_merge && was_there.get())?;
        Some(view! { <merge::Merge id person money /> })
    };
    let survivor = Memo::new(move |_| person.with(|person| person.as_ref().and_then(|person| person.merged_into)));
    let belongs = move || survivor.get().map(|survivor| view! { <merge::MergedInto survivor /> });
    let body = move || {
        if let Some(told) = gone.get() {
            return view! {
                <div data-testid="erased">
                    <EmptyState title=Signal::derive(|| erasure::gone_title().to_owned())><p>{told}</p></EmptyState>
                </div>
            }
            .into_any();
        }
        match shown.get() {
        None => view! { <ProgressLine label=Signal::derive(|| text::loading().to_owned()) /> }.into_any(),
        // Without a row of its own in the newest scores: it is shown with another.
        Some(None) if survivor.get().is_some() => ().into_any(),
        Some(None) => view! {
            <EmptyState title=Signal::derive(|| text::not_found().to_owned())><p>{text::not_found_text()}</p></EmptyState>
        }
        .into_any(),
        Some(Some(shown)) => view! {
            <history::History shown=shown.clone() />
            <figures::Figures shown=shown.clone() />
            {shown.view.row.lifetime_value_minor.is_some().then(|| view! {
                <p><a class="button" href=format!("/what-if?for=customer:{id}")>{text::what_if()}</a></p>
            })}
            <why::Why shown=shown.clone() />
            <left::Left id shown=shown.clone() may_see />
            <orders::Orders person money=shown.money() may_see />
            <timeline::Timeline person money=shown.money() />
            <Definition terms=vec![
                definitions::alive(),
                definitions::lifetime_value(),
                definitions::expected_orders(),
                definitions::rhythm(),
                definitions::lateness(),
            ] />
        }
        .into_any(),
    }
    };
    view! {
        <article class="customer" class:alone=place == Place::Page>
            <heading::Heading id person shown place on_close />
            {move || problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
            {belongs}
            {merge}
            {body}
            {erase}
        </article>
    }
}

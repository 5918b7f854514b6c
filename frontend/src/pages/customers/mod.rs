//! All customers: sort, filter, find, open, export.

mod address;
mod columns;
mod export;
mod filters;
mod find;
mod list;
mod query;
mod rows;
mod scroll_map;

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use shared::domain::CustomerId;
use web_sys::KeyboardEvent;

use super::customer::{CustomerDetail, Place};
use crate::base_loader::use_base;
use crate::formats;
use crate::names::use_names;
use crate::pages::WhenLoaded;
use crate::parts::PageHeading;
use crate::text::customers as text;
use query::ListQuestion;

/// The list, one customer, or both side by side.
#[component]
pub(crate) fn CustomersPage() -> impl IntoView {
    view! { <WhenLoaded title=text::title()><Customers /></WhenLoaded> }
}

#[component]
fn Customers() -> impl IntoView {
    let parameters = use_params_map();
    let opened = Memo::new(move |_| {
        parameters.with(|parameters| parameters.get("id").and_then(|id| id.parse::<CustomerId>().ok()))
    });
    // Whoever follows a link to a customer sees the customer alone; whoever comes from the list keeps it.
    let has_list = Memo::new(move |before| before == Some(&true) || opened.get().is_none());
    move || {
        if has_list.get() {
            view! { <ListAndPanel opened /> }.into_any()
        } else {
            let detail = move || opened.get().map(|id| view! { <CustomerDetail id place=Place::Page /> });
            view! { {detail} }.into_any()
        }
    }
}

#[component]
fn ListAndPanel(opened: Memo<Option<CustomerId>>) -> impl IntoView {
    let question = ListQuestion::start();
    let compact = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let close = move || {
        let query = question.address();
        navigate.with_value(|navigate| navigate(&format!("/customers{query}"), Default::default()));
        list::focus();
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && opened.get_untracked().is_some() && !event.default_prevented() {
            event.prevent_default();
            close();
        }
    };
    let panel = move || {
        opened.get().map(|id| {
            view! {
                <section class="panel" aria-label=text::column_customer()>
                    <CustomerDetail id place=Place::Panel on_close=Callback::new(move |()| close()) />
                </section>
            }
        })
    };
    view! {
        <div class="customers" class:with-panel=move || opened.get().is_some() on:keydown=on_key>
            <div class="list-pane">
                <Heading question />
                <filters::Filters question compact />
                <list::List question opened compact />
            </div>
            {panel}
        </div>
    }
}

#[component]
fn Heading(question: ListQuestion) -> impl IntoView {
    let base = use_base();
    let names = use_names();
    let title = move || {
        question.page.with(|page| {
            let Some(page) = page else { return text::title().to_owned() };
            let count = formats::whole(f64::from(page.total));
            let words = question.find.get();
            if !words.is_empty() && names.may_show() {
                return text::found(&count, &words);
            }
            let at_risk = page.value_at_risk_minor.zip(base.money()).map(|(minor, money)| money.rounded(minor));
            text::finding(&count, at_risk.as_deref(), page.total == 1)
        })
    };
    view! {
        <PageHeading title=Signal::derive(title)>
            <export::ExportButton question />
        </PageHeading>
    }
}

//! What stands between a page and its customers: loading, failed, none yet, none who ordered.

use leptos::prelude::*;

use super::{Fetched, Page};
use crate::base_loader::{BaseStatus, use_base};
use crate::formats;
use crate::parts::{Notice, PageHeading, ProgressLine};
use crate::text;

/// Shows its children once the worker holds a base, and keeps them while a newer one is loaded.
#[component]
pub(crate) fn WhenLoaded(
    /// Heading until then.
    title: &'static str,
    /// Whether the page has something to say where there are contracts but no orders.
    #[prop(optional)]
    without_orders: bool,
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let base = use_base();
    #[derive(Clone, Copy, PartialEq)]
    enum Stage {
        Waiting,
        Empty,
        Failed,
        Ready,
    }
    let stage = Memo::new(move |_| match base.status.get() {
        BaseStatus::Empty => Stage::Empty,
        _ if !without_orders && base.is_without_orders() => Stage::Empty,
        _ if base.manifest.with(Option::is_some) => Stage::Ready,
        BaseStatus::Failed(_) => Stage::Failed,
        BaseStatus::Starting | BaseStatus::Loading(_) | BaseStatus::Ready => Stage::Waiting,
    });
    let share = Signal::derive(move || match base.status.get() {
        BaseStatus::Loading(share) => share,
        _ => 0.0,
    });
    let label =
        Signal::derive(move || text::frame::loading_base(&formats::percent((share.get() * 100.0).round() / 100.0)));
    let message = move || match base.status.get() {
        BaseStatus::Failed(message) => message,
        _ => String::new(),
    };
    move || match stage.get() {
        Stage::Ready => children().into_any(),
        Stage::Empty => view! { <Fetched page=Page::FirstRun /> }.into_any(),
        Stage::Waiting => view! {
            <PageHeading title=move || title.to_owned() subtitle=Signal::derive(move || label.get()) />
            <ProgressLine label share />
            <div class="skeleton" aria-hidden="true"><div></div><div></div><div></div></div>
        }
        .into_any(),
        Stage::Failed => view! {
            <PageHeading title=|| text::board::load_failed().to_owned() />
            <Notice tone="loss">
                <p>{message}</p>
                <button class="button" on:click=move |_| base.try_again()>{text::parts::retry()}</button>
            </Notice>
        }
        .into_any(),
    }
}

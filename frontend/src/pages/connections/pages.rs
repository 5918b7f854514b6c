//! A list that comes in pages, shown as far as it is here.

use std::future::Future;
use std::rc::Rc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::parts::{Notice, ProgressLine};
use crate::requests::ApiClientError;
use crate::text::{connections as text, parts};

type Answer<T> = Result<(Vec<T>, Option<String>), ApiClientError>;
type Fetch<T> = Rc<dyn Fn(Option<String>) -> LocalBoxFuture<'static, Answer<T>>>;

/// A list as far as it is here.
pub(super) struct Pages<T: Send + Sync + 'static> {
    /// What is here; `None` before the first page.
    pub(super) items: RwSignal<Option<Vec<T>>>,
    next: RwSignal<Option<String>>,
    problem: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    /// Counts requests: only the answer to the newest counts.
    asked: StoredValue<u32>,
    fetch: StoredValue<Fetch<T>, LocalStorage>,
}

// Derived, it would be copied only where the items can be.
impl<T: Send + Sync + 'static> Clone for Pages<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Pages<T> {}

impl<T: Clone + Send + Sync + 'static> Pages<T> {
    /// Asks for the first page.
    pub(super) fn start<F: Future<Output = Answer<T>> + 'static>(
        fetch: impl Fn(Option<String>) -> F + 'static,
    ) -> Self {
        let fetch: Fetch<T> = Rc::new(move |cursor| fetch(cursor).boxed_local());
        let pages = Self {
            items: RwSignal::new(None),
            next: RwSignal::new(None),
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
            asked: StoredValue::new(0),
            fetch: StoredValue::new_local(fetch),
        };
        pages.load();
        pages
    }

    /// Items that are here; `None` before the first page.
    pub(super) fn count(self) -> Option<usize> {
        self.items.with(|items| items.as_ref().map(Vec::len))
    }

    /// Asks for the first page again; what is shown stays until it is here.
    pub(super) fn load(self) {
        self.ask(None);
    }

    fn ask(self, cursor: Option<String>) {
        let is_more = cursor.is_some();
        let Some(answer) = self.fetch.try_with_value(|fetch| fetch(cursor)) else { return };
        self.asked.update_value(|asked| *asked += 1);
        let ours = self.asked.get_value();
        self.busy.set(true);
        spawn_local(async move {
            let answer = answer.await;
            if self.asked.try_get_value() != Some(ours) {
                return;
            }
            match answer {
                Ok((found, next)) => {
                    self.problem.set(None);
                    self.next.set(next);
                    self.items.update(|items| match items {
                        Some(items) if is_more => items.extend(found),
                        _ => *items = Some(found),
                    });
                }
                Err(error) => self.problem.set(Some(error.message())),
            }
            self.busy.set(false);
        });
    }

    /// Loading, failed, empty, or what is here and a button for more.
    pub(super) fn show(
        self,
        empty: impl Fn() -> AnyView + Send + Sync + 'static,
        rows: impl Fn(Vec<T>) -> AnyView + Send + Sync + 'static,
    ) -> impl IntoView {
        let failed = move || {
            self.problem.get().map(|message| {
                view! {
                    <Notice tone="loss">
                        <p>{message}</p>
                        <button class="button" type="button" on:click=move |_| self.load()>{parts::retry()}</button>
                    </Notice>
                }
            })
        };
        let body = move || match self.items.get() {
            None if self.problem.with(Option::is_some) => ().into_any(),
            None => view! { <ProgressLine label=Signal::derive(|| text::loading().to_owned()) /> }.into_any(),
            Some(items) if items.is_empty() => empty(),
            Some(items) => rows(items),
        };
        let more = move || {
            self.next.get().map(|cursor| {
                view! {
                    <button class="button" type="button" on:click=move |_| self.ask(Some(cursor.clone()))>{text::more()}</button>
                }
            })
        };
        view! {
            {failed}
            <div class="listed" aria-busy=move || self.busy.get().to_string()>{body}</div>
            {more}
        }
    }
}

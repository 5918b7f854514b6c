//! What the list asks of the worker, and what it has answered.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use protocol::{Column, Filter, ListPage, ListQuery, Sort};

use shared::segments::Needs;

use super::address::ListState;
use crate::base_loader::{Base, use_base};
use crate::pages::segments::attributes;
use crate::worker_client::Latest;

/// Rows of one block; a question asks for the block in view and its neighbours.
const BLOCK: u32 = 64;

/// Goes to an address without leaving the page.
type Go = Box<dyn Fn(&str)>;

/// The list's question and its answer.
#[derive(Clone, Copy)]
pub(super) struct ListQuestion {
    /// Order and filters, from the address.
    pub(super) state: Memo<ListState>,
    /// Words searched for.
    pub(super) find: RwSignal<String>,
    /// Rows found by the words; `None` without words.
    pub(super) found: RwSignal<Option<Vec<u32>>>,
    /// First row in view.
    pub(super) first: RwSignal<u32>,
    /// The newest answer.
    pub(super) page: RwSignal<Option<ListPage>>,
    /// Why there is none.
    pub(super) problem: RwSignal<Option<String>>,
    base: Base,
    go: StoredValue<Go, LocalStorage>,
}

impl ListQuestion {
    /// Asks whenever the address, the search, the scroll position or the base changes.
    pub(super) fn start() -> Self {
        let query = use_query_map();
        let navigate = use_navigate();
        let go = move |address: &str| {
            navigate(address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        };
        let base = use_base();
        let question = Self {
            state: Memo::new(move |_| query.with(|query| ListState::parse(|name| query.get(name)))),
            find: RwSignal::new(String::new()),
            found: RwSignal::new(None),
            first: RwSignal::new(0),
            page: RwSignal::new(None),
            problem: RwSignal::new(None),
            base,
            go: StoredValue::new_local(Box::new(go)),
        };
        question.keep_asking();
        question
    }

    /// Order and filters with what the search found.
    pub(super) fn wanted(self) -> (Sort, Filter) {
        let usual = if self.base.is_estimated() { Column::ValueAtRisk } else { Column::Lateness };
        self.state.with(|state| {
            let sort = state.sort.unwrap_or(Sort { column: usual, descending: true });
            let rows = if self.find.with(String::is_empty) { None } else { self.found.get() };
            (sort, Filter { rows, ..state.filter.clone() })
        })
    }

    /// Whether the answer is to an older question.
    pub(super) fn is_stale(self) -> bool {
        let (sort, filter) = self.wanted();
        self.page.with(|page| page.as_ref().is_some_and(|page| page.query.sort != sort || page.query.filter != filter))
    }

    /// The address's query for the list as it is.
    pub(super) fn address(self) -> String {
        self.state.with_untracked(|state| state.query())
    }

    /// Puts another state into the address; a customer that is open stays open.
    pub(super) fn change(self, change: impl FnOnce(&mut ListState)) {
        let mut state = self.state.get_untracked();
        change(&mut state);
        let path = window().location().pathname().unwrap_or_else(|_| "/customers".to_owned());
        let address = path + &state.query();
        self.go.with_value(|go| go(&address));
    }

    fn keep_asking(self) {
        let latest = Latest::new();
        let block = Memo::new(move |_| self.first.get() / BLOCK);
        Effect::new(move |_| {
            self.base.loads.track();
            let (sort, filter) = self.wanted();
            let offset = (block.get() * BLOCK).saturating_sub(BLOCK);
            let segment = filter.segment.clone();
            let query = ListQuery { sort, filter, offset, limit: BLOCK * 4 };
            let ask = move || {
                latest.ask(&query, move |answer| match answer {
                    Ok(page) => {
                        self.problem.set(None);
                        self.page.set(Some(page));
                    }
                    Err(error) => self.problem.set(Some(error.message())),
                });
            };
            match segment.filter(|segment| Needs::of(&segment.rule).attributes) {
                None => ask(),
                Some(_) => spawn_local(async move {
                    match attributes::bring(self.base).await {
                        Ok(_) => ask(),
                        Err(message) => drop(self.problem.try_set(Some(message))),
                    }
                }),
            }
        });
    }
}

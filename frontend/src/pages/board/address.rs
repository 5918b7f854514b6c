//! What the board shows, as it stands in the address.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// One parameter of the board's address: its text, and how to change it without touching the others.
#[derive(Clone, Copy)]
pub(super) struct Parameter {
    name: &'static str,
    text: Memo<Option<String>>,
    change: Callback<Option<String>>,
}

impl Parameter {
    /// The parameter of this name. Must be called where a component is made.
    pub(super) fn new(name: &'static str) -> Self {
        let query = use_query_map();
        let navigate = use_navigate();
        let change = Callback::new(move |value: Option<String>| {
            let mut query = query.get_untracked();
            query.remove(name);
            if let Some(value) = value {
                query.insert(name, value);
            }
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&format!("/{}", query.to_query_string()), options);
        });
        Self { name, text: Memo::new(move |_| query.with(|query| query.get(name))), change }
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        self.name
    }

    /// What stands in the address.
    pub(super) fn get(self) -> Option<String> {
        self.text.get()
    }

    /// Writes it; `None` takes it out.
    pub(super) fn set(self, value: Option<String>) {
        self.change.run(value);
    }
}

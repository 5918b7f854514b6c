//! What the page's parts share.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::address;
use super::cost_ratio::Sums;
use super::own::{self, Own};
use super::question::Question;
use crate::base_loader::{Base, use_base};
use crate::formats::Money;
use crate::worker_client::Latest;

/// What a customer buys for in a year where the orders do not tell, in major units.
const USUAL_REVENUE: f64 = 100.0;

/// The page's state.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// One's own figures.
    pub(super) own: RwSignal<Own>,
    /// What has been chosen instead of them.
    pub(super) chosen: RwSignal<Option<Question>>,
    /// What is asked.
    pub(super) question: Memo<Question>,
    /// Spent on winning and customers won, spent on keeping and customers kept.
    pub(super) sums: RwSignal<Sums>,
    /// One's own figures as a question.
    pub(super) own_question: Memo<Question>,
    base: Base,
    go: StoredValue<Box<dyn Fn(String)>, LocalStorage>,
}

impl Desk {
    /// The question of the address, or that of one's own figures as soon as they are known.
    pub(super) fn start() -> Self {
        let base = use_base();
        let query = window().location().search().unwrap_or_default();
        let manifest = move || base.manifest.get().expect("shown once a manifest is here");
        let own = RwSignal::new(Own::of_settings(&untrack(manifest)));
        let own_question = Memo::new(move |_| {
            let money = base.money().expect("shown once a manifest is here");
            own.with(|own| own.question(USUAL_REVENUE * money.minor_per_major()))
        });
        let chosen = RwSignal::new(address::question(&query, &own_question.get_untracked()));
        let question = Memo::new(move |_| chosen.get().unwrap_or_else(|| own_question.get()));
        let latest = Latest::new();
        Effect::new(move |_| {
            base.loads.track();
            let manifest = manifest();
            own.set(Own::of_settings(&manifest));
            own::ask(&manifest, latest, move |answered| own.set(answered));
        });
        let navigate = use_navigate();
        let go = move |address: String| {
            navigate(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        };
        let sums = RwSignal::new(address::sums(&query));
        Self { own, chosen, question, sums, own_question, base, go: StoredValue::new_local(Box::new(go)) }
    }

    /// Formats amounts.
    pub(super) fn money(self) -> Money {
        self.base.money().expect("shown once a manifest is here")
    }

    /// Asks something else.
    pub(super) fn choose(self, question: Question) {
        self.chosen.set(Some(question));
    }

    /// Asks something else and keeps it in the address.
    pub(super) fn choose_and_keep(self, question: Option<Question>) {
        self.chosen.set(question);
        self.keep();
    }

    /// Writes what is asked and the sums into the address.
    pub(super) fn keep(self) {
        let query = address::query(self.chosen.get_untracked().as_ref(), &self.sums.get_untracked());
        self.go.with_value(|go| go(format!("/claims{query}")));
    }
}

/// The page's state.
pub(super) fn use_desk() -> Desk {
    expect_context()
}

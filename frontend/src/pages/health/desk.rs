//! What the page's parts share.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use protocol::HealthQuestion;
use shared::planning::health::{HealthOverview, HealthPart, HealthWeights};

use super::address;
use crate::pages::asked::{Asked, ask};

/// The page's state.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// How much each part counts.
    pub(super) weights: RwSignal<HealthWeights>,
    /// The scores under these weights.
    pub(super) overview: Asked<HealthOverview>,
    go: StoredValue<Box<dyn Fn(String)>, LocalStorage>,
}

impl Desk {
    /// The weights of the address, and the scores under them.
    pub(super) fn start() -> Self {
        let weights = RwSignal::new(address::weights(&window().location().search().unwrap_or_default()));
        let overview = ask(move || HealthQuestion { weights: weights.get() }, Some);
        let navigate = use_navigate();
        let go = move |address: String| {
            navigate(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        };
        Self { weights, overview, go: StoredValue::new_local(Box::new(go)) }
    }

    /// Lets a part count for more or less.
    pub(super) fn weigh(self, part: HealthPart, weight: u8) {
        self.weights.update(|weights| *weights = weights.with(part, weight));
    }

    /// Goes back to the documented weights.
    pub(super) fn reset(self) {
        self.weights.set(HealthWeights::USUAL);
        self.keep();
    }

    /// Writes the weights into the address.
    pub(super) fn keep(self) {
        let query = address::query(&self.weights.get_untracked());
        self.go.with_value(|go| go(format!("/health{query}")));
    }
}

/// The page's state.
pub(super) fn use_desk() -> Desk {
    expect_context()
}

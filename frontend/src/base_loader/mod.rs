//! Brings the base from the bucket into the worker and keeps it fresh.

mod load;
mod poll;

use std::sync::Arc;

use leptos::prelude::*;
use shared::api::{Manifest, ScoringState};
use shared::planning::Verdict;

use crate::formats::Money;
use crate::worker_client::{self, Restart};

/// How far the base is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum BaseStatus {
    /// The server has not answered yet.
    Starting,
    /// Chunks are on their way: share of the bytes that are here, 0 to 1.
    Loading(f64),
    /// There is neither an order nor a contract yet.
    Empty,
    /// The worker holds the base.
    Ready,
    /// It could not be loaded; what to do.
    Failed(String),
}

/// The base, for every component.
#[derive(Clone, Copy)]
pub(crate) struct Base {
    /// How far it is.
    pub(crate) status: RwSignal<BaseStatus>,
    /// Manifest of the generation in the worker.
    pub(crate) manifest: RwSignal<Option<Arc<Manifest>>>,
    /// Whether a newer generation is on its way.
    pub(crate) scoring: RwSignal<ScoringState>,
    /// Counts what was loaded into a worker; who shows answers of the worker asks again when it changes.
    pub(crate) loads: RwSignal<u32>,
    /// Set by who has just changed data or settings: a new generation will come, so look for it often.
    pub(crate) expecting: RwSignal<bool>,
    /// Generation in the worker of now; `None` while a new worker has nothing yet.
    held: StoredValue<Option<u64>>,
    /// How often the worker was replaced, whatever for.
    replaced: StoredValue<u32>,
    /// How often it was because it had died.
    pub(crate) restarts: RwSignal<u32>,
}

impl Base {
    /// Starts the worker and loads the base.
    #[must_use]
    pub(crate) fn start() -> Self {
        let base = Self {
            status: RwSignal::new(BaseStatus::Starting),
            manifest: RwSignal::new(None),
            scoring: RwSignal::new(ScoringState::Idle),
            loads: RwSignal::new(0),
            expecting: RwSignal::new(false),
            held: StoredValue::new(None),
            replaced: StoredValue::new(0),
            restarts: RwSignal::new(0),
        };
        worker_client::start();
        worker_client::on_restart(move |cause| {
            base.replaced.update_value(|count| *count += 1);
            if cause == Restart::Died {
                base.restarts.update(|count| *count += 1);
            }
            // A worker that dies each time it gets the data is not fed for ever.
            if base.restarts.get_untracked() < poll::MOST_RESTARTS {
                load::reload(base);
            }
        });
        poll::begin(base);
        base
    }

    /// Looks for a newer generation now and often until it is here.
    pub(crate) fn expect_newer(self) {
        self.expecting.set(true);
        load::look(self);
    }

    /// Loads again after a failure.
    pub(crate) fn try_again(self) {
        load::reload(self);
    }

    /// Whether the worker keeps dying.
    #[must_use]
    pub(crate) fn is_broken(self) -> bool {
        self.restarts.get() >= poll::MOST_RESTARTS
    }

    /// Formats amounts in the workspace's currency, once a manifest is here.
    #[must_use]
    pub(crate) fn money(self) -> Option<Money> {
        self.manifest.with(|manifest| manifest.as_ref().map(|manifest| Money(manifest.settings.currency)))
    }

    /// Whether there are contracts but no order: nobody has a row in the base.
    #[must_use]
    pub(crate) fn is_without_orders(self) -> bool {
        self.manifest.with(|manifest| manifest.as_ref().is_some_and(|manifest| manifest.summary.customers == 0))
    }

    /// Whether P(alive) and value are estimated, or customers only ranked by lateness.
    #[must_use]
    pub(crate) fn is_estimated(self) -> bool {
        self.manifest.with(|manifest| {
            manifest.as_ref().is_some_and(|manifest| manifest.assessment.verdict == Verdict::Estimated)
        })
    }
}

/// The base of the app.
#[must_use]
pub(crate) fn use_base() -> Base {
    expect_context()
}

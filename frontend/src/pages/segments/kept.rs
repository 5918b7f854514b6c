//! The saved segments with what the worker counts in each.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::SegmentsQuestion;
use shared::api::SavedSegment;
use shared::segments::SegmentFigures;

use super::attributes;
use crate::base_loader::{Base, use_base};
use crate::requests;
use crate::worker_client;

/// A segment's figures, or why there are none.
pub(super) type Counted = Result<SegmentFigures, String>;

/// What is known of the saved segments.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    /// The segments; `None` until the server has answered.
    pub(super) list: RwSignal<Option<Vec<SavedSegment>>>,
    /// Figures in the same order.
    pub(super) counts: RwSignal<Vec<Counted>>,
    /// What went wrong, or what was done.
    pub(super) said: RwSignal<Option<String>>,
    base: Base,
}

impl Kept {
    /// Asks for them, and counts whenever they or the base change.
    pub(super) fn start() -> Self {
        let kept = Self {
            list: RwSignal::new(None),
            counts: RwSignal::new(Vec::new()),
            said: RwSignal::new(None),
            base: use_base(),
        };
        kept.load();
        Effect::new(move |_| {
            kept.base.loads.track();
            let Some(list) = kept.list.get() else { return };
            let definitions: Vec<_> = list.into_iter().map(|saved| saved.draft.definition).collect();
            spawn_local(async move {
                if let Err(message) = attributes::bring_for(kept.base, &definitions).await {
                    kept.said.try_set(Some(message));
                }
                match worker_client::ask(&SegmentsQuestion { definitions }).await {
                    Ok(counts) => drop(kept.counts.try_set(counts)),
                    Err(error) => drop(kept.said.try_set(Some(error.message()))),
                }
            });
        });
        kept
    }

    /// Asks the server again.
    pub(super) fn load(self) {
        spawn_local(async move {
            match requests::segments().await {
                Ok(answer) => drop(self.list.try_set(Some(answer.segments))),
                Err(error) => drop(self.said.try_set(Some(error.message()))),
            }
        });
    }

    /// Removes one.
    pub(super) fn remove(self, id: String) {
        spawn_local(async move {
            match requests::remove_segment(&id).await {
                Ok(()) => {
                    self.said.try_set(Some(crate::text::segments::removed().to_owned()));
                    self.load();
                }
                Err(error) => drop(self.said.try_set(Some(error.message()))),
            }
        });
    }
}

/// The saved segments.
pub(super) fn use_kept() -> Kept {
    expect_context()
}

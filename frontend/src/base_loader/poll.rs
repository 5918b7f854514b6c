//! When to look for a newer generation.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::ScoringState;

use super::{Base, load};

/// A worker that was replaced this often is not given the data again.
pub(super) const MOST_RESTARTS: u32 = 5;

/// Between two looks while a new generation is on its way.
const SOON_MS: u32 = 1_500;
/// Looks are this many times rarer when nothing is expected: once a minute.
const RARELY: u32 = 40;

/// Looks without any scoring after which an expected generation is given up: two minutes.
const PATIENCE: u32 = 80;

/// Looks at once, then for as long as the page lives; not while the window is hidden.
pub(super) fn begin(base: Base) {
    load::look(base);
    spawn_local(async move {
        let mut waited = 0;
        let mut in_vain = 0;
        loop {
            TimeoutFuture::new(SOON_MS).await;
            waited += 1;
            // A change that led to no new generation is not waited for longer.
            let idle = base.scoring.with_untracked(|scoring| *scoring == ScoringState::Idle);
            in_vain = if base.expecting.get_untracked() && idle { in_vain + 1 } else { 0 };
            if in_vain > PATIENCE {
                base.expecting.set(false);
            }
            let coming = base.expecting.get_untracked()
                || base.scoring.with_untracked(|scoring| matches!(scoring, ScoringState::Running { .. }));
            if !document().hidden() && (coming || waited >= RARELY) {
                waited = 0;
                load::look(base);
            }
        }
    });
}

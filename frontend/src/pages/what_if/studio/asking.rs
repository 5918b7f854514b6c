//! What the studio asks of the worker: the outcome at once, everything else when the levers rest.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{Answer, Request};
use shared::planning::Scenario;

use super::{Known, Studio};
use crate::pages::what_if::lever::Lever;
use crate::worker_client::{Attachments, ask};

/// A lever that has not moved for so long rests.
const REST_MS: u32 = 250;
/// Outcomes of tabs kept.
const OUTCOMES_KEPT: usize = 8;

/// Asks, and keeps what the answer holds: a name of the details, or nothing where the levers have moved on.
macro_rules! learn {
    ($studio:ident, $mine:ident, $scenario:ident, $kind:ident => $detail:ident) => {
        if let Some(Answer::$kind { result: Some(is) }) =
            $studio.answered($mine, Request::$kind { scenario: $scenario.clone() }).await
        {
            $studio.details.$detail.try_set(Some(Known { scenario: $scenario.clone(), is }));
        }
    };
}

impl Studio {
    /// Asks the worker whenever a lever or the base has changed, and for the rest when the levers rest.
    pub(super) fn keep_asking(self) {
        Effect::new(move |_| {
            self.track_base();
            self.details.tabs.set(Vec::new());
            spawn_local(async move {
                if let Some(Answer::ScopeCounts(counts)) = self.told(Request::ScopeCounts).await {
                    self.counts.try_set(Some(*counts));
                }
            });
        });
        Effect::new(move |_| {
            self.track_base();
            let scenario = self.scenario.get();
            self.outcomes.ask(Request::WhatIf { scenario }, move |reply| match reply.map(|reply| reply.answer) {
                Ok(Answer::WhatIf { result }) => {
                    self.problem.set(None);
                    self.undecided.set(result.is_none());
                    self.answer.set(result.map(|result| *result));
                }
                Ok(_) => {}
                Err(error) => self.problem.set(Some(error.message())),
            });
            self.when_resting();
        });
    }

    /// Asks for the rest once the levers rest.
    pub(in crate::pages::what_if) fn when_resting(self) {
        let mine = self.moves.try_update_value(|moves| {
            *moves = moves.wrapping_add(1);
            *moves
        });
        if let Some(mine) = mine {
            spawn_local(async move {
                TimeoutFuture::new(REST_MS).await;
                if self.rests(mine)
                    && let Some(scenario) = self.scenario.try_get_untracked()
                {
                    self.write_address();
                    self.learn_all(mine, &scenario).await;
                }
            });
        }
    }

    async fn learn_all(self, mine: u32, scenario: &Scenario) {
        learn!(self, mine, scenario, WhatIfIntervals => ranges);
        self.learn_tabs(mine, scenario).await;
        learn!(self, mine, scenario, Contributions => contributions);
        learn!(self, mine, scenario, TierChanges => tiers);
        learn!(self, mine, scenario, OrderTiming => timing);
        let mut effects = Vec::new();
        for lever in Lever::ALL {
            let request = Request::LeverEffect { scenario: scenario.clone(), lever };
            let Some(Answer::LeverEffect { result: Some(effect) }) = self.answered(mine, request).await else { return };
            effects.push(effect);
        }
        self.details.effects.try_set(Some(Known { scenario: scenario.clone(), is: effects }));
    }

    /// Outcomes of all tabs, where there are several.
    async fn learn_tabs(self, mine: u32, now: &Scenario) {
        let tabs = self.tabs.scenarios(now);
        if tabs.len() < 2 {
            return;
        }
        for scenario in tabs {
            let is_known = self.details.tabs.try_with_untracked(|known| known.iter().any(|it| it.scenario == scenario));
            if is_known != Some(false) {
                continue;
            }
            let outcome = self.answered(mine, Request::WhatIf { scenario: scenario.clone() }).await;
            let ranges = self.answered(mine, Request::WhatIfIntervals { scenario: scenario.clone() }).await;
            if let (
                Some(Answer::WhatIf { result: Some(outcome) }),
                Some(Answer::WhatIfIntervals { result: Some(ranges) }),
            ) = (outcome, ranges)
            {
                self.details.tabs.try_update(|known| {
                    if known.len() == OUTCOMES_KEPT {
                        known.remove(0);
                    }
                    known.push(Known { scenario, is: (*outcome, ranges) });
                });
            }
        }
    }

    /// The answer, unless the levers have moved on before it was asked for: a slider waits for one question at most.
    async fn answered(self, mine: u32, request: Request) -> Option<Answer> {
        if self.rests(mine) { self.told(request).await } else { None }
    }

    async fn told(self, request: Request) -> Option<Answer> {
        match ask(&request, Attachments::default()).await {
            Ok(reply) => Some(reply.answer),
            Err(error) => {
                self.problem.try_set(Some(error.message()));
                None
            }
        }
    }

    /// Whether no lever has moved since, and the page is still there.
    fn rests(self, mine: u32) -> bool {
        self.moves.try_get_value() == Some(mine)
    }
}

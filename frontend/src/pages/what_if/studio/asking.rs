//! What the studio asks of the worker: the outcome at once, everything else when the levers rest.

use std::time::Duration;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{
    BreakEvenQuestion, ContributionsQuestion, EquityChangesQuestion, IntervalsQuestion, LeverEffectQuestion,
    NewcomersQuestion, OrderTimingQuestion, Question, ScopeCountsQuestion, TierChangesQuestion, WhatIfQuestion,
};
use shared::planning::{Scenario, partly_moved};

use super::{Compared, Known, Payback, Studio};
use crate::pages::what_if::lever::Lever;
use crate::worker_client::ask;

/// A lever that has not moved for so long rests.
const REST_MS: u32 = 250;
/// An answer that takes longer is late.
const LATE: Duration = Duration::from_millis(250);
/// Outcomes of tabs kept.
const OUTCOMES_KEPT: usize = 8;

impl Studio {
    /// Asks the worker whenever a lever or the base has changed, and for the rest when the levers rest.
    pub(super) fn keep_asking(self) {
        Effect::new(move |_| {
            self.track_base();
            self.details.tabs.set(Vec::new());
            spawn_local(async move {
                if let Some(counts) = self.told(&ScopeCountsQuestion).await {
                    self.counts.try_set(Some(counts));
                }
            });
        });
        Effect::new(move |_| {
            self.track_base();
            let scenario = self.scenario.get();
            self.outcomes.ask(&WhatIfQuestion { scenario }, move |answer| match answer {
                Ok(answer) => {
                    self.problem.set(None);
                    self.undecided.set(answer.is_none());
                    self.answer.set(answer);
                }
                Err(error) => self.problem.set(Some(error.message())),
            });
            self.when_resting();
        });
        Effect::watch(move || self.cost_minor.get(), move |_, _, _| self.when_resting(), false);
    }

    /// Says when an answer takes long. Not a transition with a delay: one that waits makes the page a layer of its own
    /// with every move, and is taken back with every answer.
    pub(super) fn keep_late(self) {
        Effect::new(move |_| {
            if self.waiting.get() {
                let timer = set_timeout_with_handle(move || _ = self.late.try_set(true), LATE);
                on_cleanup(move || timer.into_iter().for_each(|timer| timer.clear()));
            } else if self.late.get_untracked() {
                self.late.set(false);
            }
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
        let known = self.details;
        let now = || scenario.clone();
        let Some(base) = self.base_scenario.try_get_untracked() else { return };
        self.prepare(mine, scenario, vec![base.clone(), now()]).await;
        self.learn(mine, scenario, &IntervalsQuestion { scenario: now() }, known.ranges).await;
        self.learn_tabs(mine, scenario).await;
        self.learn(mine, scenario, &NewcomersQuestion { scenario: now() }, known.newcomers).await;
        self.learn_payback(mine, scenario).await;
        self.prepare(mine, scenario, partly_moved(&base, scenario)).await;
        self.learn(mine, scenario, &ContributionsQuestion { scenario: now() }, known.contributions).await;
        self.learn(mine, scenario, &TierChangesQuestion { scenario: now() }, known.tiers).await;
        self.learn(mine, scenario, &OrderTimingQuestion { scenario: now() }, known.timing).await;
        let mut effects = Vec::new();
        for lever in Lever::OF_EQUITY {
            let question = LeverEffectQuestion { scenario: now(), lever };
            let Some(effect) = self.answered(mine, &question).await else { return };
            effects.push(effect);
        }
        self.details.effects.try_set(Some(Known { scenario: scenario.clone(), is: effects }));
    }

    /// Asks, and keeps the answer, unless the levers have moved on.
    async fn learn<Q, T>(self, mine: u32, scenario: &Scenario, question: &Q, detail: RwSignal<Option<Known<T>>>)
    where
        Q: Question<Answer = Option<T>>,
        T: Send + Sync + 'static,
    {
        if let Some(is) = self.answered(mine, question).await {
            detail.try_set(Some(Known { scenario: scenario.clone(), is }));
        }
    }

    /// Asks for scenarios one by one before what needs all of them is asked for: the worker keeps what it computes, and a
    /// lever that is moved meanwhile waits for one of them only.
    async fn prepare(self, mine: u32, scenario: &Scenario, needed: Vec<Scenario>) {
        for some in needed {
            let question = EquityChangesQuestion { from: scenario.clone(), to: vec![some] };
            if self.answered(mine, &question).await.is_none() {
                return;
            }
        }
    }

    /// Where the cost comes back, if there is one.
    async fn learn_payback(self, mine: u32, scenario: &Scenario) {
        let Some(cost_minor) = self.cost_minor.try_get_untracked().flatten() else { return };
        let mut at = Vec::new();
        for lever in Lever::ALL {
            if !self.rests(mine) {
                return;
            }
            let question = BreakEvenQuestion { scenario: scenario.clone(), lever, cost_minor };
            let Some(value) = self.told(&question).await else { return };
            at.push((lever, value));
        }
        self.details.payback.try_set(Some(Known { scenario: scenario.clone(), is: Payback { cost_minor, at } }));
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
            let outcome = self.answered(mine, &WhatIfQuestion { scenario: scenario.clone() }).await;
            let ranges = self.answered(mine, &IntervalsQuestion { scenario: scenario.clone() }).await;
            if let (Some(answer), Some(ranges)) = (outcome, ranges) {
                let question = NewcomersQuestion { scenario: scenario.clone() };
                let Some(newcomers) = self.told(&question).await else { return };
                let is = Compared { answer, ranges, newcomers: newcomers.map(|[_, then]| then) };
                self.details.tabs.try_update(|known| {
                    if known.len() == OUTCOMES_KEPT {
                        known.remove(0);
                    }
                    known.push(Known { scenario, is });
                });
            }
        }
    }

    /// The answer, unless the levers have moved on before it was asked for: a slider waits for one question at most.
    async fn answered<T>(self, mine: u32, question: &impl Question<Answer = Option<T>>) -> Option<T> {
        if self.rests(mine) { self.told(question).await.flatten() } else { None }
    }

    async fn told<Q: Question>(self, question: &Q) -> Option<Q::Answer> {
        match ask(question).await {
            Ok(answer) => Some(answer),
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

//! The scenario under the levers and what the worker says about it.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{Answer, Request, WhatIfAnswer, WhatIfIntervals};
use shared::planning::{Estimate, LeverEffect, Scenario};
use wasm_bindgen::JsValue;

use super::lever::{Lever, Slider};
use super::{address, cost};
use crate::base_loader::{Base, use_base};
use crate::formats::Money;
use crate::worker_client::Latest;

/// A lever that has not moved for so long rests: intervals are asked for and the address is changed.
const REST_MS: u32 = 250;

/// The studio's state.
#[derive(Clone, Copy)]
pub(super) struct Studio {
    /// The levers.
    pub(super) scenario: RwSignal<Scenario>,
    /// The future as the settings have it.
    pub(super) base_scenario: Memo<Scenario>,
    /// The newest answer; it may be of the scenario a moment ago.
    pub(super) answer: RwSignal<Option<WhatIfAnswer>>,
    /// The newest intervals; `None` before the first.
    pub(super) intervals: RwSignal<Option<WhatIfIntervals>>,
    /// What each lever alone does; `None` before all of them are known once.
    pub(super) effects: RwSignal<Option<Effects>>,
    /// What the scenario would cost, as typed.
    pub(super) cost_text: RwSignal<String>,
    /// The same in minor units; `None` where it is no amount.
    pub(super) cost_minor: Memo<Option<f64>>,
    /// Equity of the base scenario with its interval, as on the board.
    pub(super) base_equity: Memo<Option<Estimate>>,
    /// Whether the worker cannot say what customers are worth.
    pub(super) undecided: RwSignal<bool>,
    /// What went wrong last.
    pub(super) problem: RwSignal<Option<String>>,
    /// Whether the answer shown is not of the scenario under the levers.
    pub(super) waiting: Memo<bool>,
    /// Scenarios to go back to.
    pub(super) undo: RwSignal<Vec<Scenario>>,
    settled: StoredValue<Scenario>,
    moves: StoredValue<u32>,
    outcomes: Latest,
    ranges: Latest,
    comparison: Latest,
    base: Base,
}

/// What each lever alone does from a scenario on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Effects {
    /// From where they move.
    pub(super) scenario: Scenario,
    /// One entry a lever.
    pub(super) each: Vec<LeverEffect>,
}

impl Studio {
    /// The scenario of the address, or the base scenario.
    pub(super) fn start() -> Self {
        let base = use_base();
        let base_scenario = Memo::new(move |_| {
            base.manifest.with(|manifest| {
                let settings = &manifest.as_ref().expect("shown once a manifest is here").settings;
                Scenario::base(settings)
            })
        });
        let query = window().location().search().unwrap_or_default();
        let first = address::scenario(&query, &base_scenario.get_untracked());
        let scenario = RwSignal::new(first.clone());
        let money = move || base.money().expect("shown once a manifest is here");
        let written = |cost_minor: f64| (cost_minor / minor_per_major(money())).to_string();
        let cost_text = RwSignal::new(address::cost_minor(&query).map(written).unwrap_or_default());
        let answer = RwSignal::new(None::<WhatIfAnswer>);
        let waiting = Memo::new(move |_| {
            answer.with(|answer| scenario.with(|now| answer.as_ref().is_none_or(|it| it.scenario != *now)))
        });
        let studio = Self {
            scenario,
            base_scenario,
            answer,
            intervals: RwSignal::new(None),
            effects: RwSignal::new(None),
            cost_text,
            cost_minor: Memo::new(move |_| cost_text.with(|text| cost::minor(text, minor_per_major(money())))),
            base_equity: Memo::new(move |_| {
                base.manifest.with(|manifest| manifest.as_ref().and_then(|it| it.summary.customer_equity_minor))
            }),
            undecided: RwSignal::new(false),
            problem: RwSignal::new(None),
            waiting,
            undo: RwSignal::new(Vec::new()),
            settled: StoredValue::new(first),
            moves: StoredValue::new(0),
            outcomes: Latest::new(),
            ranges: Latest::new(),
            comparison: Latest::new(),
            base,
        };
        studio.keep_asking();
        studio
    }

    /// Formats amounts.
    pub(super) fn money(self) -> Money {
        self.base.money().expect("shown once a manifest is here")
    }

    /// Whether any lever differs from the base scenario.
    pub(super) fn is_changed(self) -> bool {
        self.scenario.with(|scenario| self.base_scenario.with(|base| scenario != base))
    }

    /// The intervals, with whether they belong to the scenario under the levers.
    pub(super) fn ranges(self) -> Option<(WhatIfIntervals, bool)> {
        let ranges = self.intervals.get()?;
        let current = self.scenario.with(|scenario| *scenario == ranges.scenario);
        Some((ranges, current))
    }

    /// The last position of a lever: that of dropout lies where some customers would stop for certain.
    pub(super) fn greatest(self, lever: Lever) -> i32 {
        let max = lever.steps().max;
        if lever != Lever::Dropout {
            return max;
        }
        let largest = self.answer.with(|answer| answer.as_ref().map(|answer| answer.largest_dropout));
        largest.map_or(max, |largest| max.min(((largest - 1.0) * 100.0).floor() as i32))
    }

    /// Moves a lever.
    pub(super) fn pull(self, lever: Lever, position: i32) {
        self.scenario.update(|scenario| lever.set(scenario, lever.value_at(position)));
    }

    /// A lever was let go: the scenario before can be gone back to.
    pub(super) fn settle(self) {
        let now = self.scenario.get_untracked();
        let before = self.settled.get_value();
        if now != before {
            self.undo.update(|undo| undo.push(before));
            self.settled.set_value(now);
        }
    }

    /// Back to the scenario before the last move.
    pub(super) fn go_back(self) {
        let before = self.undo.try_update(Vec::pop).flatten();
        if let Some(before) = before {
            self.settled.set_value(before.clone());
            self.scenario.set(before);
        }
    }

    /// All levers, or one, back to the base scenario.
    pub(super) fn reset(self, lever: Option<Lever>) {
        let base = self.base_scenario.get_untracked();
        match lever {
            Some(lever) => self.scenario.update(|scenario| lever.set(scenario, lever.get(&base))),
            None => self.scenario.set(base),
        }
        self.settle();
    }

    /// Asks the worker whenever a lever or the base has changed, and for intervals when the levers rest.
    fn keep_asking(self) {
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

    fn when_resting(self) {
        let Some(mine) = self.moves.try_update_value(|moves| {
            *moves = moves.wrapping_add(1);
            *moves
        }) else {
            return;
        };
        spawn_local(async move {
            TimeoutFuture::new(REST_MS).await;
            // The page may be gone, or the lever may have moved on.
            if self.moves.try_get_value() == Some(mine)
                && let Some(scenario) = self.scenario.try_get_untracked()
            {
                self.write_address();
                self.ranges.ask(Request::WhatIfIntervals { scenario: scenario.clone() }, move |reply| {
                    if let Ok(Answer::WhatIfIntervals { result }) = reply.map(|reply| reply.answer) {
                        self.intervals.set(result);
                        self.compare(mine, Effects { scenario, each: Vec::new() });
                    }
                });
            }
        });
    }

    /// Replaces the address's query and keeps the router's state in the history entry.
    pub(super) fn write_address(self) {
        let (Some(scenario), Some(cost_minor)) =
            (self.scenario.try_get_untracked(), self.cost_minor.try_get_untracked())
        else {
            return;
        };
        let location = window().location();
        let path = location.pathname().unwrap_or_default();
        let query = address::query(&scenario, &self.base_scenario.get_untracked(), cost_minor);
        if location.search().unwrap_or_default() == query {
            return;
        }
        if let Ok(history) = window().history() {
            let state = history.state().unwrap_or(JsValue::NULL);
            // Refused only for an address of another origin.
            let _ = history.replace_state_with_url(&state, "", Some(&format!("{path}{query}")));
        }
    }

    /// Has an effect run again when another base is loaded.
    pub(super) fn track_base(self) {
        self.base.loads.track();
    }

    /// Asks what one lever after the other does, as long as they rest: a slider that moves waits for one at most.
    fn compare(self, mine: u32, mut effects: Effects) {
        if self.moves.try_get_value() != Some(mine) {
            return;
        }
        let Some(lever) = Lever::ALL.get(effects.each.len()) else {
            self.effects.set(Some(effects));
            return;
        };
        let request = Request::LeverEffect { scenario: effects.scenario.clone(), lever: *lever };
        self.comparison.ask(request, move |reply| match reply.map(|reply| reply.answer) {
            Ok(Answer::LeverEffect { result: Some(effect) }) => {
                effects.each.push(effect);
                self.compare(mine, effects);
            }
            Ok(_) => {}
            Err(error) => {
                self.problem.try_set(Some(error.message()));
            }
        });
    }
}

/// The studio of the page.
pub(super) fn use_studio() -> Studio {
    expect_context()
}

fn minor_per_major(money: Money) -> f64 {
    money.0.minor_per_major() as f64
}

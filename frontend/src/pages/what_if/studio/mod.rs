//! The scenario under the levers and what the worker says about it.

mod asking;
mod details;
mod tabs;

use leptos::prelude::*;
use protocol::WhatIfAnswer;
use shared::domain::Settings;
use shared::planning::{ModelName, Scenario, Scope, ScopeCounts};
use wasm_bindgen::JsValue;

pub(super) use details::{Compared, Details, Known, Payback};
pub(super) use tabs::{MOST_TABS, Tab, Tabs};

use super::lever::Lever;
use super::points::Points;
use super::{address, cost};
use crate::base_loader::{Base, use_base};
use crate::formats::Money;
use crate::worker_client::Latest;

/// The studio's state.
#[derive(Clone, Copy)]
pub(super) struct Studio {
    /// The levers and whom they concern.
    pub(super) scenario: RwSignal<Scenario>,
    /// The same customers' future as the settings have it.
    pub(super) base_scenario: Memo<Scenario>,
    /// The newest answer; it may be of the scenario a moment ago.
    pub(super) answer: RwSignal<Option<WhatIfAnswer>>,
    /// What is asked for when the levers rest.
    pub(super) details: Details,
    /// What the scenario would cost, as typed.
    pub(super) cost_text: RwSignal<String>,
    /// The same in minor units; `None` where it is no amount.
    pub(super) cost_minor: Memo<Option<f64>>,
    /// How many customers there are of each kind; `None` before the first answer.
    pub(super) counts: RwSignal<Option<ScopeCounts>>,
    /// Whether the worker cannot say what customers are worth.
    pub(super) undecided: RwSignal<bool>,
    /// What went wrong last.
    pub(super) problem: RwSignal<Option<String>>,
    /// Whether the answer shown is not of the scenario under the levers.
    pub(super) waiting: Memo<bool>,
    /// Whether it has not been for so long that it should be seen.
    pub(super) late: RwSignal<bool>,
    /// Whether the dropout lever is read in points.
    pub(super) in_points: RwSignal<bool>,
    /// Scenarios to go back to.
    pub(super) undo: RwSignal<Vec<Scenario>>,
    /// Scenarios that were gone back from.
    pub(super) redo: RwSignal<Vec<Scenario>>,
    /// The scenarios beside this one.
    pub(super) tabs: Tabs,
    settled: StoredValue<Scenario>,
    moves: StoredValue<u32>,
    outcomes: Latest,
    base: Base,
}

impl Studio {
    /// The scenario of the address, or those left open before, or the base scenario.
    pub(super) fn start() -> Self {
        let base = use_base();
        let settings = move || base.manifest.with(|manifest| manifest.as_ref().map(|it| it.settings.clone()));
        let settings = move || -> Settings { settings().expect("shown once a manifest is here") };
        let query = window().location().search().unwrap_or_default();
        let base_for_all = Scenario::base(&untrack(settings));
        let money = move || base.money().expect("shown once a manifest is here");
        let mut first = Tab::of(address::scenario(&query, &base_for_all));
        if let Some(cost_minor) = address::cost_minor(&query) {
            first.cost_text = (cost_minor / money().minor_per_major()).to_string();
        }
        let tabs = Tabs::start(first, query.is_empty());
        let first = tabs.current();
        let scenario = RwSignal::new(first.scenario.clone());
        let cost_text = RwSignal::new(first.cost_text);
        let answer = RwSignal::new(None::<WhatIfAnswer>);
        let waiting = Memo::new(move |_| {
            answer.with(|answer| scenario.with(|now| answer.as_ref().is_none_or(|it| it.scenario != *now)))
        });
        let studio = Self {
            scenario,
            base_scenario: Memo::new(move |_| scenario.with(|scenario| scenario.base_of(&settings()))),
            answer,
            details: Details::new(),
            cost_text,
            cost_minor: Memo::new(move |_| cost_text.with(|text| cost::minor(text, money().minor_per_major()))),
            counts: RwSignal::new(None),
            undecided: RwSignal::new(false),
            problem: RwSignal::new(None),
            waiting,
            late: RwSignal::new(false),
            in_points: RwSignal::new(false),
            undo: RwSignal::new(Vec::new()),
            redo: RwSignal::new(Vec::new()),
            tabs,
            settled: StoredValue::new(first.scenario),
            moves: StoredValue::new(0),
            outcomes: Latest::new(),
            base,
        };
        studio.keep_asking();
        studio.keep_late();
        on_cleanup(move || studio.tabs.keep_for_later(studio.now()));
        studio
    }

    /// An amount in minor units as one would type it.
    pub(super) fn typed(self, minor: f64) -> String {
        (minor / self.money().minor_per_major()).to_string()
    }

    /// Formats amounts.
    pub(super) fn money(self) -> Money {
        self.base.money().expect("shown once a manifest is here")
    }

    /// Mean chance of stopping after an order, a/(a + b) of the fit; `None` without one.
    pub(super) fn mean_dropout(self) -> Option<f64> {
        self.base.manifest.with(|manifest| {
            let fit = manifest.as_ref()?.assessment.fit(ModelName::MbgNbd)?;
            let of = |name: &str| fit.parameters.iter().find(|it| it.name == name).map(|it| it.value);
            let (a, b) = (of("a")?, of("b")?);
            Some(a / (a + b))
        })
    }

    /// The workspace's time zone.
    pub(super) fn time_zone(self) -> String {
        self.base.manifest.with_untracked(|it| it.as_ref().map(|it| it.settings.time_zone.clone()).unwrap_or_default())
    }

    /// Whether any lever differs from the base scenario.
    pub(super) fn is_changed(self) -> bool {
        self.scenario.with(|scenario| self.base_scenario.with(|base| scenario != base))
    }

    /// Whether something known belongs to the scenario under the levers.
    pub(super) fn is_current<T>(self, known: &Known<T>) -> bool {
        self.scenario.with(|scenario| *scenario == known.scenario)
    }

    /// The dropout lever in points, where it is read so.
    pub(super) fn points(self, lever: Lever) -> Option<Points> {
        let is_read_so = lever == Lever::Dropout && self.in_points.get();
        if is_read_so { self.mean_dropout().map(|mean| Points { mean }) } else { None }
    }

    /// The greatest value of a lever: that of dropout lies where some customers would stop for certain.
    pub(super) fn greatest(self, lever: Lever) -> f64 {
        let (_, greatest) = lever.range();
        let largest = self.answer.with(|answer| answer.as_ref().map(|answer| answer.largest_dropout));
        largest.filter(|_| lever == Lever::Dropout).map_or(greatest, |largest| greatest.min(largest))
    }

    /// Moves a lever.
    pub(super) fn pull(self, lever: Lever, value: f64) {
        self.scenario.update(|scenario| lever.set(scenario, value));
    }

    /// Chooses whom it is about.
    pub(super) fn choose(self, scope: Scope) {
        self.scenario.update(|scenario| scenario.scope = scope);
        self.settle();
    }

    /// A lever was let go: the scenario before can be gone back to.
    pub(super) fn settle(self) {
        let now = self.scenario.get_untracked();
        let before = self.settled.get_value();
        if now != before {
            self.undo.update(|undo| undo.push(before));
            self.redo.update(Vec::clear);
            self.settled.set_value(now);
        }
    }

    /// Back to the scenario before the last move.
    pub(super) fn go_back(self) {
        self.step(self.undo, self.redo);
    }

    /// Forth to the scenario that was gone back from.
    pub(super) fn go_forth(self) {
        self.step(self.redo, self.undo);
    }

    fn step(self, from: RwSignal<Vec<Scenario>>, to: RwSignal<Vec<Scenario>>) {
        if let Some(scenario) = from.try_update(Vec::pop).flatten() {
            to.update(|to| to.push(self.settled.get_value()));
            self.settled.set_value(scenario.clone());
            self.scenario.set(scenario);
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

    /// The tab as it is now.
    pub(super) fn now(self) -> Tab {
        Tab {
            scenario: self.scenario.get_untracked(),
            cost_text: self.cost_text.get_untracked(),
            ..self.tabs.current()
        }
    }

    /// Shows another tab.
    pub(super) fn show(self, index: usize) {
        self.tabs.replace_current(self.now());
        self.tabs.switch(index);
        self.show_current();
    }

    /// Opens another tab, unless there are as many as there can be.
    pub(super) fn open(self, tab: Tab) {
        self.tabs.replace_current(self.now());
        self.tabs.add(tab);
        self.show_current();
    }

    /// Closes the tab that is shown.
    pub(super) fn close(self) {
        self.tabs.close();
        self.show_current();
    }

    fn show_current(self) {
        let tab = self.tabs.current();
        self.undo.set(Vec::new());
        self.redo.set(Vec::new());
        self.settled.set_value(tab.scenario.clone());
        self.cost_text.set(tab.cost_text);
        self.scenario.set(tab.scenario);
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
}

/// The studio of the page.
pub(super) fn use_studio() -> Studio {
    expect_context()
}

//! Up to four scenarios side by side.

use std::cell::RefCell;

use leptos::prelude::*;
use shared::planning::Scenario;

/// So many scenarios can be compared at a glance.
pub(crate) const MOST_TABS: usize = 4;

thread_local! {
    /// What was open when the page was left.
    static LEFT_OPEN: RefCell<Option<(Vec<Tab>, usize)>> = const { RefCell::new(None) };
}

/// One scenario with what a person says about it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tab {
    /// Its name; empty for one that has none yet.
    pub(crate) name: String,
    /// What it is for.
    pub(crate) comment: String,
    /// Its levers.
    pub(crate) scenario: Scenario,
    /// What it would cost, as typed.
    pub(crate) cost_text: String,
    /// Id and version of what it was saved as.
    pub(crate) saved: Option<(String, u64)>,
}

impl Tab {
    /// Without a name.
    pub(crate) fn of(scenario: Scenario) -> Self {
        Self { name: String::new(), comment: String::new(), scenario, cost_text: String::new(), saved: None }
    }

    /// Whether a person has given it a name.
    pub(crate) fn is_named(&self) -> bool {
        !self.name.trim().is_empty()
    }
}

/// The tabs; the scenario of the current one is as it was when it was last left.
#[derive(Clone, Copy)]
pub(crate) struct Tabs {
    /// All of them, at least one.
    pub(crate) all: RwSignal<Vec<Tab>>,
    /// Which one is shown.
    pub(crate) index: RwSignal<usize>,
}

impl Tabs {
    /// Those left open before where nothing else is asked for, or this one.
    pub(super) fn start(first: Tab, may_go_on: bool) -> Self {
        let left = LEFT_OPEN.take().filter(|_| may_go_on);
        let (all, index) = left.unwrap_or_else(|| (vec![first], 0));
        Self { all: RwSignal::new(all), index: RwSignal::new(index) }
    }

    pub(super) fn keep_for_later(self, now: Tab) {
        self.replace_current(now);
        LEFT_OPEN.replace(Some((self.all.get_untracked(), self.index.get_untracked())));
    }

    pub(super) fn current(self) -> Tab {
        self.all.with_untracked(|all| all[self.index.get_untracked()].clone())
    }

    pub(super) fn replace_current(self, tab: Tab) {
        self.all.update(|all| all[self.index.get_untracked()] = tab);
    }

    pub(super) fn switch(self, index: usize) {
        self.index.set(index.min(self.all.with_untracked(Vec::len) - 1));
    }

    pub(super) fn add(self, tab: Tab) {
        if self.all.with_untracked(Vec::len) < MOST_TABS {
            self.all.update(|all| all.push(tab));
            self.switch(usize::MAX);
        }
    }

    pub(super) fn close(self) {
        if self.all.with_untracked(Vec::len) > 1 {
            let index = self.index.get_untracked();
            // The index first: nothing may look for a tab that is gone.
            self.index.set(0);
            self.all.update(|all| drop(all.remove(index)));
            self.switch(index);
        }
    }

    /// Changes what is said about the current tab.
    pub(crate) fn describe(self, change: impl FnOnce(&mut Tab)) {
        self.all.update(|all| change(&mut all[self.index.get_untracked()]));
    }

    /// Remembers what a tab was saved as; another may be shown by now.
    pub(crate) fn mark_saved(self, tab: &Tab, saved_as: (String, u64)) {
        self.all.try_update(|all| {
            let is_it = |other: &&mut Tab| other.name == tab.name && other.saved == tab.saved;
            if let Some(tab) = all.iter_mut().find(is_it) {
                tab.saved = Some(saved_as);
            }
        });
    }

    /// The scenarios of all tabs, that of the current one as given.
    pub(super) fn scenarios(self, now: &Scenario) -> Vec<Scenario> {
        let Some(index) = self.index.try_get_untracked() else { return Vec::new() };
        let all = self.all.try_with_untracked(|all| {
            let scenarios = all.iter().enumerate();
            scenarios.map(|(at, tab)| if at == index { now.clone() } else { tab.scenario.clone() }).collect()
        });
        all.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;
    use shared::domain::Settings;
    use shared::planning::Scenario;

    use super::{MOST_TABS, Tab, Tabs};

    fn tab(dropout: f64) -> Tab {
        Tab::of(Scenario { dropout, ..Scenario::base(&Settings::initial("Maple & Finch")) })
    }

    #[test]
    fn tabs_open_at_the_end_up_to_four_and_close_to_a_neighbour() {
        Owner::new().with(|| {
            let tabs = Tabs::start(tab(1.0), true);
            for dropout in [0.9, 0.8, 0.7, 0.6] {
                tabs.add(tab(dropout));
            }
            assert_eq!(tabs.all.with_untracked(Vec::len), MOST_TABS);
            assert_eq!(tabs.current().scenario.dropout, 0.7);
            tabs.switch(1);
            tabs.close();
            assert_eq!(tabs.current().scenario.dropout, 0.8);
            let all = tabs.scenarios(&tab(0.5).scenario);
            assert_eq!(all.iter().map(|scenario| scenario.dropout).collect::<Vec<_>>(), [1.0, 0.5, 0.7]);
            tabs.close();
            tabs.close();
            tabs.close();
            assert_eq!(tabs.all.with_untracked(Vec::len), 1, "one stays");
        });
    }

    #[test]
    fn what_was_left_open_comes_back_unless_a_link_was_opened() {
        Owner::new().with(|| {
            Tabs::start(tab(1.0), true).keep_for_later(tab(0.4));
            assert_eq!(Tabs::start(tab(1.0), true).current().scenario.dropout, 0.4);
            Tabs::start(tab(1.0), true).keep_for_later(tab(0.4));
            assert_eq!(Tabs::start(tab(0.9), false).current().scenario.dropout, 0.9);
        });
    }
}

//! What is known of a scenario once the levers rest.

use leptos::prelude::*;
use protocol::WhatIfAnswer;
use shared::planning::{
    Contribution, Estimate, Lever, LeverEffect, Newcomers, OrderTiming, Ranges, Scenario, TierChanges,
};

/// Something that is known of one scenario.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Known<T> {
    /// Of which.
    pub(crate) scenario: Scenario,
    /// What.
    pub(crate) is: T,
}

/// What is compared of a scenario beside others.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Compared {
    /// Today's customers.
    pub(crate) answer: WhatIfAnswer,
    /// Intervals of that.
    pub(crate) ranges: Ranges,
    /// Customers to come; `None` where nobody can come.
    pub(crate) newcomers: Option<Newcomers>,
}

/// Where a cost comes back.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Payback {
    /// The cost in minor units.
    pub(crate) cost_minor: f64,
    /// The value of each lever; `None` where none pays.
    pub(crate) at: Vec<(Lever, Option<Estimate>)>,
}

/// The newest of each kind; `None` before the first.
#[derive(Clone, Copy)]
pub(crate) struct Details {
    /// Intervals of equity.
    pub(crate) ranges: RwSignal<Option<Known<Ranges>>>,
    /// Where the cost comes back.
    pub(crate) payback: RwSignal<Option<Known<Payback>>>,
    /// What each lever adds to the change.
    pub(crate) contributions: RwSignal<Option<Known<Vec<Contribution>>>>,
    /// Which orders are added and which only brought forward.
    pub(crate) timing: RwSignal<Option<Known<OrderTiming>>>,
    /// Customers to come, as things are and under the scenario.
    pub(crate) newcomers: RwSignal<Option<Known<[Newcomers; 2]>>>,
    /// Who changes tier.
    pub(crate) tiers: RwSignal<Option<Known<TierChanges>>>,
    /// What each lever alone would do from here.
    pub(crate) effects: RwSignal<Option<Known<Vec<LeverEffect>>>>,
    /// Outcomes of the scenarios in the tabs.
    pub(crate) tabs: RwSignal<Vec<Known<Compared>>>,
}

impl Details {
    pub(super) fn new() -> Self {
        Self {
            ranges: RwSignal::new(None),
            payback: RwSignal::new(None),
            contributions: RwSignal::new(None),
            timing: RwSignal::new(None),
            newcomers: RwSignal::new(None),
            tiers: RwSignal::new(None),
            effects: RwSignal::new(None),
            tabs: RwSignal::new(Vec::new()),
        }
    }
}

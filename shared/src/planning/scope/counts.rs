//! How many customers there are of each kind.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Month, rfm_scores};
use crate::base::Base;
use crate::domain::Day;
use crate::planning::RiskBand;
use crate::planning::tiers::value_tiers;
use crate::scoring::preparation::rfm::RfmScores;

/// Customers of every [`Scope`](super::Scope).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeCounts {
    /// By source, in the order of the base's sources.
    pub sources: Vec<u32>,
    /// By month of the first order, earliest first; months without one are left out.
    pub cohorts: Vec<(Month, u32)>,
    /// By risk band and, within it, value tier, both in the order of their `ALL`.
    pub cells: [[u32; 4]; 4],
    /// By recency, frequency and spend score, lowest first; cells without customers are left out.
    pub rfm: Vec<(RfmScores, u32)>,
}

impl ScopeCounts {
    /// Counts a base.
    #[must_use]
    pub fn of(base: &Base) -> Self {
        let customers = &base.customers;
        let mut sources = vec![0; base.sources.len()];
        let mut first_days = BTreeMap::<i32, u32>::new();
        let mut cells = [[0; 4]; 4];
        let mut rfm = BTreeMap::<RfmScores, u32>::new();
        let tiers = value_tiers(customers);
        let as_of = base.as_of.map_or(0, |day| day.0);
        for (row, scores) in rfm_scores(customers).enumerate() {
            if let Some(count) = sources.get_mut(usize::from(customers.source[row])) {
                *count += 1;
            }
            *first_days.entry(as_of - customers.age_days[row] as i32).or_default() += 1;
            if let (Some(risk), Some(tier)) = (RiskBand::of(customers.probability_alive[row]), tiers[row]) {
                cells[risk as usize][tier as usize] += 1;
            }
            *rfm.entry(scores).or_default() += 1;
        }
        let mut cohorts = BTreeMap::<Month, u32>::new();
        for (day, count) in first_days {
            *cohorts.entry(Month::of(Day(day))).or_default() += count;
        }
        Self { sources, cohorts: cohorts.into_iter().collect(), cells, rfm: rfm.into_iter().collect() }
    }
}

//! What can be chosen, kind by kind.

use shared::planning::{RiskBand, Scope, ScopeCounts, ValueTier};

use crate::text::what_if as text;

/// Choices of one kind, each with how many customers it has.
pub(super) struct Group {
    pub(super) label: &'static str,
    pub(super) choices: Vec<(Scope, u32)>,
}

/// All kinds; `sources` are the names of the base's sources.
pub(super) fn grouped(sources: Vec<String>, counts: &ScopeCounts) -> Vec<Group> {
    let sources = sources.into_iter().zip(&counts.sources);
    let sources: Vec<(Scope, u32)> =
        sources.filter(|(_, count)| **count > 0).map(|(name, count)| (Scope::Source { name }, *count)).collect();
    let grid = |risk, tier| Scope::RiskAndValue { risk, tier };
    let of_risk = |risk: RiskBand| counts.cells[risk as usize].iter().sum();
    let of_tier = |tier: ValueTier| counts.cells.iter().map(|tiers| tiers[tier as usize]).sum();
    let cells = RiskBand::ALL.into_iter().flat_map(|risk| {
        ValueTier::ALL.map(|tier| (grid(Some(risk), Some(tier)), counts.cells[risk as usize][tier as usize]))
    });
    vec![
        Group { label: text::by_risk(), choices: RiskBand::ALL.map(|it| (grid(Some(it), None), of_risk(it))).to_vec() },
        Group {
            label: text::by_value(),
            choices: ValueTier::ALL.map(|it| (grid(None, Some(it)), of_tier(it))).to_vec(),
        },
        Group { label: text::by_cell(), choices: cells.filter(|(_, count)| *count > 0).collect() },
        Group { label: text::by_source(), choices: if sources.len() > 1 { sources } else { Vec::new() } },
        Group {
            label: text::by_first_order(),
            choices: counts
                .cohorts
                .iter()
                .rev()
                .map(|(month, count)| (Scope::Cohort { month: *month }, *count))
                .collect(),
        },
        Group {
            label: text::by_rfm(),
            choices: counts.rfm.iter().rev().map(|(cell, count)| (Scope::Rfm(*cell), *count)).collect(),
        },
    ]
}

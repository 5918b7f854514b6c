//! From when to when customers were under contract.

use crate::base::ContractSpan;
use crate::domain::Day;

/// A time without a gap during which a customer was under contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ContractSpell {
    pub(super) customer: u32,
    pub(super) start: Day,
    /// The first day without a contract.
    pub(super) end: Option<Day>,
}

/// The spells of all customers. A contract that begins by the day another ends goes on with it: who changes the plan has not
/// left. Contracts stand by customer and then by start.
pub(super) fn contract_spells(contracts: &[ContractSpan]) -> Vec<ContractSpell> {
    let mut spells: Vec<ContractSpell> = Vec::with_capacity(contracts.len());
    for contract in contracts {
        let goes_on = spells
            .last_mut()
            .filter(|spell| spell.customer == contract.customer && spell.end.is_none_or(|end| contract.start <= end));
        match goes_on {
            Some(spell) => spell.end = spell.end.zip(contract.end).map(|(one, other)| one.max(other)),
            None => {
                let ContractSpan { customer, start, end, .. } = *contract;
                spells.push(ContractSpell { customer, start, end });
            }
        }
    }
    spells
}

#[cfg(test)]
mod tests {
    use super::contract_spells;
    use crate::base::ContractSpan;
    use crate::domain::{Day, EndReason};

    #[test]
    fn contracts_that_touch_or_overlap_are_one_spell() {
        let contract = |customer, start, end: Option<i32>| ContractSpan {
            customer,
            start: Day(start),
            end: end.map(Day),
            monthly_minor: 1,
            reason: EndReason::Cancelled,
        };
        let contracts = [
            contract(0, 0, Some(10)),
            contract(0, 10, Some(20)),
            contract(0, 21, None),
            contract(0, 30, Some(40)),
            contract(1, 5, Some(50)),
            contract(1, 10, Some(20)),
            contract(2, 50, Some(50)),
        ];
        let found: Vec<_> = contract_spells(&contracts)
            .into_iter()
            .map(|it| (it.customer, it.start.0, it.end.map(|end| end.0)))
            .collect();
        assert_eq!(found, [(0, 0, Some(20)), (0, 21, None), (1, 5, Some(50)), (2, 50, Some(50))]);
    }
}

//! Variances that allow for what spells of one customer have in common.

use super::Spells;
use super::spells::Moment;

/// What one spell adds to an estimate at a moment it is at risk, as a share of its weight: `jump` where it ends then,
/// less `fall` in any case.
pub(super) struct Influence {
    pub(super) jump: f64,
    pub(super) fall: f64,
}

/// For each moment the sum over customers of the square of what her spells added to the estimate until then: the
/// infinitesimal jackknife (Efron 1981; for survival curves of clustered spells Ying and Wei 1994).
///
/// A spell's contribution is its jump less the falls up to its end. Customers' contributions are kept as a fixed part and
/// a number of spells still at risk, and their squares' sums are updated where a spell ends: one pass over the spells.
pub(super) fn clustered_variances(
    spells: &Spells,
    customers: &[u32],
    influence: impl Fn(&Moment) -> Influence,
) -> Vec<f64> {
    let (of_spell, count) = numbered(customers);
    let mut fixed = vec![0.0; count];
    let mut at_risk = vec![0.0; count];
    for customer in &of_spell {
        at_risk[*customer] += 1.0;
    }
    let mut squares = [0.0, 0.0, at_risk.iter().map(|spells| spells * spells).sum::<f64>()];
    let mut fallen = 0.0;
    let mut remaining = spells.order();
    let mut variances = Vec::with_capacity(spells.moments().len());
    for moment in spells.moments() {
        let Influence { jump, fall } = influence(moment);
        fallen += fall;
        let (tied, later) = remaining.split_at((moment.ended + moment.censored) as usize);
        remaining = later;
        for index in tied {
            let (index, customer) = (*index as usize, of_spell[*index as usize]);
            let (old_fixed, old_risk) = (fixed[customer], at_risk[customer]);
            let new_fixed = old_fixed + if spells.ended()[index] { jump } else { 0.0 } - fallen;
            let new_risk = old_risk - 1.0;
            squares[0] += new_fixed * new_fixed - old_fixed * old_fixed;
            squares[1] += new_fixed * new_risk - old_fixed * old_risk;
            squares[2] += new_risk * new_risk - old_risk * old_risk;
            (fixed[customer], at_risk[customer]) = (new_fixed, new_risk);
        }
        variances.push((squares[0] - 2.0 * fallen * squares[1] + fallen * fallen * squares[2]).max(0.0));
    }
    variances
}

/// Each spell's customer as a number from 0, in ascending order of the given ones, and how many there are.
pub(super) fn numbered(customers: &[u32]) -> (Vec<usize>, usize) {
    let mut distinct = customers.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let number = |customer: &u32| distinct.binary_search(customer).expect("it is one of the distinct ones");
    (customers.iter().map(number).collect(), distinct.len())
}

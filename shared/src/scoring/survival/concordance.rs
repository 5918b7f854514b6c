//! Concordance: how often the spell that is predicted to end sooner does.

use super::Spells;

/// Harrell's C: of the pairs of spells of which one is known to have ended sooner, the share in which its predicted risk
/// is the higher one, ties counted half; ½ is chance. `None` when there is no such pair.
///
/// A spell that ended at the time another was cut off ended sooner; of two that ended together none did. Risks are given
/// in the order of [`Spells::order`].
pub(super) fn concordance(spells: &Spells, risks: &[f64]) -> Option<f64> {
    let mut sorted = risks.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.dedup();
    let rank = |risk: &f64| sorted.partition_point(|other| other < risk);
    let ranks: Vec<usize> = risks.iter().map(rank).collect();
    let mut outlasting = RankCounts::new(sorted.len());
    let (mut concordant, mut tied, mut pairs) = (0.0, 0.0, 0.0);
    let mut end = ranks.len();
    for moment in spells.moments().iter().rev() {
        let start = end - (moment.ended + moment.censored) as usize;
        let (together, order) = (&ranks[start..end], &spells.order()[start..end]);
        let has_ended = |position: &usize| spells.ended()[order[*position] as usize];
        for position in (0..together.len()).filter(|position| !has_ended(position)) {
            outlasting.add(together[position]);
        }
        for position in (0..together.len()).filter(has_ended) {
            let below = outlasting.below(together[position]);
            concordant += below;
            tied += outlasting.below(together[position] + 1) - below;
            pairs += outlasting.total;
        }
        for position in (0..together.len()).filter(has_ended) {
            outlasting.add(together[position]);
        }
        end = start;
    }
    (pairs > 0.0).then(|| (concordant + 0.5 * tied) / pairs)
}

/// Counts by rank with sums over the lower ones (a Fenwick tree).
struct RankCounts {
    tree: Vec<f64>,
    total: f64,
}

impl RankCounts {
    fn new(ranks: usize) -> Self {
        Self { tree: vec![0.0; ranks + 1], total: 0.0 }
    }

    fn add(&mut self, rank: usize) {
        self.total += 1.0;
        let mut node = rank + 1;
        while node < self.tree.len() {
            self.tree[node] += 1.0;
            node += node & node.wrapping_neg();
        }
    }

    fn below(&self, rank: usize) -> f64 {
        let (mut node, mut sum) = (rank, 0.0);
        while node > 0 {
            sum += self.tree[node];
            node &= node - 1;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::concordance;
    use crate::scoring::survival::Spells;

    #[test]
    fn agrees_with_counting_all_pairs() {
        for seed in 0..20_u32 {
            let number = |i: u32, modulus: u32| f64::from((i * 7919 + seed * 104_729 + i * i * 31) % modulus);
            let durations: Vec<f64> = (0..40).map(|i| number(i, 9)).collect();
            let ended: Vec<bool> = (0..40).map(|i| number(i + 50, 3) > 0.0).collect();
            let spells = Spells::new(durations.clone(), ended.clone()).expect("spells");
            let risk = |i: usize| number(i as u32 + 100, 6);
            let (mut right, mut pairs) = (0.0, 0.0);
            for i in (0..40).filter(|i| ended[*i]) {
                for j in 0..40 {
                    if durations[j] > durations[i] || (durations[j] == durations[i] && !ended[j]) {
                        pairs += 1.0;
                        right += if risk(i) > risk(j) { 1.0 } else { 0.5 * f64::from(u8::from(risk(i) == risk(j))) };
                    }
                }
            }
            let risks: Vec<f64> = spells.order().iter().map(|spell| risk(*spell as usize)).collect();
            assert_eq!(concordance(&spells, &risks), (pairs > 0.0).then_some(right / pairs));
        }
    }
}

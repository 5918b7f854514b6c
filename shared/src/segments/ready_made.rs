//! Segments that are there before anybody makes one.

use super::{Comparison, Condition, Measure, Reading, Rule};
use crate::planning::{RiskBand, ValueTier};
use crate::scoring::preparation::rfm::RfmSegment;

/// A segment every workspace has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadyMade {
    /// A named group of cells of the RFM grid, see [`RfmSegment`].
    Rfm(RfmSegment),
    /// A cell of the risk-by-value grid.
    Cell(RiskBand, ValueTier),
}

/// All of them with their rules: the nine names of the RFM grid, best first, then the sixteen cells of the risk-by-value grid.
///
/// ```
/// assert_eq!(shared::segments::ready_made().len(), 25);
/// ```
#[must_use]
pub fn ready_made() -> Vec<(ReadyMade, Rule)> {
    let rfm = RfmSegment::ALL.into_iter().map(|segment| (ReadyMade::Rfm(segment), rfm_rule(segment)));
    let cells = RiskBand::ALL.into_iter().flat_map(|risk| {
        ValueTier::ALL.map(|tier| {
            let risk_is = Rule::Is(Condition::Risk { any_of: vec![risk] });
            let tier_is = Rule::Is(Condition::Tier { any_of: vec![tier], worth: None });
            (ReadyMade::Cell(risk, tier), Rule::All(vec![risk_is, tier_is]))
        })
    });
    rfm.chain(cells).collect()
}

/// The table of [`RfmSegment`] as a rule.
fn rfm_rule(segment: RfmSegment) -> Rule {
    let orders = |low, high| between(Measure::Orders, low, high);
    let recency = |low: u8, high: u8| between(Measure::RecencyScore, f64::from(low), f64::from(high));
    let frequency = |low: u8, high: u8| between(Measure::FrequencyScore, f64::from(low), f64::from(high));
    let (once, again) = (orders(1.0, 1.0), orders(2.0, 1e9));
    match segment {
        RfmSegment::Champions => Rule::All(vec![again, recency(5, 5), frequency(4, 5)]),
        RfmSegment::Loyal => Rule::All(vec![again, recency(3, 4), frequency(4, 5)]),
        RfmSegment::PotentialLoyalists => Rule::All(vec![again, recency(4, 5), frequency(1, 3)]),
        RfmSegment::New => Rule::All(vec![once, recency(4, 5)]),
        RfmSegment::NeedingAttention => Rule::All(vec![again, recency(3, 3), frequency(3, 3)]),
        RfmSegment::AboutToSleep => Rule::All(vec![recency(3, 3), Rule::Any(vec![once, frequency(1, 2)])]),
        RfmSegment::AtRisk => Rule::All(vec![again, recency(1, 2), frequency(3, 4)]),
        RfmSegment::NotToBeLost => Rule::All(vec![again, recency(1, 2), frequency(5, 5)]),
        RfmSegment::Hibernating => Rule::All(vec![recency(1, 2), Rule::Any(vec![once, frequency(1, 2)])]),
    }
}

fn between(measure: Measure, low: f64, high: f64) -> Rule {
    Rule::Is(Condition::Number { measure, reading: Reading::Estimate, compare: Comparison::Between { low, high } })
}

#[cfg(test)]
mod tests {
    use super::{ReadyMade, ready_made};
    use crate::planning::{RiskBand, Scope};
    use crate::scoring::preparation::rfm::RfmSegment;
    use crate::segments::fixture::scored_base;
    use crate::segments::{Definition, Derived, members};

    #[test]
    fn rules_say_what_the_grids_say() {
        let base = scored_base();
        let derived = Derived::default();
        let scores = derived.scores(&base);
        let (mut in_rfm, mut in_grid) = (0, 0);
        for (segment, rule) in ready_made() {
            assert_eq!(Definition::new(rule.clone()).check(), Ok(()));
            let found: Vec<u32> = members(&rule, &base, &derived).expect("nothing else is needed").iter().collect();
            let expected: Vec<u32> = match segment {
                ReadyMade::Rfm(segment) => {
                    in_rfm += found.len();
                    let of =
                        |row: &u32| RfmSegment::of(scores[*row as usize], base.customers.frequency[*row as usize] + 1);
                    (0..base.customers.len() as u32).filter(|row| of(row) == segment).collect()
                }
                ReadyMade::Cell(risk, tier) => {
                    in_grid += found.len();
                    Scope::RiskAndValue { risk: Some(risk), tier: Some(tier) }.rows(&base)
                }
            };
            assert_eq!(found, expected, "{segment:?}");
        }
        assert_eq!(in_rfm, base.customers.len(), "everybody has one name");
        let known = base.customers.probability_alive.iter().filter(|alive| RiskBand::of(**alive).is_some()).count();
        assert_eq!(in_grid, known);
    }
}

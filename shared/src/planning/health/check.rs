//! Scores of an earlier day against who ordered afterwards.

use serde::{Deserialize, Serialize};

use super::{HealthBand, HealthFacts, HealthParts, HealthWeights};
use crate::base::Base;
use crate::domain::Day;
use crate::math::{NORMAL_975, logistic, logit};
use crate::planning::holdout::UpToSplit;
use crate::planning::shares::wilson;
use crate::planning::{Estimate, HoldoutProblem, usual_split};
use crate::scoring::classification::metrics::Placements;
use crate::scoring::preparation::CalibrationHoldout;

/// Fewest customers who ordered, and who did not, for a ranking to be judged.
const FEWEST: usize = 30;

/// What happened to the customers of one band.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BandOutcome {
    /// The band on the day of the split.
    pub band: HealthBand,
    /// Customers.
    pub customers: u32,
    /// Those of them who ordered afterwards.
    pub ordered: u32,
    /// Their share with its 95 % score interval; `None` without a customer.
    pub share: Option<Estimate>,
}

/// Whether the health score tells who orders better than P(alive) alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HealthVerdict {
    /// The interval of the difference lies above zero.
    Better,
    /// It holds zero.
    AsWell,
    /// It lies below zero.
    Worse,
    /// P(alive) is not known, so that there is nothing to compare with.
    Alone,
}

/// Scores of the day of the split, of the dated parts only, against the orders after it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct HealthCheck {
    /// Last day the scores have seen.
    pub split: Day,
    /// Last day that was held out.
    pub last_day: Day,
    /// Customers known at the split who have a score.
    pub customers: u32,
    /// Those of them who ordered after it.
    pub ordered: u32,
    /// Area under the ROC curve of the score: how often, of one customer who ordered and one who did not, the first had the
    /// higher score. 95 % interval by DeLong's variance on the logit scale.
    pub area: Estimate,
    /// That of P(alive) alone.
    pub area_of_presence: Option<Estimate>,
    /// The first less the second, with its 95 % interval.
    pub difference: Option<Estimate>,
    /// What follows from it.
    pub verdict: HealthVerdict,
    /// The bands.
    pub bands: [BandOutcome; 3],
}

/// Why there is nothing to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum HealthCheckProblem {
    /// One side of the split is too short.
    #[error("six weeks are needed on either side of the split; the orders span {days} days")]
    TooShort {
        /// Days from the first to the last order.
        days: i32,
    },
    /// Too few customers have a score and ordered, or did not.
    #[error("{ordered} customers with a score ordered and {others} did not; 30 of each are needed")]
    TooFew {
        /// Those who ordered.
        ordered: u32,
        /// Those who did not.
        others: u32,
    },
}

/// What is known of the customers at a split, whatever the weights: one fit serves all of them.
#[derive(Clone, Debug)]
pub struct KnownAtSplit {
    split: Day,
    last_day: Day,
    /// Rows of the customers who had ordered.
    rows: Vec<u32>,
    /// Whether each ordered afterwards.
    ordered: Vec<bool>,
    /// Their P(alive) by the model fitted to the orders up to the split; empty where it is not identified.
    presence: Vec<f64>,
}

impl KnownAtSplit {
    /// Looks back to the given day, or to [`usual_split`]; no order after it reaches fit or parts.
    ///
    /// # Errors
    /// When a side is too short.
    pub fn of(base: &Base, split: Option<Day>) -> Result<Self, HealthCheckProblem> {
        match UpToSplit::of(base, split) {
            Ok(known) => {
                let alive: Vec<f64> =
                    known.histories.iter().map(|history| known.fitted.model.probability_alive(&history)).collect();
                let of_customer = known.histories.history_of_customer().iter();
                let presence = of_customer.map(|history| alive[*history as usize]).collect();
                Ok(Self::with(&known.seen, presence))
            }
            Err(HoldoutProblem::TooShort { days }) => Err(HealthCheckProblem::TooShort { days }),
            Err(HoldoutProblem::NotIdentified) => {
                let too_short = HealthCheckProblem::TooShort { days: 0 };
                let last = base.as_of.ok_or(too_short)?;
                let split = split.or_else(|| usual_split(base)).ok_or(too_short)?;
                let rows = (0..base.customers.len()).map(|row| base.orders.of(row));
                let seen = CalibrationHoldout::of(rows, split, last).map_err(|_| too_short)?;
                Ok(Self::with(&seen, Vec::new()))
            }
        }
    }

    fn with(seen: &CalibrationHoldout, presence: Vec<f64>) -> Self {
        Self {
            split: seen.calibration_end,
            last_day: seen.holdout_end,
            rows: seen.row.clone(),
            ordered: seen.transactions.iter().map(|count| *count > 0).collect(),
            presence,
        }
    }

    /// Compares the scores under these weights with what happened. Parts of which only the present state is kept (refunds,
    /// consent) are left out, for they may have changed after the split. `base` is the one it was made of.
    ///
    /// # Errors
    /// When fewer than 30 customers with a score ordered, or fewer than 30 did not.
    pub fn check(&self, base: &Base, weights: &HealthWeights) -> Result<HealthCheck, HealthCheckProblem> {
        let weights = weights.dated();
        let (mut scores, mut presence, mut ordered) = (Vec::new(), Vec::new(), Vec::new());
        for (index, came) in self.ordered.iter().enumerate() {
            let Some(score) = weights.score(&self.parts(base, index)) else { continue };
            scores.push(score);
            presence.extend(self.presence.get(index));
            ordered.push(*came);
        }
        let came = ordered.iter().filter(|came| **came).count();
        let others = ordered.len() - came;
        let too_few = HealthCheckProblem::TooFew { ordered: came as u32, others: others as u32 };
        if came < FEWEST || others < FEWEST {
            return Err(too_few);
        }
        let placed = Placements::of(&scores, &ordered).map_err(|_| too_few)?;
        let alone = (!presence.is_empty()).then(|| Placements::of(&presence, &ordered)).transpose();
        let alone = alone.map_err(|_| too_few)?;
        let difference = alone.as_ref().map(|alone| difference(&placed, alone));
        Ok(HealthCheck {
            split: self.split,
            last_day: self.last_day,
            customers: scores.len() as u32,
            ordered: came as u32,
            area: area(&placed),
            area_of_presence: alone.as_ref().map(area),
            difference,
            verdict: verdict(difference),
            bands: HealthBand::ALL.map(|band| outcome(band, &scores, &ordered)),
        })
    }

    /// The parts of a customer on the day of the split.
    fn parts(&self, base: &Base, index: usize) -> HealthParts {
        let (days, net_minor) = base.orders.of(self.rows[index] as usize);
        let known = days.partition_point(|day| *day <= self.split);
        let facts = HealthFacts {
            days: &days[..known],
            net_minor: &net_minor[..known],
            as_of: self.split,
            probability_alive: self.presence.get(index).copied(),
            refunds_minor: None,
            consent: None,
        };
        facts.parts()
    }
}

fn area(placed: &Placements) -> Estimate {
    let (area, error) = (placed.auc(), placed.variance().sqrt());
    // All told apart, or nobody: no spread is seen, so that nothing is known of the interval.
    if area <= 0.0 || area >= 1.0 {
        return Estimate { value: area, low: 0.0, high: 1.0 };
    }
    let half = NORMAL_975 * error / (area * (1.0 - area));
    Estimate { value: area, low: logistic(logit(area) - half), high: logistic(logit(area) + half) }
}

fn difference(one: &Placements, other: &Placements) -> Estimate {
    let value = one.auc() - other.auc();
    let variance = one.variance() + other.variance() - 2.0 * one.covariance(other);
    let half = NORMAL_975 * variance.max(0.0).sqrt();
    Estimate { value, low: value - half, high: value + half }
}

fn verdict(difference: Option<Estimate>) -> HealthVerdict {
    match difference {
        None => HealthVerdict::Alone,
        Some(difference) if difference.low > 0.0 => HealthVerdict::Better,
        Some(difference) if difference.high < 0.0 => HealthVerdict::Worse,
        Some(_) => HealthVerdict::AsWell,
    }
}

fn outcome(band: HealthBand, scores: &[f64], ordered: &[bool]) -> BandOutcome {
    let members = || scores.iter().zip(ordered).filter(|(score, _)| HealthBand::of(**score) == band);
    let (customers, came) = (members().count(), members().filter(|(_, came)| **came).count());
    BandOutcome {
        band,
        customers: customers as u32,
        ordered: came as u32,
        share: (customers > 0).then(|| wilson(came as f64, customers as f64)),
    }
}

#[cfg(test)]
mod tests {
    use super::{HealthCheckProblem, HealthVerdict, KnownAtSplit};
    use crate::base::{Base, build};
    use crate::domain::Day;
    use crate::planning::health::HealthWeights;
    use crate::sample::{SampleShop, sample_shop};

    fn shop(customers: u32) -> Base {
        let shop = SampleShop { seed: 3, customers, last_day: Day(20_700), days: 730 };
        build(&sample_shop(shop).1.map(|(history, _)| history).collect::<Vec<_>>())
    }

    const ONLY_PRESENCE: HealthWeights = HealthWeights([10, 0, 0, 0, 0, 0]);

    #[test]
    fn presence_alone_is_as_good_as_itself_and_better_than_chance() {
        let base = shop(3_000);
        let known = KnownAtSplit::of(&base, None).expect("two years");
        let check = known.check(&base, &ONLY_PRESENCE).expect("many of both");
        assert_eq!(Some(check.area), check.area_of_presence);
        assert_eq!(check.verdict, HealthVerdict::AsWell);
        assert_eq!(check.difference.map(|difference| (difference.value, difference.high)), Some((0.0, 0.0)));
        assert!(check.area.low > 0.6 && check.area.high < 1.0, "{:?}", check.area);
        let [good, _, poor] = check.bands.map(|band| band.share.expect("customers"));
        assert!(good.low > poor.high);
        assert_eq!(check.bands.iter().map(|band| band.customers).sum::<u32>(), check.customers);
        assert_eq!(check.bands.iter().map(|band| band.ordered).sum::<u32>(), check.ordered);
    }

    #[test]
    fn a_score_that_leaves_out_what_counts_is_worse() {
        let base = shop(3_000);
        let known = KnownAtSplit::of(&base, None).expect("two years");
        let check = known.check(&base, &HealthWeights([0, 0, 0, 10, 0, 0])).expect("many of both");
        assert_eq!(check.verdict, HealthVerdict::Worse);
        assert!(check.customers < 1_500, "value has a trend from four orders on");
    }

    #[test]
    fn nothing_after_the_split_and_nothing_undated_reaches_a_score() {
        let mut base = shop(1_500);
        let known = KnownAtSplit::of(&base, None).expect("two years");
        let split = known.split;
        let parts: Vec<_> = (0..known.rows.len()).map(|index| known.parts(&base, index)).collect();
        let before = known.check(&base, &HealthWeights::USUAL).expect("many of both");
        // Everything that came later happens on other days for other amounts; refunds and consent change for all.
        for (day, net) in base.orders.day.iter_mut().zip(&mut base.orders.net_minor) {
            if *day > split {
                *day = Day((day.0 + split.0 + 1) / 2 + 1);
                *net *= 7;
            }
        }
        base.customers.refunds_minor.fill(-1_000_000);
        base.customers.flags.fill(4);
        let after = KnownAtSplit::of(&base, None).expect("two years");
        assert_eq!(after.split, split);
        assert_eq!(parts, (0..after.rows.len()).map(|index| after.parts(&base, index)).collect::<Vec<_>>());
        let after = after.check(&base, &HealthWeights::USUAL).expect("as before");
        assert_eq!((after.area, after.bands), (before.area, before.bands));
    }

    #[test]
    fn what_cannot_be_compared_is_said() {
        let base = shop(200);
        let last = base.as_of.expect("orders");
        let early = KnownAtSplit::of(&base, Some(Day(last.0 - 5)));
        assert!(matches!(early, Err(HealthCheckProblem::TooShort { .. })));
        let known = KnownAtSplit::of(&base, None).expect("two years");
        let undated = known.check(&base, &HealthWeights([0, 0, 0, 0, 50, 50]));
        assert_eq!(undated, Err(HealthCheckProblem::TooFew { ordered: 0, others: 0 }));
    }

    #[test]
    fn without_an_identified_model_the_other_parts_stand_alone() {
        let base = shop(1_500);
        let mut known = KnownAtSplit::of(&base, None).expect("two years");
        known.presence.clear();
        let check = known.check(&base, &HealthWeights::USUAL).expect("repeat customers have a rhythm");
        assert_eq!((check.verdict, check.area_of_presence, check.difference), (HealthVerdict::Alone, None, None));
    }
}

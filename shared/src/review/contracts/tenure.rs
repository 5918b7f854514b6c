//! How long customers stay under contract.

use serde::{Deserialize, Serialize};

use super::spells::{ContractSpell, contract_spells};
use crate::base::ContractSpan;
use crate::domain::Day;
use crate::planning::Estimate;
use crate::scoring::contractual::{Cohort, ContractKind, FittedContract, Renewals, fit};
use crate::scoring::survival::{Spells, kaplan_meier};
use crate::scoring::uncertainty::{Interval, Level};

/// Days of a month of tenure.
const MONTH_DAYS: f64 = 365.25 / 12.0;
/// Months projected beyond what was watched.
const AHEAD: u32 = 12;

/// Below so many spells that ended no model is fitted: its projection would be a guess.
pub const FEWEST_ENDED: u32 = 20;

/// How many were still under contract after so many months.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TenureMonth {
    /// Whole months since the start.
    pub months: u32,
    /// Spells watched that long and not over before.
    pub at_risk: u32,
    /// Share that lasted longer, by Kaplan and Meier, with its 95 % interval.
    pub staying: Estimate,
}

/// Share that a model expects to be under contract after so many months.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProjectedMonth {
    /// Whole months since the start.
    pub months: u32,
    /// The share.
    pub staying: f64,
    /// The 95 % interval that the parameters leave, if the model holds; `None` where the fit gives none.
    pub range: Option<(f64, f64)>,
}

/// How long customers stay under contract, and how long they will. A *spell* is a time without a gap under contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TenureCurve {
    /// Spells counted.
    pub spells: u32,
    /// Those that ended.
    pub ended: u32,
    /// Month by month, as far as any spell was watched.
    pub months: Vec<TenureMonth>,
    /// The model with the smaller information criterion, `sbg` or `bdw`; `None` below [`FEWEST_ENDED`] and where neither can be
    /// fitted.
    pub model: Option<String>,
    /// Its projection from the start to a year beyond what was watched.
    pub projected: Vec<ProjectedMonth>,
}

/// The curve of all spells that began by the as-of day. One without an end by then is censored there; spells of one customer
/// share a variance. The models see whole months of tenure (365.25/12 days), of which the last, unfinished one counts for
/// nobody. Contracts stand by customer and then by start; `None` where none has begun.
///
/// ```
/// use shared::domain::Day;
/// use shared::review::tenure_curve;
/// assert!(tenure_curve(&[], Day(100)).is_none());
/// ```
#[must_use]
pub fn tenure_curve(contracts: &[ContractSpan], as_of: Day) -> Option<TenureCurve> {
    let begun: Vec<ContractSpan> = contracts.iter().copied().filter(|contract| contract.start <= as_of).collect();
    let known = contract_spells(&begun);
    let watched = |spell: &ContractSpell| {
        let end = spell.end.filter(|end| *end <= as_of);
        (f64::from(end.unwrap_or(as_of).0 - spell.start.0), end.is_some())
    };
    let (durations, ended): (Vec<f64>, Vec<bool>) = known.iter().map(watched).unzip();
    let count_ended = ended.iter().filter(|ended| **ended).count() as u32;
    let customers = known.iter().map(|spell| spell.customer).collect();
    let spells = Spells::new(durations.clone(), ended).ok()?.of_customers(customers).ok()?;
    let curve = kaplan_meier(&spells, Level::NINETY_FIVE);
    let longest = durations.iter().copied().fold(0.0, f64::max);
    let months = (1..).take_while(|months| f64::from(*months) * MONTH_DAYS <= longest).map(|months| {
        let days = f64::from(months) * MONTH_DAYS;
        let staying = curve.at(days);
        let interval = curve.point_at(days).and_then(|point| point.interval);
        TenureMonth {
            months,
            at_risk: durations.iter().filter(|duration| **duration >= days).count() as u32,
            staying: Estimate {
                value: staying,
                low: interval.map_or(staying, |it| it.low),
                high: interval.map_or(staying, |it| it.high),
            },
        }
    });
    let months: Vec<TenureMonth> = months.collect();
    let fitted = (count_ended >= FEWEST_ENDED).then(|| best_fit(&known, as_of)).flatten();
    let projected = fitted.as_ref().map(|(_, fitted)| projection(fitted, months.len() as u32 + AHEAD));
    Some(TenureCurve {
        spells: known.len() as u32,
        ended: count_ended,
        months,
        projected: projected.unwrap_or_default(),
        model: fitted.map(|(kind, _)| kind.name().to_owned()),
    })
}

fn best_fit(spells: &[ContractSpell], as_of: Day) -> Option<(ContractKind, FittedContract)> {
    let cohorts: Vec<Cohort> = spells.iter().filter_map(|spell| cohort(spell, as_of)).collect();
    let renewals = Renewals::of(&cohorts);
    let fit_of = |kind| fit(kind, &renewals).ok().map(|fitted| (kind, fitted));
    let fits = [ContractKind::Sbg, ContractKind::Bdw].into_iter().filter_map(fit_of);
    fits.min_by(|(_, a), (_, b)| a.akaike().total_cmp(&b.akaike()))
}

/// A spell as a cohort of one. A month counts only if it could have been over by now: were those counted who left in a month
/// that is not over, but not those who have not left in it yet, leaving would look more frequent than it is.
fn cohort(spell: &ContractSpell, as_of: Day) -> Option<Cohort> {
    let whole = |end: Day| (f64::from(end.0 - spell.start.0) / MONTH_DAYS).floor() as usize;
    let watched = whole(as_of);
    let lived = spell.end.filter(|end| *end <= as_of).map_or(watched, whole);
    let mut active = vec![1; lived.min(watched) + 1];
    active.resize(watched.min(lived + 1) + 1, 0);
    Cohort::new(active).ok()
}

fn projection(fitted: &FittedContract, months: u32) -> Vec<ProjectedMonth> {
    let bands = fitted.survival_bands(0, months, Level::NINETY_FIVE).into_iter().zip(1..);
    let month = |((staying, interval), months): ((f64, Option<Interval>), u32)| ProjectedMonth {
        months,
        staying,
        range: interval.map(|it| (it.low, it.high)),
    };
    bands.map(month).collect()
}

#[cfg(test)]
mod tests {
    use super::{AHEAD, FEWEST_ENDED, cohort, tenure_curve};
    use crate::base::ContractSpan;
    use crate::domain::{Day, EndReason};
    use crate::math::{exp, ln_beta};
    use crate::random::Random;
    use crate::review::contracts::spells::ContractSpell;

    fn contract(customer: u32, start: i32, end: Option<i32>) -> ContractSpan {
        let reason = EndReason::Cancelled;
        ContractSpan { customer, start: Day(start), end: end.map(Day), monthly_minor: 900, reason }
    }

    #[test]
    fn five_contracts_by_hand() {
        // At 200: ended after 10, 40 and 70 days; running for 50 and 100 days; one that begins later is not there yet.
        let contracts = [
            contract(0, 0, Some(10)),
            contract(1, 0, Some(40)),
            contract(2, 0, Some(70)),
            contract(3, 150, None),
            contract(4, 100, Some(120)),
            contract(4, 120, Some(300)),
        ];
        let later = [contracts.as_slice(), &[contract(5, 201, None)]].concat();
        let found = tenure_curve(&later, Day(200)).expect("contracts");
        assert_eq!((found.spells, found.ended, found.model), (5, 3, None), "too few ended for a model");
        // A month is 30.4375 days. Of 5 one ended at 10, of 4 one at 40; the one censored at 50 leaves 2, one ended at 70.
        let expected = [(1, 4, 0.8), (2, 2, 0.6), (3, 1, 0.3)];
        let months: Vec<_> = found.months.iter().map(|it| (it.months, it.at_risk, it.staying.value)).collect();
        assert_eq!(months.len(), 3);
        for (found, expected) in months.iter().zip(expected) {
            assert_eq!((found.0, found.1), (expected.0, expected.1));
            assert!((found.2 - expected.2).abs() < 1e-12, "{found:?}");
        }
        assert!(
            found.months.iter().all(|it| it.staying.low <= it.staying.value && it.staying.value <= it.staying.high)
        );
    }

    #[test]
    fn a_month_that_is_not_over_counts_for_nobody() {
        let of = |start, end: Option<i32>| {
            let spell = ContractSpell { customer: 0, start: Day(start), end: end.map(Day) };
            cohort(&spell, Day(100)).map(|cohort| cohort.active().to_vec())
        };
        assert_eq!(of(0, None), Some(vec![1, 1, 1, 1]), "100 days are three whole months");
        assert_eq!(of(0, Some(40)), Some(vec![1, 1, 0]));
        assert_eq!(of(0, Some(95)), Some(vec![1, 1, 1, 1]), "it ended in the fourth, which is not over");
        assert_eq!([of(80, None), of(80, Some(90))], [None, None]);
    }

    #[test]
    fn the_projection_finds_the_survival_of_a_shifted_beta_geometric() {
        let (alpha, beta) = (1.5, 9.0);
        let mut random = Random::new(21, 0);
        let contracts: Vec<ContractSpan> = (0..6_000)
            .map(|number| {
                let start = (number % 24) * 30;
                let (a, b) = (random.gamma(alpha, 1.0), random.gamma(beta, 1.0));
                let leaves = a / (a + b);
                let months = (1..60).find(|_| random.uniform() < leaves);
                let end = months.map(|months| start + (f64::from(months) * super::MONTH_DAYS) as i32 - 3);
                contract(number as u32, start, end)
            })
            .collect();
        let found = tenure_curve(&contracts, Day(24 * 30)).expect("contracts");
        assert!(found.ended > FEWEST_ENDED && found.model.is_some());
        assert_eq!(found.projected.len(), found.months.len() + AHEAD as usize);
        let truth = |months: u32| exp(ln_beta(alpha, beta + f64::from(months)) - ln_beta(alpha, beta));
        for point in &found.projected {
            let (low, high) = point.range.expect("a regular fit");
            let truth = truth(point.months);
            assert!(low <= truth && truth <= high, "{} of {low} to {high} after {}", truth, point.months);
            assert!(high - low < 0.08);
        }
    }
}

//! What is worth doing this week, at most three things, each with what is at stake.

use serde::{Deserialize, Serialize};

use crate::base::Base;
use crate::domain::Settings;
use crate::planning::{Assessment, Estimate, ListForecast, RiskBand, SourceComparison, ValueTier, forecast_lists};

/// Fewest customers a proposal may speak of.
pub const FEWEST_CUSTOMERS: u32 = 30;
/// Least share of all value at risk that the lower end of a list's range must reach.
pub const LEAST_SHARE: f64 = 0.02;
/// Most proposals.
const MOST: usize = 3;

/// Which customers a proposal is about; each is a list that can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProposalKind {
    /// Repeat customers who are slipping and late against their own rhythm.
    LateAndSlipping,
    /// The most valuable customers who waver.
    BestWavering,
    /// Customers of the source whose customers are worth more than all others'.
    BestSource {
        /// Its number.
        source: u16,
    },
}

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// About whom.
    pub kind: ProposalKind,
    /// How many they are.
    pub customers: u32,
    /// What is at stake with its 95 % interval, minor units: value at risk of the list over 90 days, the most that keeping
    /// all of them could bring; for a source the mean lifetime value of a customer.
    pub worth_minor: Estimate,
    /// Orders expected of the list within 90 days if nothing is done: what a campaign must be compared with. `None` for a
    /// source.
    pub orders_anyway: Option<f64>,
}

/// The proposals, what is at stake most surely (the lower end of its range) first; a source comes last, for its euros are
/// a customer's. Empty where estimates may not be shown, and where nothing reaches the least that is asked:
/// [`FEWEST_CUSTOMERS`] customers and, for a list, a lower end of at least [`LEAST_SHARE`] of all value at risk.
///
/// `tiers` holds each row's tier, `sources` the comparison of the base's sources.
///
/// ```
/// use shared::base::Base;
/// use shared::domain::Settings;
/// use shared::planning::{SourceComparison, assess};
/// use shared::review::proposals;
/// let base = Base::default();
/// let assessment = assess(&base.customers);
/// let settings = Settings::initial("Maple & Finch");
/// assert!(proposals(&base, &assessment, &settings, &[], &SourceComparison::default()).is_empty());
/// ```
#[must_use]
pub fn proposals(
    base: &Base,
    assessment: &Assessment,
    settings: &Settings,
    tiers: &[Option<ValueTier>],
    sources: &SourceComparison,
) -> Vec<Proposal> {
    let customers = &base.customers;
    let list_of = |row: usize| match RiskBand::of(customers.probability_alive[row])? {
        RiskBand::Slipping => customers.lateness(row).is_some_and(|lateness| lateness > 2.0).then_some(0),
        RiskBand::Wavering => (tiers[row] == Some(ValueTier::Best)).then_some(1),
        RiskBand::Safe | RiskBand::NearlyGone => None,
    };
    let Some(lists) = forecast_lists(customers, assessment, settings, 2, list_of) else { return Vec::new() };
    let all: f64 = customers.value_at_risk_minor.iter().sum();
    let kinds = [ProposalKind::LateAndSlipping, ProposalKind::BestWavering];
    let mut found: Vec<Proposal> =
        kinds.into_iter().zip(lists).filter_map(|(kind, list)| of_list(kind, &list, all)).collect();
    found.sort_by(|a, b| b.worth_minor.low.total_cmp(&a.worth_minor.low));
    found.extend(of_source(sources));
    found.truncate(MOST);
    found
}

fn of_list(kind: ProposalKind, list: &ListForecast, all_at_risk: f64) -> Option<Proposal> {
    let worth_minor = list.value_at_risk_minor;
    let is_enough = list.customers >= FEWEST_CUSTOMERS && worth_minor.low > 0.0;
    (is_enough && worth_minor.low >= LEAST_SHARE * all_at_risk).then_some(Proposal {
        kind,
        customers: list.customers,
        worth_minor,
        orders_anyway: Some(list.orders),
    })
}

fn of_source(sources: &SourceComparison) -> Option<Proposal> {
    let best = sources.best?;
    let source = sources.sources.get(best)?;
    Some(Proposal {
        kind: ProposalKind::BestSource { source: u16::try_from(best).ok()? },
        customers: source.customers,
        worth_minor: source.mean_value.filter(|mean| mean.low > 0.0)?,
        orders_anyway: None,
    })
}

#[cfg(test)]
mod tests {
    use super::{FEWEST_CUSTOMERS, ProposalKind, proposals};
    use crate::base::Base;
    use crate::domain::Settings;
    use crate::planning::Estimate;
    use crate::planning::{Assessment, RiskBand, SourceComparison, SourceValue, ValueTier, Verdict, compare_sources};
    use crate::review::fixture::shop;

    fn tiers(base: &Base) -> Vec<Option<ValueTier>> {
        (0..base.customers.len()).map(|row| Some(ValueTier::of_rank(row % 100, 100))).collect()
    }

    fn all(base: &Base, assessment: &Assessment, settings: &Settings) -> Vec<super::Proposal> {
        let sources = compare_sources(&base.customers.source, &base.customers.lifetime_value_minor, base.sources.len());
        proposals(base, assessment, settings, &tiers(base), &sources)
    }

    #[test]
    fn a_proposal_counts_and_weighs_the_list_it_opens() {
        let (base, assessment, settings) = shop(81, 6_000);
        let found = all(&base, &assessment, &settings);
        assert!(found.len() <= 3 && !found.is_empty());
        let tiers = tiers(&base);
        for proposal in &found {
            let is_in = |row: &usize| {
                let customers = &base.customers;
                let risk = RiskBand::of(customers.probability_alive[*row]);
                match proposal.kind {
                    ProposalKind::LateAndSlipping => {
                        risk == Some(RiskBand::Slipping) && customers.lateness(*row).is_some_and(|late| late > 2.0)
                    }
                    ProposalKind::BestWavering => {
                        risk == Some(RiskBand::Wavering) && tiers[*row] == Some(ValueTier::Best)
                    }
                    ProposalKind::BestSource { source } => customers.source[*row] == source,
                }
            };
            let rows: Vec<usize> = (0..base.customers.len()).filter(is_in).collect();
            assert_eq!(rows.len(), proposal.customers as usize);
            let worth = proposal.worth_minor;
            assert!(0.0 < worth.low && worth.low < worth.value && worth.value < worth.high);
            let Some(orders) = proposal.orders_anyway else { continue };
            let at_risk: f64 = rows.iter().map(|row| base.customers.value_at_risk_minor[*row]).sum();
            assert!((worth.value / at_risk - 1.0).abs() < 1e-9);
            let in_a_year: f64 = rows.iter().map(|row| base.customers.expected_orders[*row]).sum();
            assert!(orders > 0.2 * in_a_year && orders < 0.6 * in_a_year, "a quarter of a year and somewhat more");
        }
    }

    #[test]
    fn nothing_is_proposed_where_the_evidence_is_weak() {
        // Too few customers for any list.
        let (base, assessment, settings) = shop(82, 400);
        for proposal in all(&base, &assessment, &settings) {
            assert!(proposal.customers >= FEWEST_CUSTOMERS);
        }
        // No verdict, no proposal, whatever the columns hold.
        let (base, mut assessment, settings) = shop(81, 6_000);
        assessment.verdict = Verdict::RankByLateness { reason: crate::planning::Reason::NotConverged };
        assert!(all(&base, &assessment, &settings).is_empty());
        // Lists that hold next to nothing of what is at risk.
        let (mut base, assessment, settings) = shop(81, 6_000);
        base.customers.value_at_risk_minor[0] = 1e15;
        let found = all(&base, &assessment, &settings);
        assert!(found.iter().all(|proposal| matches!(proposal.kind, ProposalKind::BestSource { .. })));
    }

    #[test]
    fn a_source_is_proposed_only_when_its_lead_is_no_chance() {
        let value = |mean| SourceValue {
            customers: 50,
            mean_value: Some(Estimate { value: mean, low: mean - 1.0, high: mean + 1.0 }),
        };
        let (base, assessment, settings) = shop(81, 2_000);
        let with = |best| {
            let sources = SourceComparison { sources: vec![value(5.0), value(9.0)], best };
            proposals(&base, &assessment, &settings, &vec![None; base.customers.len()], &sources)
        };
        let is_source = |proposal: &super::Proposal| proposal.kind == ProposalKind::BestSource { source: 1 };
        assert!(with(Some(1)).iter().any(is_source));
        assert!(!with(None).iter().any(is_source));
    }
}

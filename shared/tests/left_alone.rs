//! What a list of customers does when it is left alone, against customers who were left alone: the sample shop lives on for 90 days
//! after a list was proposed. What the proposal expects must be what comes, or the return of late customers to their own rhythm
//! would be taken for an effect.

use std::collections::BTreeMap;

use shared::base::{Base, build};
use shared::domain::{CustomerHistory, CustomerId, Day, Settings};
use shared::planning::{SourceComparison, ValueTier, assess, score, value_tiers};
use shared::review::{ProposalKind, proposals};
use shared::sample::{SampleShop, sample_shop};
use shared::segments::{Stage, transitions};

const PROPOSED_ON: Day = Day(20_000);
const AHEAD_DAYS: i32 = 90;

/// A list: how many orders were expected, how many came, and how many there were in as many days before.
#[derive(Debug, Default)]
struct LeftAlone {
    customers: u32,
    expected: f64,
    after: u32,
    before: u32,
}

fn until(day: Day, history: &CustomerHistory) -> Option<CustomerHistory> {
    let mut past = history.clone();
    past.orders.retain(|order| order.day <= day);
    (!past.orders.is_empty()).then_some(past)
}

/// Adds what became of each list that is proposed for a shop on the day, by its kind.
fn add(seed: u64, late: &mut LeftAlone, best: &mut LeftAlone) {
    let shop = SampleShop { seed, customers: 9_000, last_day: Day(PROPOSED_ON.0 + AHEAD_DAYS), days: 790 };
    let lives: Vec<CustomerHistory> = sample_shop(shop).1.map(|(history, _)| history).collect();
    let past: Vec<CustomerHistory> = lives.iter().filter_map(|life| until(PROPOSED_ON, life)).collect();
    let mut base = build(&past);
    assert_eq!(base.as_of, Some(PROPOSED_ON), "somebody orders every day");
    let (assessment, settings) = (assess(&base.customers), Settings::initial("Maple & Finch"));
    score(&mut base.customers, &assessment, &settings);
    let tiers = value_tiers(&base.customers);
    let lives: BTreeMap<CustomerId, CustomerHistory> = lives.into_iter().map(|life| (life.key.id(), life)).collect();
    let days_of = |id: CustomerId| lives[&id].orders.iter().map(|order| order.day.0 - PROPOSED_ON.0);
    for proposal in proposals(&base, &assessment, &settings, &tiers, &SourceComparison::default()) {
        let (list, is_late) = match proposal.kind {
            ProposalKind::LateAndSlipping => (&mut *late, true),
            ProposalKind::BestWavering => (&mut *best, false),
            ProposalKind::BestSource { .. } => continue,
        };
        list.customers += proposal.customers;
        list.expected += proposal.orders_anyway.expect("a list");
        for row in rows(&base, &tiers, is_late) {
            for day in days_of(base.customers.id[row]) {
                list.after += u32::from((1..=AHEAD_DAYS).contains(&day));
                list.before += u32::from((1 - AHEAD_DAYS..=0).contains(&day));
            }
        }
    }
}

/// Who is in a list, by its definition: P(alive) of 0.2 to 0.5 and later than twice their rhythm, or 0.5 to 0.8 and in the best
/// tier.
fn rows(base: &Base, tiers: &[Option<ValueTier>], is_late: bool) -> Vec<usize> {
    let customers = &base.customers;
    let is_in = |row: &usize| {
        let alive = customers.probability_alive[*row];
        if is_late {
            (0.2..0.5).contains(&alive) && customers.lateness(*row).is_some_and(|late| late > 2.0)
        } else {
            (0.5..0.8).contains(&alive) && tiers[*row] == Some(ValueTier::Best)
        }
    };
    (0..customers.len()).filter(is_in).collect()
}

#[test]
fn a_list_that_is_left_alone_orders_as_often_as_its_proposal_expects() {
    let (mut late, mut best) = (LeftAlone::default(), LeftAlone::default());
    (1..=4).for_each(|seed| add(seed, &mut late, &mut best));
    for list in [&late, &best] {
        assert!(list.customers > 400 && list.after > 300, "{list:?}");
        let deviation = (f64::from(list.after) - list.expected) / list.expected.sqrt();
        // Counts vary by more than Poisson's, for the rates of people differ.
        assert!(deviation.abs() < 3.0, "{list:?} {deviation}");
    }
    // The trap: without anybody doing anything the late order more than before.
    assert!(late.after > late.before, "{late:?}");
}

#[test]
fn the_stages_of_customers_left_alone_order_as_often_as_expected() {
    let at_risk = Stage::AtRisk as usize;
    let (mut came, mut expected, mut variance, mut active_again) = (0.0, 0.0, 0.0, 0);
    for seed in 11..=14 {
        let shop = SampleShop { seed, customers: 9_000, last_day: Day(PROPOSED_ON.0 + AHEAD_DAYS), days: 790 };
        let mut base = build(&sample_shop(shop).1.map(|(history, _)| history).collect::<Vec<_>>());
        let (assessment, settings) = (assess(&base.customers), Settings::initial("Maple & Finch"));
        score(&mut base.customers, &assessment, &settings);
        let found = transitions(&base, &assessment, PROPOSED_ON).expect("an earlier day");
        let anyway = found.ordered[at_risk].expected.expect("estimated");
        came += f64::from(found.ordered[at_risk].customers);
        expected += anyway.value;
        let deviation = (anyway.high - anyway.value) / 1.959_964;
        variance += deviation * deviation;
        active_again += found.customers[at_risk][Stage::Active as usize];
    }
    let deviation = (came - expected) / variance.sqrt();
    assert!(came > 300.0 && deviation.abs() < 3.0, "{came} came, {expected} expected, {deviation}");
    // The trap: of those at risk some are active again though nobody did anything.
    assert!(active_again > 50, "{active_again}");
}

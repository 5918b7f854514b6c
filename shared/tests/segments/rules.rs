//! Random rules.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use shared::domain::{ConsentStatus, Day};
use shared::planning::{RiskBand, ValueTier};
use shared::segments::{Bought, Comparison, Condition, Measure, Reading, Rule, Stage, TierWorth};

use super::shop::PRODUCTS;

pub(crate) fn rule() -> impl Strategy<Value = Rule> {
    condition().prop_map(Rule::Is).prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Rule::All),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Rule::Any),
            inner.prop_map(|rule| Rule::Not(Box::new(rule))),
        ]
    })
}

fn condition() -> impl Strategy<Value = Condition> {
    let any_of = |words: &'static [&'static str]| {
        subsequence(words, 1..=words.len()).prop_map(|names| names.into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    let bought = select(vec![Bought::AnyOf, Bought::AllOf, Bought::NoneOf]);
    let consents = vec![ConsentStatus::Unknown, ConsentStatus::Given, ConsentStatus::Withdrawn];
    let worth = prop::option::of(
        (0.1..1.0, 0.0..2_000.0)
            .prop_map(|(margin_share, cost_to_serve_minor)| TierWorth { margin_share, cost_to_serve_minor }),
    );
    prop_oneof![
        6 => number(),
        1 => period().prop_map(|(from, to)| Condition::FirstOrder { from, to }),
        1 => period().prop_map(|(from, to)| Condition::LastOrder { from, to }),
        2 => (bought, any_of(&PRODUCTS)).prop_map(|(bought, products)| Condition::Product { bought, products }),
        1 => any_of(&["unknown", "search", "newsletter", "nowhere"]).prop_map(|any_of| Condition::Source { any_of }),
        1 => any_of(&["sample", "fair"]).prop_map(|any_of| Condition::Attribute { name: "data source".into(), any_of }),
        1 => subsequence(consents, 1..=3).prop_map(|any_of| Condition::EmailConsent { any_of }),
        2 => subsequence(Stage::ALL.to_vec(), 1..=6).prop_map(|any_of| Condition::Stage { any_of }),
        1 => subsequence(RiskBand::ALL.to_vec(), 1..=4).prop_map(|any_of| Condition::Risk { any_of }),
        1 => (subsequence(ValueTier::ALL.to_vec(), 1..=4), worth)
            .prop_map(|(any_of, worth)| Condition::Tier { any_of, worth }),
    ]
}

fn number() -> impl Strategy<Value = Condition> {
    (select(Measure::ALL.to_vec()), 0_u32..=20, 0_u32..=20, 0..5, 0..3).prop_map(
        |(measure, one, other, kind, reading)| {
            let scale = match measure {
                Measure::Orders | Measure::RecencyScore | Measure::FrequencyScore | Measure::SpendScore => 1.0,
                Measure::DaysSinceLastOrder | Measure::DaysSinceFirstOrder | Measure::MeanGap => 20.0,
                Measure::Spend | Measure::AverageOrder | Measure::LifetimeValue => 1_000.0,
                Measure::Lateness | Measure::ExpectedOrders => 0.25,
                Measure::ProbabilityAlive => 0.05,
                Measure::ValueAtRisk => 50.0,
            };
            let (low, high) = (f64::from(one.min(other)) * scale, f64::from(one.max(other)) * scale);
            let compare = match kind {
                0 => Comparison::AtLeast { value: low },
                1 => Comparison::MoreThan { value: low },
                2 => Comparison::AtMost { value: high },
                3 => Comparison::LessThan { value: high },
                _ => Comparison::Between { low, high },
            };
            let reading = match reading {
                1 if measure.has_interval() => Reading::Surely,
                2 if measure.has_interval() => Reading::Possibly,
                _ => Reading::Estimate,
            };
            Condition::Number { measure, reading, compare }
        },
    )
}

fn period() -> impl Strategy<Value = (Option<Day>, Option<Day>)> {
    (19_300_i32..20_000, 0_i32..400, 0..3).prop_map(|(first, days, open)| {
        (Some(Day(first)).filter(|_| open != 1), Some(Day(first + days)).filter(|_| open != 2))
    })
}

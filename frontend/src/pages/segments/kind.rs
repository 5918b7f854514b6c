//! Kinds of conditions, as the editor offers them.

use shared::base::DATA_SOURCE;
use shared::domain::ConsentStatus;
use shared::planning::{RiskBand, ValueTier};
use shared::segments::{Bought, Comparison, Condition, Measure, Reading, Stage};

use crate::text::segments as text;

/// What a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number(Measure),
    FirstOrder,
    LastOrder,
    Product,
    Source,
    DataSource,
    EmailConsent,
    Stage,
    Risk,
    Tier,
}

impl Kind {
    /// Groups of kinds, each with its name.
    pub(super) fn groups() -> [(&'static str, Vec<Self>); 4] {
        use Measure as M;
        let numbers = |measures: &[Measure]| measures.iter().copied().map(Self::Number).collect::<Vec<_>>();
        let mut behaviour = numbers(&[
            M::Orders,
            M::DaysSinceLastOrder,
            M::DaysSinceFirstOrder,
            M::Spend,
            M::AverageOrder,
            M::MeanGap,
            M::Lateness,
        ]);
        behaviour.extend([Self::FirstOrder, Self::LastOrder, Self::Product, Self::Source, Self::DataSource]);
        let mut predictions = numbers(&[M::ProbabilityAlive, M::LifetimeValue, M::ExpectedOrders, M::ValueAtRisk]);
        predictions.extend([Self::Risk, Self::Tier]);
        [
            (text::group_behaviour(), behaviour),
            (text::group_predictions(), predictions),
            (text::group_ranks(), numbers(&[M::RecencyScore, M::FrequencyScore, M::SpendScore])),
            (text::group_customer(), vec![Self::Stage, Self::EmailConsent]),
        ]
    }

    /// The kind of a condition.
    pub(super) fn of(condition: &Condition) -> Self {
        match condition {
            Condition::Number { measure, .. } => Self::Number(*measure),
            Condition::FirstOrder { .. } => Self::FirstOrder,
            Condition::LastOrder { .. } => Self::LastOrder,
            Condition::Product { .. } => Self::Product,
            Condition::Source { .. } => Self::Source,
            Condition::Attribute { .. } => Self::DataSource,
            Condition::EmailConsent { .. } => Self::EmailConsent,
            Condition::Stage { .. } => Self::Stage,
            Condition::Risk { .. } => Self::Risk,
            Condition::Tier { .. } => Self::Tier,
        }
    }

    /// One word for it, the value of the choice.
    pub(super) fn key(self) -> String {
        match self {
            Self::Number(measure) => format!("number-{measure:?}"),
            other => format!("{other:?}"),
        }
    }

    /// The kind of such a word.
    pub(super) fn read(key: &str) -> Option<Self> {
        Self::groups().into_iter().flat_map(|(_, kinds)| kinds).find(|kind| kind.key() == key)
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Number(measure) => text::measure(measure),
            Self::FirstOrder => text::first_order(),
            Self::LastOrder => text::last_order(),
            Self::Product => text::products(),
            Self::Source => text::source(),
            Self::DataSource => text::data_source(),
            Self::EmailConsent => text::consent(),
            Self::Stage => text::stage_label(),
            Self::Risk => text::risk_label(),
            Self::Tier => text::tier_label(),
        }
    }

    /// A condition of this kind to begin with. Nothing is chosen where only the person can choose.
    pub(super) fn usual(self) -> Condition {
        match self {
            Self::Number(measure) => {
                let compare = match measure {
                    Measure::Orders => Comparison::AtLeast { value: 3.0 },
                    Measure::DaysSinceLastOrder => Comparison::AtLeast { value: 90.0 },
                    Measure::DaysSinceFirstOrder => Comparison::AtMost { value: 365.0 },
                    Measure::MeanGap => Comparison::AtMost { value: 60.0 },
                    Measure::Lateness => Comparison::MoreThan { value: 2.0 },
                    Measure::ProbabilityAlive => Comparison::LessThan { value: 0.3 },
                    Measure::ExpectedOrders => Comparison::AtLeast { value: 1.0 },
                    Measure::RecencyScore | Measure::FrequencyScore | Measure::SpendScore => {
                        Comparison::AtLeast { value: 4.0 }
                    }
                    Measure::Spend | Measure::LifetimeValue => Comparison::AtLeast { value: 10_000.0 },
                    Measure::AverageOrder | Measure::ValueAtRisk => Comparison::AtLeast { value: 1_000.0 },
                };
                Condition::Number { measure, reading: Reading::Estimate, compare }
            }
            Self::FirstOrder => Condition::FirstOrder { from: None, to: None },
            Self::LastOrder => Condition::LastOrder { from: None, to: None },
            Self::Product => Condition::Product { bought: Bought::AnyOf, products: Vec::new() },
            Self::Source => Condition::Source { any_of: Vec::new() },
            Self::DataSource => Condition::Attribute { name: DATA_SOURCE.to_owned(), any_of: Vec::new() },
            Self::EmailConsent => Condition::EmailConsent { any_of: vec![ConsentStatus::Given] },
            Self::Stage => Condition::Stage { any_of: vec![Stage::AtRisk] },
            Self::Risk => Condition::Risk { any_of: vec![RiskBand::Slipping] },
            Self::Tier => Condition::Tier { any_of: vec![ValueTier::Best], worth: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::segments::Measure;

    use super::Kind;

    #[test]
    fn every_kind_is_offered_once_and_reads_back() {
        let kinds: Vec<Kind> = Kind::groups().into_iter().flat_map(|(_, kinds)| kinds).collect();
        assert_eq!(kinds.len(), Measure::ALL.len() + 9);
        for (index, kind) in kinds.iter().enumerate() {
            assert!(!kinds[..index].contains(kind));
            assert_eq!(Kind::read(&kind.key()), Some(*kind));
            assert_eq!(Kind::of(&kind.usual()), *kind);
        }
        assert_eq!(Kind::read("shoe size"), None);
    }
}

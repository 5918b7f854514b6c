//! What a message is about.

/// Topics with their names on the wire.
macro_rules! topics {
    ($($(#[$meta:meta])* $topic:ident = $name:literal,)*) => {
        /// What a message is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Topic {
            $($(#[$meta])* $topic,)*
        }

        impl Topic {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$topic,)*];

            /// Its name on the wire.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$topic => $name,)*
                }
            }

            /// The topic of a name; `None` for a name of another version.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|topic| topic.name() == name)
            }
        }
    };
}

topics! {
    /// Without a question. Answered with an empty text; a worker that does not is restarted.
    Ping = "ping",
    /// See [`LoadBase`](crate::LoadBase).
    LoadBase = "load-base",
    /// See [`BoardQuestion`](crate::BoardQuestion).
    Board = "board",
    /// See [`HoldoutQuestion`](crate::HoldoutQuestion).
    Holdout = "holdout",
    /// See [`RetentionQuestion`](crate::RetentionQuestion).
    Retention = "retention",
    /// See [`CohortsQuestion`](crate::CohortsQuestion).
    Cohorts = "cohorts",
    /// See [`BridgeQuestion`](crate::BridgeQuestion).
    Bridge = "bridge",
    /// See [`WhaleCurveQuestion`](crate::WhaleCurveQuestion).
    WhaleCurve = "whale-curve",
    /// See [`RepurchaseQuestion`](crate::RepurchaseQuestion).
    Repurchase = "repurchase",
    /// See [`ProposalsQuestion`](crate::ProposalsQuestion).
    Proposals = "proposals",
    /// See [`ListQuery`](crate::ListQuery).
    List = "list",
    /// See [`CustomerQuestion`](crate::CustomerQuestion).
    Customer = "customer",
    /// See [`ExportQuestion`](crate::ExportQuestion).
    Export = "export",
    /// See [`WhatIfQuestion`](crate::WhatIfQuestion).
    WhatIf = "what-if",
    /// See [`IntervalsQuestion`](crate::IntervalsQuestion).
    Intervals = "intervals",
    /// See [`LeverEffectQuestion`](crate::LeverEffectQuestion).
    LeverEffect = "lever-effect",
    /// See [`BreakEvenQuestion`](crate::BreakEvenQuestion).
    BreakEven = "break-even",
    /// See [`OrderTimingQuestion`](crate::OrderTimingQuestion).
    OrderTiming = "order-timing",
    /// See [`ContributionsQuestion`](crate::ContributionsQuestion).
    Contributions = "contributions",
    /// See [`TierChangesQuestion`](crate::TierChangesQuestion).
    TierChanges = "tier-changes",
    /// See [`NewcomersQuestion`](crate::NewcomersQuestion).
    Newcomers = "newcomers",
    /// See [`EquityChangesQuestion`](crate::EquityChangesQuestion).
    EquityChanges = "equity-changes",
    /// See [`ScopeCountsQuestion`](crate::ScopeCountsQuestion).
    ScopeCounts = "scope-counts",
    /// See [`ModelCardQuestion`](crate::ModelCardQuestion).
    ModelCard = "model-card",
    /// See [`ModelCheckQuestion`](crate::ModelCheckQuestion).
    ModelCheck = "model-check",
    /// A [`RefitRequest`](shared::planning::RefitRequest), answered with [`RefitAnswer`](crate::RefitAnswer).
    Refit = "refit",
    /// Stops the running refit after its step. Without a question, not answered.
    CancelRefit = "cancel-refit",
    /// See [`InspectQuestion`](crate::InspectQuestion).
    Inspect = "inspect",
    /// See [`DryRunQuestion`](crate::DryRunQuestion).
    DryRun = "dry-run",
    /// See [`CutQuestion`](crate::CutQuestion).
    Cut = "cut",
    /// A chunk has been uploaded; the next may come. Without a question, not answered.
    ChunkTaken = "chunk-taken",
    /// Stops the running file job. Without a question, not answered.
    CancelFile = "cancel-file",
    /// See [`HealthQuestion`](crate::HealthQuestion).
    Health = "health",
    /// See [`HealthCheckQuestion`](crate::HealthCheckQuestion).
    HealthCheck = "health-check",
    /// See [`EngagementQuestion`](crate::EngagementQuestion).
    Engagement = "engagement",
    /// See [`DriversQuestion`](crate::DriversQuestion).
    Drivers = "drivers",
    /// See [`BaseChunk`](crate::BaseChunk).
    BaseChunk = "base-chunk",
    /// See [`GoalsQuestion`](crate::GoalsQuestion).
    Goals = "goals",
    /// See [`GapQuestion`](crate::GapQuestion).
    Gap = "gap",
    /// See [`LostQuestion`](crate::LostQuestion).
    Lost = "lost",
    /// See [`LoadAttributes`](crate::LoadAttributes).
    LoadAttributes = "load-attributes",
    /// See [`SegmentQuestion`](crate::SegmentQuestion).
    Segment = "segment",
    /// See [`SegmentsQuestion`](crate::SegmentsQuestion).
    Segments = "segments",
    /// See [`SegmentChoicesQuestion`](crate::SegmentChoicesQuestion).
    SegmentChoices = "segment-choices",
    /// See [`TierCutsQuestion`](crate::TierCutsQuestion).
    TierCuts = "tier-cuts",
    /// See [`StagesQuestion`](crate::StagesQuestion).
    Stages = "stages",
    /// See [`LoadContracts`](crate::LoadContracts).
    LoadContracts = "load-contracts",
    /// See [`ContractsQuestion`](crate::ContractsQuestion).
    Contracts = "contracts",
    /// See [`LoadReferrals`](crate::LoadReferrals).
    LoadReferrals = "load-referrals",
    /// See [`ReferralsQuestion`](crate::ReferralsQuestion).
    Referrals = "referrals",
    /// See [`QualityQuestion`](crate::QualityQuestion).
    Quality = "quality",
}

impl Topic {
    /// Whether an answer follows.
    #[must_use]
    pub fn is_answered(self) -> bool {
        !matches!(self, Self::CancelRefit | Self::ChunkTaken | Self::CancelFile)
    }
}

#[cfg(test)]
mod tests {
    use super::Topic;

    #[test]
    fn every_topic_is_found_by_its_name_and_no_other() {
        for topic in Topic::ALL {
            assert_eq!(Topic::named(topic.name()), Some(*topic));
        }
        assert_eq!(Topic::named("weather"), None);
    }
}

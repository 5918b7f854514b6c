//! The Monday review of the loaded base.

use shared::planning::compare_sources;
use shared::review::{
    self, Bridge, BridgeProblem, CohortTriangle, GoalAim, GoalProgress, Proposal, Repurchase, Retention, WhaleCurve,
};

use super::LoadedBase;

/// Cohorts shown.
const COHORT_MONTHS: usize = 24;

impl LoadedBase {
    /// Who stayed over the last `days`; `None` in an empty base.
    #[must_use]
    pub fn retention(&self, days: u32, inactive_days: u32) -> Option<Retention> {
        review::retention(&self.base, &self.manifest.assessment, days, inactive_days)
    }

    /// How each month's new customers order again; `None` in an empty base.
    #[must_use]
    pub fn cohorts(&self) -> Option<CohortTriangle> {
        self.base.as_of.map(|as_of| review::cohorts(&self.base.orders, as_of, COHORT_MONTHS))
    }

    /// Why customer equity has changed over the last `days`.
    ///
    /// # Errors
    /// When it cannot be said.
    pub fn bridge(&self, days: u32) -> Result<Bridge, BridgeProblem> {
        review::bridge(&self.base, &self.manifest.assessment, &self.manifest.settings, days)
    }

    /// Who brings the profit when serving an order costs so much beyond what the margin holds, in minor units.
    #[must_use]
    pub fn whale_curve(&self, cost_per_order_minor: f64) -> WhaleCurve {
        review::whale_curve(&self.base, self.manifest.settings.margin_share, cost_per_order_minor)
    }

    /// How long from an order to the next; `None` where nobody has made it.
    #[must_use]
    pub fn repurchase(&self, order: u32) -> Option<Repurchase> {
        self.base.as_of.and_then(|as_of| review::repurchase(&self.base.orders, as_of, order))
    }

    /// Whether figures will be where they should be, one answer a goal.
    #[must_use]
    pub fn goals(&self, aims: &[GoalAim]) -> Vec<GoalProgress> {
        let manifest = &self.manifest;
        let progress = |aim: &GoalAim| {
            review::goal_progress(&self.base, &manifest.assessment, &manifest.settings, &manifest.summary, aim)
        };
        aims.iter().map(progress).collect()
    }

    /// What is worth doing.
    #[must_use]
    pub fn proposals(&self) -> Vec<Proposal> {
        let (base, settings) = (&self.base, &self.manifest.settings);
        let customers = &base.customers;
        let sources = compare_sources(&customers.source, &customers.lifetime_value_minor, base.sources.len());
        review::proposals(base, &self.manifest.assessment, settings, self.tiers(), &sources)
    }
}

#[cfg(test)]
mod tests {
    use shared::planning::compare_sources;
    use shared::review::{
        GoalAim, GoalMetric, bridge, cohorts, goal_progress, proposals, repurchase, retention, whale_curve,
    };

    use crate::base::test_base;

    #[test]
    fn every_part_is_computed_from_this_base_and_its_settings() {
        let base = test_base::random(71, 600);
        let mut manifest = test_base::manifest(&base);
        manifest.settings.margin_share = 0.25;
        let loaded = test_base::load(&manifest, base.clone());
        let assessment = test_base::manifest(&base).assessment;
        let as_of = base.as_of.expect("orders");
        let settings = &loaded.manifest.settings;
        let sources = compare_sources(&base.customers.source, &base.customers.lifetime_value_minor, base.sources.len());
        assert_eq!(loaded.retention(60, 45), retention(&base, &assessment, 60, 45));
        assert_eq!(loaded.cohorts(), Some(cohorts(&base.orders, as_of, 24)));
        assert_eq!(loaded.bridge(60), bridge(&base, &assessment, settings, 60));
        assert_eq!(loaded.whale_curve(120.0), whale_curve(&base, 0.25, 120.0));
        assert_eq!(loaded.repurchase(2), repurchase(&base.orders, as_of, 2));
        let aim = GoalAim { metric: GoalMetric::CustomerEquity, period_days: 90, target: 1.0, due: None };
        let progress = goal_progress(&base, &assessment, settings, &loaded.manifest.summary, &aim);
        assert_eq!(loaded.goals(&[aim, aim]), [progress.clone(), progress]);
        assert_eq!(loaded.proposals(), proposals(&base, &assessment, settings, loaded.tiers(), &sources));
    }
}

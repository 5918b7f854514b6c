//! The Monday review of the loaded base.

use protocol::{ReviewAnswer, ReviewQuestion};
use shared::planning::compare_sources;
use shared::review::{bridge, cohorts, proposals, repurchase, retention, whale_curve};

use super::LoadedBase;

/// Cohorts shown.
const COHORT_MONTHS: usize = 24;

impl LoadedBase {
    /// One part of the review.
    #[must_use]
    pub fn review(&self, question: ReviewQuestion) -> ReviewAnswer {
        let (base, settings) = (&self.base, &self.manifest.settings);
        let assessment = &self.manifest.assessment;
        match question {
            ReviewQuestion::Retention { days, inactive_days } => {
                ReviewAnswer::Retention(retention(base, assessment, days, inactive_days))
            }
            ReviewQuestion::Cohorts => {
                ReviewAnswer::Cohorts(base.as_of.map(|as_of| cohorts(&base.orders, as_of, COHORT_MONTHS)))
            }
            ReviewQuestion::Bridge { days } => ReviewAnswer::Bridge(bridge(base, assessment, settings, days)),
            ReviewQuestion::WhaleCurve { cost_per_order_minor } => {
                ReviewAnswer::WhaleCurve(whale_curve(base, settings.margin_share, cost_per_order_minor))
            }
            ReviewQuestion::Repurchase { order } => {
                ReviewAnswer::Repurchase(base.as_of.and_then(|as_of| repurchase(&base.orders, as_of, order)))
            }
            ReviewQuestion::Proposals => {
                let customers = &base.customers;
                let sources = compare_sources(&customers.source, &customers.lifetime_value_minor, base.sources.len());
                ReviewAnswer::Proposals(proposals(base, assessment, settings, &self.tiers, &sources))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use protocol::{ReviewAnswer, ReviewQuestion};
    use shared::planning::compare_sources;
    use shared::review::{bridge, cohorts, proposals, repurchase, retention, whale_curve};

    use crate::base::{LoadedBase, test_base};

    #[test]
    fn every_part_is_computed_from_this_base_and_its_settings() {
        let base = test_base::random(71, 600);
        let mut manifest = test_base::manifest(&base);
        manifest.settings.margin_share = 0.25;
        let loaded = LoadedBase::new(manifest, base.clone()).expect("they belong together");
        let assessment = test_base::manifest(&base).assessment;
        let as_of = base.as_of.expect("orders");
        let questions = [
            ReviewQuestion::Retention { days: 60, inactive_days: 45 },
            ReviewQuestion::Cohorts,
            ReviewQuestion::Bridge { days: 60 },
            ReviewQuestion::WhaleCurve { cost_per_order_minor: 120.0 },
            ReviewQuestion::Repurchase { order: 2 },
            ReviewQuestion::Proposals,
        ];
        let settings = &loaded.manifest.settings;
        let sources = compare_sources(&base.customers.source, &base.customers.lifetime_value_minor, base.sources.len());
        let answers = [
            ReviewAnswer::Retention(retention(&base, &assessment, 60, 45)),
            ReviewAnswer::Cohorts(Some(cohorts(&base.orders, as_of, 24))),
            ReviewAnswer::Bridge(bridge(&base, &assessment, settings, 60)),
            ReviewAnswer::WhaleCurve(whale_curve(&base, 0.25, 120.0)),
            ReviewAnswer::Repurchase(repurchase(&base.orders, as_of, 2)),
            ReviewAnswer::Proposals(proposals(&base, &assessment, settings, &loaded.tiers, &sources)),
        ];
        for (question, answer) in questions.into_iter().zip(answers) {
            assert_eq!(loaded.review(question), answer);
        }
    }
}

//! What is known of one's own customers.

use protocol::WhatIfQuestion;
use shared::api::Manifest;
use shared::planning::Scenario;

use super::question::Question;
use crate::worker_client::Latest;

/// One's own figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Own {
    /// Margin share of the settings.
    pub(super) margin_share: f64,
    /// Discount rate of the settings.
    pub(super) annual_discount_rate: f64,
    /// Expected share of today's active customers that is still active in a year; `None` where the model cannot say.
    pub(super) retention: Option<f64>,
    /// What an active customer is expected to buy for in the next year, in minor units; `None` alike.
    pub(super) revenue_minor: Option<f64>,
}

impl Own {
    /// What the settings say.
    pub(super) fn of_settings(manifest: &Manifest) -> Self {
        let settings = &manifest.settings;
        Self {
            margin_share: settings.margin_share,
            annual_discount_rate: settings.annual_discount_rate,
            retention: None,
            revenue_minor: None,
        }
    }

    /// The question with one's own figures, where they are known.
    pub(super) fn question(&self, usual_revenue_minor: f64) -> Question {
        let revenue_minor = self.revenue_minor.unwrap_or(usual_revenue_minor);
        let mut question = Question::plain(self.margin_share, self.annual_discount_rate, revenue_minor);
        question.cohort.retention = self.retention.unwrap_or(question.cohort.retention);
        question
    }
}

/// Asks the model for the rest: the next twelve months of today's customers, at full margin and undiscounted.
pub(super) fn ask(manifest: &Manifest, latest: Latest, then: impl FnOnce(Own) + 'static) {
    let own = Own::of_settings(manifest);
    let active = manifest.summary.expected_active_customers.map(|active| active.value);
    let Some(active) = active.filter(|active| *active > 0.0) else { return };
    let year = Scenario {
        margin_share: 1.0,
        annual_discount_rate: 0.0,
        horizon_months: 12,
        ..Scenario::base(&manifest.settings)
    };
    latest.ask(&WhatIfQuestion { scenario: year }, move |answer| {
        if let Ok(Some(result)) = answer {
            let retention = Some(result.outcome.active_at_end / active).filter(|share| (0.0..=1.0).contains(share));
            let revenue_minor = Some(result.outcome.customer_equity_minor / active).filter(|revenue| *revenue > 0.0);
            then(Own { retention, revenue_minor, ..own });
        }
    });
}

//! What the board's Monday review asks and is told.

use serde::{Deserialize, Serialize};
use shared::review::{Bridge, BridgeProblem, CohortTriangle, Proposal, Repurchase, Retention, WhaleCurve};

/// One part of the review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewQuestion {
    /// Answered with [`ReviewAnswer::Retention`].
    Retention {
        /// Length of the period that ends at the as-of day.
        days: u32,
        /// Days without an order after which the rule counts a customer as gone.
        inactive_days: u32,
    },
    /// Answered with [`ReviewAnswer::Cohorts`].
    Cohorts,
    /// Answered with [`ReviewAnswer::Bridge`].
    Bridge {
        /// Length of the period that ends at the as-of day.
        days: u32,
    },
    /// Answered with [`ReviewAnswer::WhaleCurve`].
    WhaleCurve {
        /// What serving an order costs beyond what the margin holds, minor units.
        cost_per_order_minor: f64,
    },
    /// Answered with [`ReviewAnswer::Repurchase`].
    Repurchase {
        /// From which order on; 1 is the first.
        order: u32,
    },
    /// Answered with [`ReviewAnswer::Proposals`].
    Proposals,
}

/// The answer to a [`ReviewQuestion`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewAnswer {
    /// `None` in an empty base.
    Retention(Option<Retention>),
    /// At most the last 24 months; `None` in an empty base.
    Cohorts(Option<CohortTriangle>),
    /// Or why there is none.
    Bridge(Result<Bridge, BridgeProblem>),
    /// Of everybody.
    WhaleCurve(WhaleCurve),
    /// `None` where nobody has made that order.
    Repurchase(Option<Repurchase>),
    /// At most three.
    Proposals(Vec<Proposal>),
}

//! What a marketer looks at on Monday: who stayed, how cohorts come back, how customer equity changed, who brings the
//! profit, and when people buy again.
//!
//! | file | answers |
//! |---|---|
//! | `retention` | how many of the customers there at a day were still there later, by model and by a rule of days |
//! | `cohorts` | of those whose first order fell in a month, how many ordered in each month since |
//! | `earlier` | what was known of every customer on an earlier day |
//! | `bridge` | why customer equity is not what it was |
//! | `whale_curve` | how much of all profit the most profitable customers bring |
//! | `repurchase` | after how many days the next order comes |
//! | `proposals` | what is worth doing this week |
//! | `contracts` | how many of those under contract left, and how long they stay |
//! | `referrals` | who recommended the shop to whom, and what they bought |
//! | `defections` | why customers left |
//! | `goals` | whether a figure will be where it should be |
//!
//! Formulas and conventions are in `docs/review.md`.

mod bridge;
mod cohorts;
mod contracts;
mod defections;
mod earlier;
#[cfg(test)]
mod fixture;
mod goals;
mod proposals;
mod referrals;
mod repurchase;
mod retention;
mod whale_curve;

pub use bridge::{Bridge, BridgeItem, BridgeProblem, Cause, bridge};
pub use cohorts::{Cohort, CohortTriangle, cohorts};
pub use contracts::{
    ContractChurn, ContractOverview, FEWEST_ENDED, ProjectedMonth, TenureCurve, TenureMonth, contract_churn,
    contract_overview, tenure_curve,
};
pub use defections::{
    AvoidableKinds, DefectionKind, Departures, GapPart, LEFT_BELOW, LeftRule, ZeroChurnGap, departures, kind_of,
    zero_churn_gap,
};
pub(crate) use earlier::earlier;
pub use goals::{FEWEST_CHANGES, GoalAim, GoalMetric, GoalProgress, GoalReading, GoalStatus, goal_progress};
pub use proposals::{FEWEST_CUSTOMERS, LEAST_SHARE, Proposal, ProposalKind, proposals};
pub use referrals::{ReferralOverview, ReferredCustomer, Referrer, referral_overview};
pub use repurchase::{Repurchase, RepurchasePoint, repurchase};
pub use retention::{ExpectedRetention, Retention, RuleRetention, retention};
pub use whale_curve::{WhaleCurve, WhalePoint, whale_curve};

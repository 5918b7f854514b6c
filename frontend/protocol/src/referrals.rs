//! Who recommended the shop to whom.

use serde::{Deserialize, Serialize};
use shared::review::ReferralOverview;

use crate::question::question;

/// With `buffers`: chunks of referrals in their order, as stored. Answered with their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadReferrals {
    /// The generation they belong to.
    pub generation: u64,
}

/// What recommendations have brought. Answered with `None` where nobody came by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralsQuestion;

question!(LoadReferrals => u32, LoadReferrals);
question!(ReferralsQuestion => Option<ReferralOverview>, Referrals);

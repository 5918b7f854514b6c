//! Who recommended the shop to whom.

use shared::base::ReferralOutcome;

use super::{say, sentence, words};

words! {
    title = "Recommendations";
    pending = "Counting who brought whom…";
    back = "Back to customers";
    none_title = "No recommendations yet";
    none_why = "Bring a list of events: one line of kind “referral” for the customer who gives out a code, with the code as its text, and one of kind “referred” for each customer who came by it. Shops and loyalty programmes have both in their export.";
    none_link = "Bring a list of events";
    nobody_counts = "No recommendation counts yet";
    referrers_title = "Who brought customers";
    referrals_title = "Who came, and what became of it";
    referrals_note = "Each first order of a customer who came by a recommendation is due one reward.";
    column_customer = "Customer";
    column_referred = "Brought";
    column_ordered = "Have ordered";
    column_bought = "They bought so far";
    column_who = "Who came";
    column_by = "By";
    column_day = "On";
    column_outcome = "What became of it";
    unknown = "nobody known";
    refused_title = "What does not count";
    column_reason = "Reason";
    column_count = "Recommendations";
    more = "Show more";
}

/// What was found, as the page's title.
pub(crate) fn finding(referrers: u32, shown_referrers: &str, referred: u32, shown_referred: &str, net: &str) -> String {
    let brought = if referrers == 1 { "customer brought" } else { "customers brought" };
    let others = if referred == 1 { "other, who has" } else { "others, who have" };
    sentence(format!("{shown_referrers} {brought} {shown_referred} {others} bought for {net} so far"))
}

/// "18 of 23 have ordered: 78% (58% to 90%)."
pub(crate) fn ordered(ordered: &str, referred: &str, share: &str, range: &str) -> String {
    sentence(format!("{ordered} of {referred} have ordered: {share} ({range})."))
}

/// What became of a recommendation; of one that led to an order, its day.
pub(crate) fn outcome(outcome: ReferralOutcome, first_order: Option<&str>) -> String {
    match (outcome, first_order) {
        (ReferralOutcome::Ordered, Some(day)) => sentence(format!("first order on {day}: one reward")),
        _ => reason(outcome).to_owned(),
    }
}

/// Why a recommendation counts or does not.
pub(crate) fn reason(outcome: ReferralOutcome) -> &'static str {
    say(match outcome {
        ReferralOutcome::Ordered => "has ordered",
        ReferralOutcome::Waiting => "no order yet",
        ReferralOutcome::UnknownCode => "nobody has given out this code",
        ReferralOutcome::Themselves => "their own code",
        ReferralOutcome::Circle => "whoever recommended came by way of them",
        ReferralOutcome::WasCustomer => "had ordered before",
        ReferralOutcome::NotTheFirst => "an earlier recommendation counts",
    })
}

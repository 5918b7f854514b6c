//! The question about contracts.

use protocol::ContractsQuestion;
use shared::review::ContractOverview;

use crate::formats;
use crate::pages::asked_part::{AskedPart, ask_part};
use crate::pages::brought::BasePart;
use crate::text::contracts as text;

/// Asks about the period.
pub(crate) fn ask_contracts(days: impl Fn() -> u32 + 'static) -> AskedPart<ContractOverview> {
    ask_part(BasePart::Contracts, move || ContractsQuestion { days: days() }, |answer| answer)
}

/// How many left, as the title of the page and of the card.
pub(crate) fn finding(found: &ContractOverview) -> String {
    let churn = &found.churn;
    let days = (churn.end.0 - churn.start.0).unsigned_abs();
    let count = |count: u32| formats::whole(f64::from(count));
    match churn.churn() {
        None => text::finding_nobody(&formats::day_medium(churn.start)),
        Some(_) if churn.churned == 0 => text::finding_all_stayed(&count(churn.base), days),
        Some(share) => text::finding(&count(churn.churned), &count(churn.base), days, &formats::percent(share)),
    }
}

//! Whom a scope is about, in words.

use shared::planning::{Month, RfmScores, Scope};

use crate::formats::month;
use crate::pages::segments::sentence::sentence;
use crate::text::{board, customers, what_if as text};

/// How a scope reads: "customers through Flea market".
pub(crate) fn scope_name(scope: &Scope) -> String {
    match scope {
        Scope::Everyone => text::everyone().to_owned(),
        // The name that the base gives customers of whom it is not known.
        Scope::Source { name } if name == "unknown" => board::unknown_source().to_owned(),
        Scope::Source { name } => name.clone(),
        Scope::Cohort { month: cohort } => text::first_ordered_in(&month_name(*cohort)),
        Scope::RiskAndValue { risk, tier } => {
            let parts = risk.map(board::risk).into_iter().chain(tier.map(board::tier));
            text::both(&parts.collect::<Vec<_>>())
        }
        Scope::Rfm(RfmScores { recency, frequency, spend }) => {
            text::rfm_cell(&format!("{recency}-{frequency}-{spend}"))
        }
        Scope::Customer { id } => customers::nameless(&id.to_string()),
        Scope::Segment { name: Some(name), .. } => name.clone(),
        Scope::Segment { name: None, definition, .. } => sentence(&definition.rule, None),
    }
}

fn month_name(of: Month) -> String {
    month(shared::domain::Day(of.days().start))
}

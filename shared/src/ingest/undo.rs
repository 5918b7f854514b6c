//! What taking an import back does to one customer.

use serde::{Deserialize, Serialize};

use super::merge::{take_back, take_identity_back};
use crate::domain::{ConsentStatus, CustomerHistory, Earlier, ImportId, Replaced};

/// What an undo did. Adds up over customers and buckets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UndoCounts {
    /// Customers of whom nothing is left.
    pub customers_removed: u64,
    /// Customers with at least one change, those removed apart.
    pub customers_changed: u64,
    /// Records that are as they were before the import, or gone.
    pub reversed: u64,
    /// Records that a later import has written again: they stay.
    pub kept_edited: u64,
    /// Opt-outs the import brought: they stay, because only the customer can take one back.
    pub kept_opt_outs: u64,
    /// Customers who could not be written; undoing again tries them again.
    pub failed: u64,
}

impl UndoCounts {
    /// Both together.
    #[must_use]
    pub fn plus(mut self, other: Self) -> Self {
        self.customers_removed += other.customers_removed;
        self.customers_changed += other.customers_changed;
        self.reversed += other.reversed;
        self.kept_edited += other.kept_edited;
        self.kept_opt_outs += other.kept_opt_outs;
        self.failed += other.failed;
        self
    }
}

/// A customer without what an import stated: records it brought go, records it changed are as before, records that
/// were written again since stay, and so does every opt-out. A record that a later import stated alike belongs to the
/// first. `None` when the import left no trace. A customer of whom nothing is left
/// [is empty](CustomerHistory::is_empty).
#[must_use]
pub fn undo(before: &CustomerHistory, import: &ImportId) -> (Option<CustomerHistory>, UndoCounts) {
    take_all_back(before, import, true)
}

/// A customer as if an import had not been: as [`undo`], but its opt-outs go too. `None` when the import left no trace.
#[must_use]
pub fn before_import(now: &CustomerHistory, import: &ImportId) -> Option<CustomerHistory> {
    take_all_back(now, import, false).0
}

fn take_all_back(
    before: &CustomerHistory,
    import: &ImportId,
    keeps_opt_outs: bool,
) -> (Option<CustomerHistory>, UndoCounts) {
    let mut after = before.clone();
    let (orders, refunds, costs, events, contracts) = {
        let replaced = &mut after.provenance.replaced;
        (
            take_back(&mut after.orders, replaced, import),
            take_back(&mut after.refunds, replaced, import),
            take_back(&mut after.costs, replaced, import),
            take_back(&mut after.events, replaced, import),
            take_back(&mut after.contracts, replaced, import),
        )
    };
    let fields = take_identity_back(&mut after.identity, &mut after.provenance, import);
    let mut counts = UndoCounts::default();
    for (reversed, kept) in [orders, refunds, costs, events, contracts, fields] {
        counts.reversed += reversed;
        counts.kept_edited += kept;
    }
    take_consents_back(&mut after, import, keeps_opt_outs, &mut counts);
    after.orders.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
    after.events.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    after.contracts.sort_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
    if after == *before {
        return (None, counts);
    }
    if after.is_empty() {
        counts.customers_removed = 1;
    } else {
        counts.customers_changed = 1;
    }
    (Some(after), counts)
}

fn take_consents_back(after: &mut CustomerHistory, import: &ImportId, keeps_opt_outs: bool, counts: &mut UndoCounts) {
    let replaced = &mut after.provenance.replaced;
    let key = |one: &Replaced| match &one.earlier {
        Earlier::Consent(purpose, channel, _) => Some((*purpose, *channel)),
        _ => None,
    };
    while let Some(position) = replaced.iter().position(|one| one.by == *import && key(one).is_some()) {
        let own = replaced.remove(position);
        let Earlier::Consent(purpose, channel, before) = own.earlier else { continue };
        if let Some(later) = replaced[position..].iter_mut().find(|one| key(one) == Some((purpose, channel))) {
            later.earlier = Earlier::Consent(purpose, channel, before);
            counts.kept_edited += 1;
        } else if keeps_opt_outs && after.consents.status(purpose, channel) == ConsentStatus::Withdrawn {
            counts.kept_opt_outs += 1;
        } else {
            counts.reversed += 1;
            let others = after.consents.records().iter();
            let others = others.filter(|record| (record.purpose, record.channel) != (purpose, channel));
            after.consents = others.cloned().chain(before).collect();
        }
    }
}

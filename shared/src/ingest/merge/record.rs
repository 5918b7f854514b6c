//! What orders, refunds, costs, events and contracts have in common: an id, an import, and a version before.

use std::collections::BTreeMap;

use crate::domain::{Contract, Cost, Earlier, Event, ImportId, Order, Refund, Replaced};

/// Versions of one record that are kept for undo; the oldest go first.
const VERSIONS: usize = 8;

/// A record of a customer that imports write.
pub(in crate::ingest) trait Record: Clone {
    /// What names it within the customer.
    fn key(&self) -> (&str, &str);
    /// The import that last wrote it.
    fn import(&self) -> &ImportId;
    /// Whether it says the same, whatever import wrote it.
    fn says_the_same(&self, other: &Self) -> bool;
    /// As the version before.
    fn into_earlier(self) -> Earlier;
    /// The version before, if it is one of this kind.
    fn of_earlier(earlier: &Earlier) -> Option<&Self>;
}

macro_rules! record {
    ($record:ident, ($($key:ident),+), ($($content:ident),+), $one:ident => $name:expr) => {
        impl Record for $record {
            fn key(&self) -> (&str, &str) {
                let $one = self;
                $name
            }

            fn import(&self) -> &ImportId {
                &self.import
            }

            fn says_the_same(&self, other: &Self) -> bool {
                let Self { import: _, $($key: _),+, $($content),+ } = self;
                true $(&& *$content == other.$content)+
            }

            fn into_earlier(self) -> Earlier {
                Earlier::$record(self)
            }

            fn of_earlier(earlier: &Earlier) -> Option<&Self> {
                match earlier {
                    Earlier::$record(record) => Some(record),
                    _ => None,
                }
            }
        }
    };
}

record!(Order, (id), (day, net_minor, units, lines, originals), order => (&order.id, ""));
record!(Refund, (id, order_id), (day, amount_minor, originals), refund => (&refund.order_id, &refund.id));
record!(Cost, (id), (kind, day, amount_minor, originals), cost => (&cost.id, ""));
record!(Event, (id), (at, kind, channel, staff, value, text), event => (&event.id, ""));
record!(Contract, (id), (start, end, reason, monthly_minor, originals), contract => (&contract.id, ""));

/// How many records were new, changed or as before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) new: u64,
    pub(super) changed: u64,
    pub(super) unchanged: u64,
}

/// Takes records of one import in. One that says the same is left alone. Of two that differ the one of the later
/// import stays, whichever is written first, and the other is kept as the version before.
pub(super) fn take_in<R: Record>(records: &mut Vec<R>, stated: Vec<R>, replaced: &mut Vec<Replaced>) -> Tally {
    let mut tally = Tally::default();
    let mut stated: BTreeMap<(String, String), R> =
        stated.into_iter().map(|record| (owned_key(&record), record)).collect();
    for present in records.iter_mut() {
        let Some(new) = stated.remove(&owned_key(present)) else { continue };
        if present.says_the_same(&new) {
            // Delivered again: what it wrote the first time still counts.
            match (present.import() == new.import(), entry(replaced, present, new.import()).is_some()) {
                (true, true) => tally.changed += 1,
                (true, false) => tally.new += 1,
                (false, _) => tally.unchanged += 1,
            }
        } else if new.import() < present.import() {
            tally.unchanged += 1;
            if entry(replaced, present, present.import()).is_none() {
                remember(replaced, present.import().clone(), new);
            }
        } else {
            tally.changed += 1;
            let before = std::mem::replace(present, new);
            if before.import() != present.import() {
                remember(replaced, present.import().clone(), before);
            }
        }
    }
    tally.new += stated.len() as u64;
    records.extend(stated.into_values());
    tally
}

/// Takes an import's records back. Returns how many were reversed and how many stay because they were written again.
pub(in crate::ingest) fn take_back<R: Record>(
    records: &mut Vec<R>,
    replaced: &mut Vec<Replaced>,
    import: &ImportId,
) -> (u64, u64) {
    let (mut reversed, mut kept) = (0, 0);
    records.retain_mut(|record| {
        if record.import() == import {
            reversed += 1;
            let Some(position) = entry(replaced, record, import) else { return false };
            let before = R::of_earlier(&replaced.remove(position).earlier).cloned();
            *record = before.expect("an entry of this kind");
        } else if let Some(later) = replaced.iter().position(|one| {
            R::of_earlier(&one.earlier).is_some_and(|before| before.key() == record.key() && before.import() == import)
        }) {
            kept += 1;
            match entry(replaced, record, import) {
                None => drop(replaced.remove(later)),
                Some(before) => {
                    let before = replaced[before].earlier.clone();
                    replaced[later].earlier = before;
                    let surplus = entry(replaced, record, import).expect("it was there");
                    replaced.remove(surplus);
                }
            }
        }
        true
    });
    (reversed, kept)
}

/// Where it is kept what an import wrote over in a record.
fn entry<R: Record>(replaced: &[Replaced], record: &R, by: &ImportId) -> Option<usize> {
    replaced
        .iter()
        .position(|one| one.by == *by && R::of_earlier(&one.earlier).is_some_and(|before| before.key() == record.key()))
}

fn remember<R: Record>(replaced: &mut Vec<Replaced>, by: ImportId, before: R) {
    let of_record = |one: &Replaced| R::of_earlier(&one.earlier).is_some_and(|other| other.key() == before.key());
    if replaced.iter().filter(|one| of_record(one)).count() >= VERSIONS {
        let oldest = replaced.iter().position(of_record).expect("there are some");
        replaced.remove(oldest);
    }
    replaced.push(Replaced { by, earlier: before.into_earlier() });
}

fn owned_key<R: Record>(record: &R) -> (String, String) {
    let (first, second) = record.key();
    (first.to_owned(), second.to_owned())
}

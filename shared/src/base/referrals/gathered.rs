//! What customers' events say of recommendations.

use std::collections::BTreeMap;

use super::settle::{Referral, Statement, settle};
use crate::domain::{CustomerHistory, CustomerId, Day, EventKind};

/// Codes of all customers pushed, in any order of customers.
#[derive(Debug, Default)]
pub(in crate::base) struct Gathered {
    /// By code: since when it is whose. The first to have it keeps it.
    owners: BTreeMap<String, (i64, CustomerId)>,
    statements: Vec<Statement>,
}

impl Gathered {
    pub(in crate::base) fn push(&mut self, history: &CustomerHistory) {
        let id = history.key.id();
        for event in &history.events {
            let Some(code) = event.text.as_deref().and_then(plain) else { continue };
            match event.kind {
                EventKind::Referral => {
                    let owner = self.owners.entry(code).or_insert((event.at, id));
                    *owner = (*owner).min((event.at, id));
                }
                EventKind::Referred => {
                    self.statements.push(Statement { at: event.at, referred: id, code });
                }
                _ => {}
            }
        }
    }

    /// What became of each statement, by time; `None` where nobody came by a code.
    pub(in crate::base) fn finish(self, first_order: impl Fn(CustomerId) -> Option<Day>) -> Option<Vec<Referral>> {
        let owner = |code: &str| self.owners.get(code).map(|(_, id)| *id);
        (!self.statements.is_empty()).then(|| settle(self.statements, owner, first_order))
    }
}

/// Codes are the same whatever their case and the blanks around them.
fn plain(code: &str) -> Option<String> {
    let code = code.trim().to_lowercase();
    (!code.is_empty()).then_some(code)
}

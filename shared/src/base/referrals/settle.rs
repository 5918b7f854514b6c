//! Which recommendations count.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{CustomerId, Day};

const SECONDS_PER_DAY: i64 = 86_400;

/// Somebody came by a code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Statement {
    /// When, in seconds since 1970.
    pub(super) at: i64,
    /// Who.
    pub(super) referred: CustomerId,
    /// By which code.
    pub(super) code: String,
}

/// What became of a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReferralOutcome {
    /// It counts, and the customer has ordered since: the one first order for which a reward is due.
    Ordered,
    /// It counts; there is no order yet.
    Waiting,
    /// Nobody has given out such a code.
    UnknownCode,
    /// The code is their own.
    Themselves,
    /// Whoever gave out the code came by way of this customer.
    Circle,
    /// The customer had ordered more than a day before.
    WasCustomer,
    /// An earlier recommendation counts.
    NotTheFirst,
}

impl ReferralOutcome {
    /// Whether the recommendation counts.
    #[must_use]
    pub const fn counts(self) -> bool {
        matches!(self, Self::Ordered | Self::Waiting)
    }
}

/// A recommendation that somebody came by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// Who came.
    pub referred: CustomerId,
    /// Whose code it was; `None` where nobody has given it out.
    pub referrer: Option<CustomerId>,
    /// The day they came by it, in UTC.
    pub day: Day,
    /// What became of it.
    pub outcome: ReferralOutcome,
}

/// Goes through the statements by time, then customer, then code: the earlier one counts. `first_order` is the day of a
/// customer's first order in the workspace's time zone, days of statements are in UTC: a day between them is no order before.
pub(super) fn settle(
    mut statements: Vec<Statement>,
    owner: impl Fn(&str) -> Option<CustomerId>,
    first_order: impl Fn(CustomerId) -> Option<Day>,
) -> Vec<Referral> {
    statements.sort();
    // The same event in two records of one person is one statement.
    statements.dedup();
    let mut origins = Origins::default();
    let mut settled = Vec::with_capacity(statements.len());
    for Statement { at, referred, code } in statements {
        let day = Day(i32::try_from(at.div_euclid(SECONDS_PER_DAY)).unwrap_or(i32::MAX));
        let referrer = owner(&code);
        let first_order = first_order(referred);
        let outcome = match referrer {
            None => ReferralOutcome::UnknownCode,
            Some(referrer) if referrer == referred => ReferralOutcome::Themselves,
            Some(_) if origins.is_known(referred) => ReferralOutcome::NotTheFirst,
            Some(_) if first_order.is_some_and(|first| first.0 + 1 < day.0) => ReferralOutcome::WasCustomer,
            Some(referrer) if origins.first(referrer) == referred => ReferralOutcome::Circle,
            Some(referrer) => {
                origins.came_by(referred, referrer);
                if first_order.is_some() { ReferralOutcome::Ordered } else { ReferralOutcome::Waiting }
            }
        };
        settled.push(Referral { referred, referrer, day, outcome });
    }
    settled
}

/// Whom everybody came by. Shortcuts keep the way to the first of a chain short.
#[derive(Default)]
struct Origins(BTreeMap<CustomerId, CustomerId>);

impl Origins {
    fn is_known(&self, customer: CustomerId) -> bool {
        self.0.contains_key(&customer)
    }

    fn came_by(&mut self, referred: CustomerId, referrer: CustomerId) {
        self.0.insert(referred, referrer);
    }

    /// The first of the chain that leads to a customer; themselves where nobody brought them.
    fn first(&mut self, customer: CustomerId) -> CustomerId {
        let mut first = customer;
        while let Some(by) = self.0.get(&first) {
            first = *by;
        }
        let mut passed = customer;
        while let Some(by) = self.0.get_mut(&passed) {
            passed = std::mem::replace(by, first);
        }
        first
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::{Referral, ReferralOutcome, Statement, settle};
    use crate::domain::{CustomerId, Day};

    const DAY: i64 = 86_400;

    fn came(day: i64, referred: u64, code: &str) -> Statement {
        Statement { at: day * DAY, referred: CustomerId(referred), code: code.into() }
    }

    /// Customer n has given out the code "n".
    fn outcomes(statements: Vec<Statement>, first_orders: &[(u64, i32)]) -> Vec<(u64, ReferralOutcome)> {
        let orders: BTreeMap<u64, i32> = first_orders.iter().copied().collect();
        let owner = |code: &str| code.parse().ok().filter(|id| *id < 100).map(CustomerId);
        let settled = settle(statements, owner, |id| orders.get(&id.0).copied().map(Day));
        settled.into_iter().map(|link| (link.referred.0, link.outcome)).collect()
    }

    #[test]
    fn each_reason_by_hand() {
        use ReferralOutcome::{Circle, NotTheFirst, Ordered, Themselves, UnknownCode, Waiting, WasCustomer};
        let statements = vec![
            came(10, 2, "1"),
            came(11, 3, "2"),
            came(12, 1, "3"),
            came(13, 2, "3"),
            came(14, 4, "4"),
            came(15, 5, "none"),
            came(16, 6, "1"),
            came(17, 7, "1"),
        ];
        let orders = [(1, 9), (2, 10), (3, 40), (6, 14)];
        assert_eq!(
            outcomes(statements, &orders),
            [
                (2, Ordered),
                (3, Ordered),
                (1, WasCustomer),
                (2, NotTheFirst),
                (4, Themselves),
                (5, UnknownCode),
                (6, WasCustomer),
                (7, Waiting),
            ]
        );
        let circle = vec![came(10, 2, "1"), came(11, 3, "2"), came(12, 1, "3")];
        assert_eq!(outcomes(circle, &[]), [(2, Waiting), (3, Waiting), (1, Circle)]);
    }

    #[test]
    fn the_same_statement_twice_counts_once() {
        let twice = vec![came(10, 2, "1"), came(10, 2, "1")];
        assert_eq!(outcomes(twice, &[]), [(2, ReferralOutcome::Waiting)]);
    }

    /// Walks the chain without shortcuts.
    fn reaches(links: &[Referral], from: CustomerId, to: CustomerId) -> bool {
        let by: BTreeMap<_, _> =
            links.iter().filter(|link| link.outcome.counts()).map(|link| (link.referred, link.referrer)).collect();
        let mut at = Some(from);
        while let Some(here) = at {
            if here == to {
                return true;
            }
            at = by.get(&here).copied().flatten();
        }
        false
    }

    proptest! {
        #[test]
        fn nobody_counts_twice_or_leads_back_to_themselves(
            pairs in prop::collection::vec((0_i64..20, 0_u64..8, 0_u64..9), 0..40),
            orders in prop::collection::btree_map(0_u64..8, 0_i32..20, 0..8),
        ) {
            let statements: Vec<_> = pairs.iter().map(|(day, who, code)| came(*day, *who, &code.to_string())).collect();
            let first_order = |id: CustomerId| orders.get(&id.0).copied().map(Day);
            let owner = |code: &str| code.parse().ok().filter(|id| *id < 8).map(CustomerId);
            let links = settle(statements.clone(), owner, first_order);
            for (index, link) in links.iter().enumerate() {
                let earlier = &links[..index];
                let has_counted = earlier.iter().any(|other| other.referred == link.referred && other.outcome.counts());
                let late = first_order(link.referred).is_some_and(|first| first.0 + 1 < link.day.0);
                let expected = match link.referrer {
                    None => ReferralOutcome::UnknownCode,
                    Some(referrer) if referrer == link.referred => ReferralOutcome::Themselves,
                    _ if has_counted => ReferralOutcome::NotTheFirst,
                    _ if late => ReferralOutcome::WasCustomer,
                    Some(referrer) if reaches(earlier, referrer, link.referred) => ReferralOutcome::Circle,
                    _ if first_order(link.referred).is_some() => ReferralOutcome::Ordered,
                    _ => ReferralOutcome::Waiting,
                };
                prop_assert_eq!(link.outcome, expected);
            }
            let mut shuffled = statements;
            shuffled.reverse();
            prop_assert_eq!(settle(shuffled, owner, first_order), links);
        }
    }
}

//! What recommendations have brought so far.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::{Base, Referral, ReferralOutcome};
use crate::domain::{CustomerId, Day};
use crate::planning::{Estimate, wilson};

/// All recommendations of a base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferralOverview {
    /// Customers who came by a recommendation that counts.
    pub referred: u32,
    /// Those of them who have ordered since: the first orders for which a reward is due, one each.
    pub ordered: u32,
    /// The share of them with Wilson's 95 % interval; `None` of nobody.
    pub ordered_share: Option<Estimate>,
    /// What they have bought so far, refunds deducted, minor units.
    pub net_minor: i64,
    /// Customers whose code somebody came by, whoever brought the most money first.
    pub referrers: Vec<Referrer>,
    /// Every recommendation by day, the newest first.
    pub referrals: Vec<ReferredCustomer>,
    /// How many do not count, by reason.
    pub refused: Vec<(ReferralOutcome, u32)>,
}

/// A customer who recommended the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referrer {
    /// Who.
    pub id: CustomerId,
    /// Row in the base; `None` without an order of their own.
    pub row: Option<u32>,
    /// Customers who came by their recommendation.
    pub referred: u32,
    /// Those of them who have ordered.
    pub ordered: u32,
    /// What those have bought so far, refunds deducted, minor units.
    pub net_minor: i64,
}

/// A customer who came by a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferredCustomer {
    /// Who.
    pub id: CustomerId,
    /// Row in the base; `None` without an order.
    pub row: Option<u32>,
    /// Who recommended the shop to them.
    pub referrer: Option<CustomerId>,
    /// Row of the one who did; `None` without an order of their own.
    pub referrer_row: Option<u32>,
    /// The day they came by it.
    pub day: Day,
    /// What became of it.
    pub outcome: ReferralOutcome,
    /// Their first order, where the recommendation counts and there is one.
    pub first_order: Option<Day>,
}

/// What `referrals` have brought: counted, apart from the share's interval.
#[must_use]
pub fn referral_overview(base: &Base, referrals: &[Referral]) -> ReferralOverview {
    let row_of = |id: CustomerId| base.customers.id.binary_search(&id).ok().map(|row| row as u32);
    let mut referrers = BTreeMap::<CustomerId, Referrer>::new();
    let mut refused = BTreeMap::new();
    let mut shown = Vec::with_capacity(referrals.len());
    for referral in referrals {
        let row = row_of(referral.referred);
        let referrer_row = referral.referrer.and_then(row_of);
        let counted = referral.referrer.filter(|_| referral.outcome.counts());
        shown.push(ReferredCustomer {
            id: referral.referred,
            row,
            referrer: referral.referrer,
            referrer_row,
            day: referral.day,
            outcome: referral.outcome,
            first_order: row.filter(|_| counted.is_some()).map(|row| first_order(base, row as usize)),
        });
        let Some(id) = counted else {
            *refused.entry(referral.outcome).or_default() += 1;
            continue;
        };
        let nothing = Referrer { id, row: referrer_row, referred: 0, ordered: 0, net_minor: 0 };
        let referrer = referrers.entry(id).or_insert(nothing);
        referrer.referred += 1;
        if let Some(row) = row {
            referrer.ordered += 1;
            referrer.net_minor = referrer.net_minor.saturating_add(net_minor(base, row as usize));
        }
    }
    shown.sort_by(|a, b| (b.day, a.id).cmp(&(a.day, b.id)));
    let mut referrers: Vec<Referrer> = referrers.into_values().collect();
    referrers.sort_by(|a, b| (b.net_minor, b.ordered, a.id).cmp(&(a.net_minor, a.ordered, b.id)));
    let sum = |of: fn(&Referrer) -> u32| referrers.iter().map(of).sum::<u32>();
    let (referred, ordered) = (sum(|referrer| referrer.referred), sum(|referrer| referrer.ordered));
    ReferralOverview {
        referred,
        ordered,
        ordered_share: (referred > 0).then(|| wilson(f64::from(ordered), f64::from(referred))),
        net_minor: referrers.iter().fold(0, |sum, referrer| sum.saturating_add(referrer.net_minor)),
        referrers,
        referrals: shown,
        refused: refused.into_iter().collect(),
    }
}

fn first_order(base: &Base, row: usize) -> Day {
    base.orders.day[base.orders.start[row] as usize]
}

/// What a customer has bought, refunds deducted.
fn net_minor(base: &Base, row: usize) -> i64 {
    let (from, to) = (base.orders.start[row] as usize, base.orders.start[row + 1] as usize);
    let bought = base.orders.net_minor[from..to].iter().fold(0, |sum: i64, net| sum.saturating_add(*net));
    bought.saturating_add(base.customers.refunds_minor[row])
}

#[cfg(test)]
mod tests {
    use super::{ReferralOverview, Referrer, referral_overview};
    use crate::base::{ReferralOutcome, build};
    use crate::domain::{
        CustomerHistory, CustomerId, CustomerKey, Day, Event, EventKind, ImportId, Order, Origin, Refund,
    };

    fn customer(number: &str, orders: &[(i32, i64)], events: &[(i64, EventKind, &str)]) -> CustomerHistory {
        let key = CustomerKey { data_source: "shop".into(), number: number.into() };
        let mut customer = CustomerHistory::new(key, Origin::Own);
        let import = ImportId("i".into());
        customer.orders = orders
            .iter()
            .map(|(day, net_minor)| Order {
                id: format!("{number}-{day}"),
                day: Day(*day),
                net_minor: *net_minor,
                units: 1,
                lines: Vec::new(),
                originals: Vec::new(),
                import: import.clone(),
            })
            .collect();
        customer.events = events
            .iter()
            .map(|(day, kind, code)| Event {
                id: format!("{number}-{day}-{code}"),
                at: day * 86_400,
                kind: *kind,
                channel: None,
                staff: None,
                value: None,
                text: Some((*code).to_owned()),
                import: import.clone(),
            })
            .collect();
        customer
    }

    fn overview(customers: &[CustomerHistory]) -> ReferralOverview {
        let base = build(customers);
        referral_overview(&base, &base.referrals.clone().unwrap_or_default())
    }

    fn id(number: &str) -> CustomerId {
        CustomerKey { data_source: "shop".into(), number: number.into() }.id()
    }

    #[test]
    fn what_was_brought_by_hand() {
        use EventKind::{Referral, Referred};
        let mut ida = customer("ida", &[(110, 5_000), (150, 2_500)], &[(105, Referred, "mai-1 ")]);
        ida.refunds = vec![Refund {
            id: "r".into(),
            order_id: "ida-150".into(),
            day: Day(151),
            amount_minor: 500,
            originals: Vec::new(),
            import: ImportId("i".into()),
        }];
        let customers = [
            customer("mai", &[(100, 9_900)], &[(101, Referral, "MAI-1")]),
            ida,
            customer("lea", &[], &[(106, Referred, "mai-1")]),
            // A code that somebody else has had for longer.
            customer("tom", &[(90, 100)], &[(120, Referral, "mai-1"), (121, Referred, "tom")]),
            customer("kim", &[(130, 700)], &[(125, Referred, "lea-7")]),
            customer("pip", &[(131, 800)], &[(90, Referral, "lea-7"), (126, Referred, "LEA-7")]),
        ];
        let found = overview(&customers);
        assert_eq!((found.referred, found.ordered, found.net_minor), (3, 2, 7_000 + 700));
        assert_eq!(
            found.referrers,
            [
                Referrer { id: id("mai"), row: found.referrers[0].row, referred: 2, ordered: 1, net_minor: 7_000 },
                Referrer { id: id("pip"), row: found.referrers[1].row, referred: 1, ordered: 1, net_minor: 700 },
            ]
        );
        assert_eq!(found.refused, [(ReferralOutcome::UnknownCode, 1), (ReferralOutcome::Themselves, 1)]);
        let days: Vec<(i32, Option<i32>)> =
            found.referrals.iter().map(|shown| (shown.day.0, shown.first_order.map(|day| day.0))).collect();
        assert_eq!(days, [(126, None), (125, Some(130)), (121, None), (106, None), (105, Some(110))]);
        assert_eq!(found.ordered_share.map(|share| share.value), Some(2.0 / 3.0));
    }

    #[test]
    fn the_order_of_the_customers_does_not_matter_and_nobody_is_nothing() {
        let mut customers = vec![
            customer("a", &[(10, 100)], &[(10, EventKind::Referral, "x")]),
            customer("b", &[(12, 100)], &[(11, EventKind::Referred, "x")]),
            customer("c", &[(13, 300)], &[(9, EventKind::Referral, "x")]),
        ];
        let found = overview(&customers);
        assert_eq!(found.referrers[0].id, id("c"), "had the code first");
        customers.reverse();
        assert_eq!(overview(&customers), found);
        assert_eq!(build(&[customer("a", &[(10, 100)], &[])]).referrals, None);
    }
}

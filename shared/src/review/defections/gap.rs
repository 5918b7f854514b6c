//! The gap to zero churn, split by why customers left.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::departures::{Departures, LeftRule, departures};
use super::kind::{AvoidableKinds, DefectionKind};
use crate::base::Base;
use crate::domain::{CustomerId, Day, Settings};
use crate::planning::{Assessment, Estimate, wilson, worth_of_lists};

/// Customers lost for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GapPart {
    /// To what.
    pub kind: DefectionKind,
    /// Whether it could have been helped; `None` of unknown.
    pub is_avoidable: Option<bool>,
    /// How many.
    pub customers: u32,
    /// What they were worth at the start of the period with its 95 % interval, minor units: lifetime values from the orders
    /// up to then, under today's fit. `None` where that is not known.
    pub worth_minor: Option<Estimate>,
}

/// How far a period was from zero churn, and why. Parts sum to the whole: every customer who left has exactly one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ZeroChurnGap {
    /// The period's first day.
    pub start: Day,
    /// Its last day, the as-of day.
    pub end: Day,
    /// Customers at the start.
    pub base: u32,
    /// Those of them who left: the gap.
    pub left: u32,
    /// One entry a kind, in the order of [`DefectionKind::ALL`].
    pub parts: Vec<GapPart>,
    /// What all who left were worth at the start, minor units: the sum of the parts.
    pub worth_minor: Option<f64>,
    /// Avoidable share of those whose reason is known, with its 95 % interval (Wilson). It is that of all who left only if
    /// the others left for the same reasons.
    pub avoidable_of_known: Option<Estimate>,
    /// Least and largest share of avoidable among all who left, whatever the unknown turn out to be.
    pub avoidable_bounds: Option<(f64, f64)>,
    /// Customers with a reason on record who had not left by the end, or not in this period.
    pub recorded_others: u32,
}

/// Why a customer who left did so, as far as anybody has said.
#[must_use]
pub fn kind_of(reasons: &BTreeMap<CustomerId, DefectionKind>, id: CustomerId) -> DefectionKind {
    reasons.get(&id).copied().unwrap_or(DefectionKind::Unknown)
}

/// The gap over the `days` up to the as-of day. `None` where it cannot be said who left.
///
/// ```
/// use std::collections::BTreeMap;
/// use shared::base::Base;
/// use shared::domain::Settings;
/// use shared::planning::assess;
/// use shared::review::{AvoidableKinds, LeftRule, zero_churn_gap};
/// let base = Base::default();
/// let (assessment, settings) = (assess(&base.customers), Settings::initial("Maple & Finch"));
/// let kinds = AvoidableKinds::default();
/// assert!(zero_churn_gap(&base, &assessment, &settings, 90, LeftRule::ByModel, &BTreeMap::new(), &kinds).is_none());
/// ```
#[must_use]
pub fn zero_churn_gap(
    base: &Base,
    assessment: &Assessment,
    settings: &Settings,
    days: u32,
    rule: LeftRule,
    reasons: &BTreeMap<CustomerId, DefectionKind>,
    avoidable: &AvoidableKinds,
) -> Option<ZeroChurnGap> {
    let found = departures(base, assessment, days, rule)?;
    let kinds: Vec<DefectionKind> =
        found.rows.iter().map(|row| kind_of(reasons, base.customers.id[*row as usize])).collect();
    let worth = worth(&found, &kinds, assessment, settings);
    let parts: Vec<GapPart> = DefectionKind::ALL
        .into_iter()
        .map(|kind| GapPart {
            kind,
            is_avoidable: avoidable.is_avoidable(kind),
            customers: kinds.iter().filter(|other| **other == kind).count() as u32,
            worth_minor: worth.as_ref().map(|worth| worth[kind as usize]),
        })
        .collect();
    let count = |wanted: Option<bool>| -> u32 {
        parts.iter().filter(|part| part.is_avoidable == wanted).map(|part| part.customers).sum()
    };
    let (helped, not_helped, unknown) =
        (f64::from(count(Some(true))), f64::from(count(Some(false))), f64::from(count(None)));
    let left = found.rows.len() as u32;
    let known = helped + not_helped;
    Some(ZeroChurnGap {
        start: found.start,
        end: found.end,
        base: found.base,
        left,
        worth_minor: worth.map(|worth| worth.iter().map(|part| part.value).sum()),
        avoidable_of_known: (known > 0.0).then(|| wilson(helped, known)),
        avoidable_bounds: (left > 0).then(|| (helped / f64::from(left), (helped + unknown) / f64::from(left))),
        recorded_others: reasons.len() as u32 - known as u32,
        parts,
    })
}

/// What the customers of each kind were worth at the start. The values are whole minor units.
fn worth(
    found: &Departures,
    kinds: &[DefectionKind],
    assessment: &Assessment,
    settings: &Settings,
) -> Option<[Estimate; DefectionKind::ALL.len()]> {
    let mut list_of = vec![None; found.then.rows.len()];
    for (row, kind) in found.rows_then.iter().zip(kinds) {
        list_of[*row as usize] = Some(*kind as usize);
    }
    let lists = DefectionKind::ALL.len();
    let worth = worth_of_lists(&found.then.customers, assessment, settings, lists, |row| list_of[row])?;
    let whole = |estimate: Estimate| Estimate { value: estimate.value.round(), ..estimate };
    Some(std::array::from_fn(|kind| whole(worth[kind])))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{ZeroChurnGap, zero_churn_gap};
    use crate::domain::{CustomerId, Day, Settings};
    use crate::planning::{assess, value};
    use crate::review::earlier::earlier;
    use crate::review::fixture::{base, shop};
    use crate::review::{AvoidableKinds, DefectionKind, LeftRule, departures};

    const BY_DAYS: LeftRule = LeftRule::ByDays { inactive_days: 20 };

    fn part(gap: &ZeroChurnGap, kind: DefectionKind) -> (Option<bool>, u32) {
        let part = gap.parts.iter().find(|part| part.kind == kind).expect("every kind");
        (part.is_avoidable, part.customers)
    }

    #[test]
    fn six_customers_counted_by_hand() {
        // Five left after day 70; the sixth stayed, though somebody wrote down a reason.
        let mut histories: Vec<(&[(i32, i64)], i64)> = vec![(&[(60, 1)], 0); 5];
        histories.push((&[(60, 1), (99, 1)], 0));
        let shop = base(Day(100), &histories);
        let reasons = BTreeMap::from([
            (CustomerId(0), DefectionKind::Price),
            (CustomerId(1), DefectionKind::Price),
            (CustomerId(2), DefectionKind::LifeEvent),
            (CustomerId(5), DefectionKind::Service),
        ]);
        let gap = |kinds: &AvoidableKinds| {
            let settings = Settings::initial("Maple & Finch");
            let found = zero_churn_gap(&shop, &assess(&shop.customers), &settings, 30, BY_DAYS, &reasons, kinds);
            found.expect("orders")
        };
        let found = gap(&AvoidableKinds::default());
        assert_eq!((found.start, found.end, found.base, found.left), (Day(70), Day(100), 6, 5));
        assert_eq!(part(&found, DefectionKind::Price), (Some(true), 2));
        assert_eq!(part(&found, DefectionKind::LifeEvent), (Some(false), 1));
        assert_eq!(part(&found, DefectionKind::Unknown), (None, 2));
        assert_eq!(part(&found, DefectionKind::Service), (Some(true), 0));
        assert_eq!(found.avoidable_bounds, Some((0.4, 0.8)));
        assert!((found.avoidable_of_known.expect("three known").value - 2.0 / 3.0).abs() < 1e-15);
        assert_eq!((found.recorded_others, found.worth_minor), (1, None));

        let none = gap(&AvoidableKinds { kinds: Vec::new() });
        assert_eq!(none.avoidable_bounds, Some((0.0, 0.4)));
        assert_eq!(part(&none, DefectionKind::Price), (Some(false), 2));
    }

    #[test]
    fn parts_sum_to_the_whole_and_a_reason_only_moves_a_customer_between_them() {
        let (shop, assessment, settings) = shop(97, 1_500);
        let kinds = AvoidableKinds::default();
        let gap = |reasons: &BTreeMap<CustomerId, DefectionKind>| {
            zero_churn_gap(&shop, &assessment, &settings, 90, LeftRule::ByModel, reasons, &kinds).expect("estimated")
        };
        let nobody = gap(&BTreeMap::new());
        assert_eq!(part(&nobody, DefectionKind::Unknown).1, nobody.left);
        assert_eq!(nobody.avoidable_bounds, Some((0.0, 1.0)));
        assert_eq!(nobody.avoidable_of_known, None);
        let left = departures(&shop, &assessment, 90, LeftRule::ByModel).expect("estimated");
        let mut reasons = BTreeMap::new();
        for (index, row) in left.rows.iter().enumerate().filter(|(index, _)| index % 3 > 0) {
            reasons.insert(shop.customers.id[*row as usize], DefectionKind::NAMED[index % 7]);
        }
        let found = gap(&reasons);
        assert_eq!((found.left, found.base), (nobody.left, nobody.base));
        assert_eq!(found.parts.iter().map(|part| part.customers).sum::<u32>(), found.left);
        let sum: f64 = found.parts.iter().filter_map(|part| part.worth_minor).map(|worth| worth.value).sum();
        assert_eq!(Some(sum), found.worth_minor);
        let (low, high) = found.avoidable_bounds.expect("some left");
        let unknown = f64::from(part(&found, DefectionKind::Unknown).1) / f64::from(found.left);
        assert!((high - low - unknown).abs() < 1e-12);

        // The second way to their worth: values of a base of then.
        let then = earlier(&shop, left.start);
        let values = value(&then.customers, &assessment, &settings).expect("estimated").lifetime_value_minor;
        let lost: f64 = left.rows.iter().map(|row| values[then.rows.binary_search(row).expect("was there")]).sum();
        assert!((found.worth_minor.expect("estimated") - lost).abs() <= 4.0);
        for worth in found.parts.iter().filter(|part| part.customers > 0).filter_map(|part| part.worth_minor) {
            assert!(worth.low < worth.value && worth.value < worth.high, "{worth:?}");
        }
    }
}

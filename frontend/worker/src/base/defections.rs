//! Who left and why.

use std::collections::BTreeMap;

use protocol::{GapQuestion, LostCustomer, LostPage, LostQuestion};
use shared::api::DefectionList;
use shared::domain::CustomerId;
use shared::review::{self, DefectionKind, ZeroChurnGap};

use super::LoadedBase;
use super::list::MAX_LIST_ROWS;
use super::row::customer_row;

impl LoadedBase {
    /// How many left and why; `None` where it cannot be said who left.
    #[must_use]
    pub fn gap(&self, asked: &GapQuestion) -> Option<ZeroChurnGap> {
        let (assessment, settings) = (&self.manifest.assessment, &self.manifest.settings);
        let reasons = by_customer(&asked.reasons);
        review::zero_churn_gap(
            &self.base,
            assessment,
            settings,
            asked.days,
            asked.rule,
            &reasons,
            &asked.reasons.avoidable,
        )
    }

    /// Who left, those who spent most first.
    #[must_use]
    pub fn lost(&self, asked: &LostQuestion) -> Option<LostPage> {
        let found = review::departures(&self.base, &self.manifest.assessment, asked.days, asked.rule)?;
        let reasons = by_customer(&asked.reasons);
        let lost = |row: u32| LostCustomer {
            row: customer_row(&self.base, self.tiers(), row),
            kind: review::kind_of(&reasons, self.base.customers.id[row as usize]),
        };
        let is_wanted = |customer: &LostCustomer| asked.kind.is_none_or(|kind| customer.kind == kind);
        let mut customers: Vec<LostCustomer> = found.rows.iter().map(|row| lost(*row)).filter(is_wanted).collect();
        customers.sort_by_key(|customer| (std::cmp::Reverse(customer.row.net_minor), customer.row.row));
        let total = customers.len() as u32;
        customers.truncate(asked.limit.min(MAX_LIST_ROWS) as usize);
        Some(LostPage { start: found.start, end: found.end, total, customers })
    }
}

fn by_customer(list: &DefectionList) -> BTreeMap<CustomerId, DefectionKind> {
    list.customers.iter().flat_map(|(kind, ids)| ids.iter().map(|id| (*id, *kind))).collect()
}

#[cfg(test)]
mod tests {
    use protocol::{GapQuestion, LostQuestion};
    use shared::api::DefectionList;
    use shared::review::{DefectionKind, LeftRule};

    use crate::answers::review::answer;
    use crate::answers::test_ask::{ask, loaded};
    use crate::base::test_base;

    #[test]
    fn the_list_of_each_reason_is_as_long_as_its_part_of_the_gap() {
        let base = test_base::loaded(74, 600);
        let rule = LeftRule::ByDays { inactive_days: 60 };
        let of = |reasons: &DefectionList, kind| {
            let asked = LostQuestion { days: 90, rule, reasons: reasons.clone(), kind, limit: u32::MAX };
            base.lost(&asked).expect("orders")
        };
        let mut reasons = DefectionList::default();
        let everyone = of(&reasons, None);
        assert!(everyone.total > 10);
        let ids: Vec<_> = everyone.customers.iter().map(|customer| customer.row.id).collect();
        reasons.customers.insert(DefectionKind::Price, ids[..3].to_vec());
        reasons.customers.insert(DefectionKind::NonUse, ids[3..4].to_vec());
        let gap = base.gap(&GapQuestion { days: 90, rule, reasons: reasons.clone() }).expect("orders");
        assert_eq!(gap.left, everyone.total);
        for part in &gap.parts {
            let list = of(&reasons, Some(part.kind));
            assert_eq!(list.total, part.customers, "{:?}", part.kind);
            assert!(list.customers.iter().all(|customer| customer.kind == part.kind));
        }
        let spent: Vec<_> = of(&reasons, Some(DefectionKind::Price)).customers;
        assert_eq!(spent.iter().map(|customer| customer.row.id).collect::<Vec<_>>(), ids[..3]);
        assert!(everyone.customers.windows(2).all(|pair| pair[0].row.net_minor >= pair[1].row.net_minor));

        let mut session = loaded(&test_base::random(74, 600));
        let asked = GapQuestion { days: 90, rule, reasons: reasons.clone() };
        assert_eq!(ask(&mut session, answer, &asked), Ok(base.gap(&asked)));
        let asked = LostQuestion { days: 90, rule, reasons, kind: None, limit: 2 };
        assert_eq!(ask(&mut session, answer, &asked), Ok(base.lost(&asked)));
        assert_eq!(base.lost(&asked).expect("orders").customers.len(), 2);
    }
}

//! One customer.

use protocol::{Column, CustomerView, Sort};
use shared::domain::CustomerId;

use super::LoadedBase;
use super::row::{customer_row, known};

impl LoadedBase {
    /// Everything about one customer but who they are; `None` when the base has no such customer.
    pub fn customer(&mut self, id: CustomerId) -> Option<CustomerView> {
        let row = self.base.customers.id.binary_search(&id).ok()?;
        let expected_spend_minor = known(self.base.customers.expected_spend_minor[row]);
        let at_risk = known(self.base.customers.value_at_risk_minor[row]);
        let by_risk = self.rows_by(Sort { column: Column::ValueAtRisk, descending: true });
        let position = by_risk.iter().position(|other| *other as usize == row).filter(|_| at_risk.is_some());
        Some(CustomerView {
            row: customer_row(&self.base, &self.tiers, row as u32),
            source: self.base.customers.source[row],
            transactions: self.rhythm_points(row as u32, i32::MAX),
            expected_spend_minor,
            alive_if_silent: self.alive_if_silent(row),
            rank_by_value_at_risk: position.map(|position| position as u32 + 1),
        })
    }

    /// P(alive) today and after 1 to 52 more weeks without an order; empty where the model cannot say.
    fn alive_if_silent(&self, _row: usize) -> Vec<f64> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use shared::domain::CustomerId;

    use crate::base::test_base;

    #[test]
    fn a_customer_is_found_by_id_with_all_transactions_and_their_rank() {
        let mut loaded = test_base::loaded(31, 250);
        for row in 0..250_u32 {
            let id = loaded.base.customers.id[row as usize];
            let view = loaded.customer(id).expect("in the base");
            assert_eq!((view.row.row, view.row.id), (row, id));
            let (days, net) = loaded.base.orders.of(row as usize);
            assert_eq!(view.transactions.len(), days.len());
            assert!(
                view.transactions.iter().zip(days.iter().zip(net)).all(|(p, (d, n))| (p.day, p.net_minor) == (*d, *n))
            );
            let risk = &loaded.base.customers.value_at_risk_minor;
            let mine = risk[row as usize];
            let before =
                (0..250).filter(|other| risk[*other] > mine || (risk[*other] == mine && *other < row as usize));
            let rank = (!mine.is_nan()).then(|| before.count() as u32 + 1);
            assert_eq!(view.rank_by_value_at_risk, rank);
        }
        assert_eq!(loaded.customer(CustomerId(1)), None);
    }
}

//! One customer.

use protocol::{Column, CustomerView, Sort};
use shared::domain::CustomerId;
use shared::planning::ModelName;
use shared::scoring::beta_geometric::{Dropout, Model, Parameters};
use shared::scoring::{DAYS_PER_WEEK, History, PurchaseModel};

use super::LoadedBase;
use super::row::{customer_row, known};

/// Weeks of continued silence looked at.
const SILENT_WEEKS: u32 = 52;

impl LoadedBase {
    /// Everything about one customer but who they are; `None` when the base has no such customer.
    pub fn customer(&mut self, id: CustomerId) -> Option<CustomerView> {
        let row = self.base.customers.id.binary_search(&id).ok()?;
        let expected_spend_minor = known(self.base.customers.expected_spend_minor[row]);
        let at_risk = known(self.base.customers.value_at_risk_minor[row]);
        let by_risk = self.rows_by(Sort { column: Column::ValueAtRisk, descending: true });
        let position = by_risk.iter().position(|other| *other as usize == row).filter(|_| at_risk.is_some());
        Some(CustomerView {
            row: customer_row(&self.base, self.tiers(), row as u32),
            source: self.base.customers.source[row],
            transactions: self.rhythm_points(row as u32, i32::MAX),
            expected_spend_minor,
            alive_if_silent: self.alive_if_silent(row),
            rank_by_value_at_risk: position.map(|position| position as u32 + 1),
        })
    }

    /// P(alive) today and after 1 to 52 more weeks without an order; empty where the model cannot say.
    fn alive_if_silent(&self, row: usize) -> Vec<f64> {
        let Some(model) = self.model() else { return Vec::new() };
        let customers = &self.base.customers;
        let weeks = |days: u32| f64::from(days) / DAYS_PER_WEEK;
        let silent_for = |more: u32| {
            let age = weeks(customers.age_days[row]) + f64::from(more);
            History::new(customers.frequency[row], weeks(customers.recency_days[row]), age).ok()
        };
        (0..=SILENT_WEEKS).filter_map(silent_for).map(|history| model.probability_alive(&history)).collect()
    }

    /// The MBG/NBD that the scores were made with; `None` where the verdict is to rank by lateness.
    fn model(&self) -> Option<Model> {
        let fit = self.manifest.assessment.fit(ModelName::MbgNbd).filter(|_| self.is_estimated)?;
        let value = |name| fit.parameters.iter().find(|parameter| parameter.name == name).map(|found| found.value);
        let [r, alpha, a, b] = Parameters::NAMES.map(value);
        Parameters { r: r?, alpha: alpha?, a: a?, b: b? }.check(Dropout::AfterEveryTransaction).ok()
    }
}

#[cfg(test)]
mod tests {
    use shared::domain::CustomerId;
    use shared::planning::ModelName;

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

    #[test]
    fn silence_lowers_the_chance_from_that_of_today_by_the_fitted_model() {
        let base = test_base::random(32, 40);
        let mut manifest = test_base::manifest(&base);
        let values = [("r", 0.55), ("alpha", 8.0), ("a", 0.6), ("b", 1.9)];
        manifest.assessment.fits = vec![test_base::fit(ModelName::MbgNbd, &values)];
        let mut loaded = test_base::load(&manifest, base);
        for row in 0..40 {
            let customers = &loaded.base.customers;
            let (id, x) = (customers.id[row], f64::from(customers.frequency[row]));
            let (recency, age) =
                (f64::from(customers.recency_days[row]) / 7.0, f64::from(customers.age_days[row]) / 7.0);
            let silent = loaded.customer(id).expect("in the base").alive_if_silent;
            assert_eq!(silent.len(), 53);
            for (week, alive) in silent.iter().enumerate() {
                // Batislam, Denizel and Filiztekin (2007): 1 / (1 + a / (b + x) ((alpha + T) / (alpha + t_x))^(r + x)).
                let rate = ((8.0 + age + week as f64) / (8.0 + recency)).powf(0.55 + x);
                let expected = 1.0 / (1.0 + 0.6 / (1.9 + x) * rate);
                assert!((alive - expected).abs() < 1e-9, "row {row} week {week}: {alive} for {expected}");
            }
        }
    }
}

//! P(alive) by repeat transactions and silence.

use serde::{Deserialize, Serialize};

use crate::base::Customers;
use crate::scoring::{Histories, PurchaseModel};

/// Fewest repeat transactions of every row.
pub const FREQUENCIES: [u32; 6] = [0, 1, 2, 3, 4, 7];

/// Fewest days of silence of every column: up to four weeks, eight, a quarter, half a year, a year, and longer.
pub const SILENCES: [u32; 6] = [0, 29, 57, 92, 184, 367];

/// Customers with as many repeat transactions and as long a silence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PresenceCell {
    /// Customers.
    pub customers: u32,
    /// Mean of their P(alive); `None` without a customer.
    pub alive: Option<f64>,
}

/// One row of cells a frequency of [`FREQUENCIES`], one cell a silence of [`SILENCES`]: every customer is in one.
#[must_use]
pub fn presence(model: &dyn PurchaseModel, customers: &Customers) -> Vec<Vec<PresenceCell>> {
    let histories = Histories::from_days(&customers.frequency, &customers.recency_days, &customers.age_days);
    let alive: Vec<f64> = histories.iter().map(|history| model.probability_alive(&history)).collect();
    let mut cells = [[(0_u32, 0.0); SILENCES.len()]; FREQUENCIES.len()];
    for (row, history) in histories.history_of_customer().iter().enumerate() {
        let place = |least: &[u32], value: u32| least.partition_point(|least| *least <= value) - 1;
        let cell =
            &mut cells[place(&FREQUENCIES, customers.frequency[row])][place(&SILENCES, customers.silent_days(row))];
        cell.0 += 1;
        cell.1 += alive[*history as usize];
    }
    let cell = |(customers, sum): (u32, f64)| PresenceCell {
        customers,
        alive: (customers > 0).then(|| sum / f64::from(customers)),
    };
    cells.into_iter().map(|row| row.into_iter().map(cell).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{FREQUENCIES, SILENCES, presence};
    use crate::planning::fixture::shop;
    use crate::scoring::beta_geometric::{Dropout, Parameters};
    use crate::scoring::{History, PurchaseModel};

    #[test]
    fn every_customer_is_in_one_cell_with_the_mean_of_all_in_it() {
        let customers = shop();
        let parameters = Parameters { r: 0.75, alpha: 8.0, a: 0.9, b: 1.5 };
        let model = parameters.check(Dropout::AfterEveryTransaction).expect("positive");
        let table = presence(&model, &customers);
        let inside = |value: u32, least: &[u32], index: usize| {
            value >= least[index] && least.get(index + 1).is_none_or(|next| value < *next)
        };
        let mut all = 0;
        for (i, row) in table.iter().enumerate() {
            for (j, cell) in row.iter().enumerate() {
                let members: Vec<f64> = (0..customers.len())
                    .filter(|row| inside(customers.frequency[*row], &FREQUENCIES, i))
                    .filter(|row| inside(customers.age_days[*row] - customers.recency_days[*row], &SILENCES, j))
                    .map(|row| {
                        let weeks = |days: u32| f64::from(days) / 7.0;
                        let (recency, age) = (weeks(customers.recency_days[row]), weeks(customers.age_days[row]));
                        model.probability_alive(&History { frequency: customers.frequency[row], recency, age })
                    })
                    .collect();
                assert_eq!(cell.customers as usize, members.len());
                let mean = (!members.is_empty()).then(|| members.iter().sum::<f64>() / members.len() as f64);
                assert_eq!(cell.alive.is_some(), mean.is_some());
                assert!((cell.alive.unwrap_or(0.0) - mean.unwrap_or(0.0)).abs() < 1e-12);
                all += members.len();
            }
        }
        assert_eq!(all, customers.len());
    }
}

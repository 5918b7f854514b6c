//! A generated base: a season for all, a region of each customer, mailings to some in some weeks.

use shared::random::Random;
use shared::scoring::Weeks;
use shared::scoring::pareto_nbd::Parameters;
use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingHistory, VaryingModel};

pub(crate) const WEEKS: usize = 104;
pub(crate) const PARAMETERS: Parameters = Parameters { r: 1.5, alpha: 20.0, s: 0.8, beta: 30.0 };

pub(crate) struct Base {
    pub(crate) truth: VaryingModel,
    pub(crate) purchase: VaryingCovariates,
    pub(crate) dropout: VaryingCovariates,
    pub(crate) histories: Vec<VaryingHistory>,
}

pub(crate) fn named(coefficients: &[(&str, f64)]) -> Vec<(String, f64)> {
    coefficients.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect()
}

pub(crate) fn table(customers: usize, columns: Vec<(&str, VaryingColumn)>) -> VaryingCovariates {
    let columns = columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect();
    VaryingCovariates::new(Weeks::of_weeks(1.0), WEEKS, customers, columns).expect("a table")
}

pub(crate) fn season() -> VaryingColumn {
    VaryingColumn::OfPeriods((0..WEEKS).map(|week| f64::from(u8::from(week % 52 >= 42))).collect())
}

pub(crate) fn regions(seed: u64, customers: usize) -> Vec<f64> {
    let mut random = Random::new(seed, 1 << 40);
    (0..customers).map(|_| f64::from(random.below(2))).collect()
}

pub(crate) fn mailings(seed: u64, customers: usize) -> VaryingColumn {
    let mut random = Random::new(seed, 1 << 41);
    VaryingColumn::OfBoth((0..customers * WEEKS).map(|_| f64::from(u8::from(random.chance(0.2)))).collect())
}

/// Customers who come in the first quarter, on whole days, and are seen until the end of the second year.
pub(crate) fn base(seed: u64, customers: usize) -> Base {
    let region = || VaryingColumn::OfCustomers(regions(seed, customers));
    let purchase =
        table(customers, vec![("season", season()), ("region", region()), ("mailing", mailings(seed, customers))]);
    let dropout = table(customers, vec![("season", season()), ("region", region())]);
    let coefficients = named(&[("season", 0.8), ("region", -0.5), ("mailing", 0.6)]);
    let truth = VaryingModel::new(PARAMETERS, coefficients, named(&[("season", -1.0), ("region", 0.7)]));
    let truth = truth.expect("possible");
    let history = |customer: usize| {
        let mut random = Random::new(seed, customer as u64);
        let first = f64::from(random.below(91)) / 7.0;
        let age = Weeks::of_weeks(WEEKS as f64 - first);
        truth.simulate_history(customer, first, age, &purchase, &dropout, &mut random).expect("long enough")
    };
    let histories = (0..customers).map(history).collect();
    Base { truth, purchase, dropout, histories }
}

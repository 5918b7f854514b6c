//! A fitted model of purchases, with or without covariates.

use std::collections::BTreeMap;

use shared::scoring::catalogue::{self, FittedCovariateModel, FittedModel, ModelKind};
use shared::scoring::covariates::{Coefficient, Options, Penalty};
use shared::scoring::pareto_nbd::time_varying::{self, VaryingFit};
use shared::scoring::{Certificate, Histories, History, PurchaseModel, Weeks};

use super::Failure;
use super::changing::{self, ChangingTables};
use super::covariates::CovariateTables;
use super::table::Table;

/// What is known of customers besides their purchases.
pub(super) enum Known {
    Nothing,
    Fixed(CovariateTables),
    Changing(ChangingTables),
}

/// The model at its estimate.
pub(super) enum Purchases {
    Plain(FittedModel),
    WithCovariates(Box<FittedCovariateModel>, CovariateTables),
    WithChangingCovariates(Box<VaryingFit>, ChangingTables),
}

impl Purchases {
    /// Fits to the rows of the table.
    pub(super) fn fit(kind: ModelKind, table: &Table, rows: &[History], known: Known) -> Result<Self, Failure> {
        let options =
            |penalty: f64| Options { penalty: Penalty { purchase: penalty, dropout: penalty }, ..Options::default() };
        match known {
            Known::Nothing => {
                let fit = catalogue::fit(kind, &table.grouped(rows)?).map_err(|error| error.to_string())?;
                Ok(Self::Plain(fit))
            }
            Known::Fixed(tables) => {
                let CovariateTables { purchase, dropout, penalty } = &tables;
                let fit = catalogue::fit_with_covariates(kind, rows, purchase, dropout, &options(*penalty));
                Ok(Self::WithCovariates(Box::new(fit.map_err(|error| error.to_string())?), tables))
            }
            Known::Changing(tables) => {
                let ChangingTables { histories, purchase, dropout, penalty } = &tables;
                let fit = time_varying::fit(histories, purchase, dropout, &options(*penalty));
                let fit = fit.map_err(|error| changing::failure(&error))?;
                Ok(Self::WithChangingCovariates(Box::new(fit), tables))
            }
        }
    }

    /// All parameters; with covariates those of a customer whose covariates are all 0, then the coefficients.
    pub(super) fn parameters(&self) -> Vec<(String, f64)> {
        let owned = |(name, value): (&str, f64)| (name.to_owned(), value);
        match self {
            Self::Plain(fit) => fit.model.parameters().into_iter().map(owned).collect(),
            Self::WithCovariates(fit, tables) => {
                let [purchase, dropout] =
                    [&tables.purchase, &tables.dropout].map(|table| vec![0.0; table.names().len()]);
                let base = fit.model.of(&purchase, &dropout).expect("the parameters that were estimated are possible");
                let coefficient = |process| move |one: &Coefficient| (format!("{process}.{}", one.name), one.value);
                let base = base.parameters().into_iter().map(owned);
                let coefficients = fit.purchase.iter().map(coefficient("purchase"));
                base.chain(coefficients).chain(fit.dropout.iter().map(coefficient("dropout"))).collect()
            }
            Self::WithChangingCovariates(fit, _) => {
                let coefficient = |process| move |(name, value): &(String, f64)| (format!("{process}.{name}"), *value);
                let base = fit.model.plain().parameters().into_iter().map(owned);
                let coefficients = fit.model.purchase().iter().map(coefficient("purchase"));
                base.chain(coefficients).chain(fit.model.dropout().iter().map(coefficient("dropout"))).collect()
            }
        }
    }

    /// The parameters that were estimated, in the order of the certificate.
    pub(super) fn estimates(&self) -> Vec<(String, f64)> {
        let mut parameters = self.parameters();
        parameters.split_off(parameters.len() - self.certificate().standard_errors.len())
    }

    pub(super) fn certificate(&self) -> &Certificate {
        match self {
            Self::Plain(fit) => &fit.certificate,
            Self::WithCovariates(fit, _) => &fit.certificate,
            Self::WithChangingCovariates(fit, _) => &fit.estimate.certificate,
        }
    }

    /// P(alive) and expected purchases of each customer within a horizon of the calendar.
    pub(super) fn scores(&self, table: &Table, horizon: Weeks) -> Result<(Vec<f64>, Vec<f64>), Failure> {
        let rows = table.histories()?;
        let horizon = table.operational(horizon);
        let (fit, tables) = match self {
            Self::Plain(fit) => return Ok(scores(fit.model.as_ref(), &rows, horizon)),
            Self::WithCovariates(fit, tables) => (fit, tables),
            Self::WithChangingCovariates(fit, tables) => {
                return tables.scores(&fit.model, horizon).map_err(|error| error.to_string());
            }
        };
        let mut profiles: BTreeMap<Vec<u64>, Vec<usize>> = BTreeMap::new();
        for row in 0..rows.len() {
            let values = tables.purchase.row(row).iter().chain(tables.dropout.row(row));
            profiles.entry(values.map(|value| value.to_bits()).collect()).or_default().push(row);
        }
        let (mut alive, mut expected) = (vec![0.0; rows.len()], vec![0.0; rows.len()]);
        for members in profiles.values() {
            let model = fit.model.of(tables.purchase.row(members[0]), tables.dropout.row(members[0]));
            let model = model.map_err(|error| error.to_string())?;
            let histories: Vec<History> = members.iter().map(|row| rows[*row]).collect();
            let (of_alive, of_expected) = scores(model.as_ref(), &histories, horizon);
            for (row, (one, other)) in members.iter().zip(of_alive.into_iter().zip(of_expected)) {
                (alive[*row], expected[*row]) = (one, other);
            }
        }
        Ok((alive, expected))
    }
}

fn scores(model: &dyn PurchaseModel, rows: &[History], horizon: Weeks) -> (Vec<f64>, Vec<f64>) {
    let histories = Histories::from_weeks(rows);
    let alive: Vec<f64> = histories.iter().map(|history| model.probability_alive(&history)).collect();
    let expected = model.expected_purchases_of_each(&histories, horizon);
    let of_customer = histories.history_of_customer().iter().map(|history| *history as usize);
    of_customer.map(|history| (alive[history], expected[history])).unzip()
}

//! The models at their estimates.

use shared::scoring::catalogue::{self, FittedModel};
use shared::scoring::gamma_gamma::{self, Spend, Spends};
use shared::scoring::{Certificate, Histories, PurchaseModel, Weeks};

use super::Failure;
use super::options::ModelChoice;
use super::table::Table;

/// What was fitted, and how long it took.
pub(super) struct Fitted {
    /// The model of purchases, if one was asked for.
    pub(super) purchases: Option<FittedModel>,
    /// The model of spend: asked for, or beside that of purchases wherever the file has spends to fit it to.
    pub(super) spend: Option<gamma_gamma::Fit>,
    /// Grouping included.
    pub(super) milliseconds: f64,
}

impl Fitted {
    pub(super) fn to(table: &Table, model: ModelChoice) -> Result<Self, Failure> {
        let spend = || gamma_gamma::fit(&Spends::group(table.spends()));
        match model {
            ModelChoice::Purchases(kind) => {
                let rows = table.histories()?;
                let fit = || catalogue::fit(kind, &table.grouped(&rows)?).map_err(|error| error.to_string());
                let (purchases, milliseconds) = timed(fit);
                let purchases = purchases?;
                Ok(Self { purchases: Some(purchases), spend: spend().ok(), milliseconds })
            }
            ModelChoice::Spend => {
                let (fit, milliseconds) = timed(spend);
                Ok(Self { purchases: None, spend: Some(fit.map_err(|error| error.to_string())?), milliseconds })
            }
        }
    }

    /// All parameters of the model that was asked for.
    pub(super) fn parameters(&self) -> Vec<(&'static str, f64)> {
        match (&self.purchases, &self.spend) {
            (Some(fit), _) => fit.model.parameters(),
            (None, Some(fit)) => spend_parameters(&fit.model),
            (None, None) => unreachable!("a fit was asked for"),
        }
    }

    /// Its certificate, and the parameters that were estimated (others were chosen) in the certificate's order.
    pub(super) fn certificate(&self) -> (Vec<(&'static str, f64)>, &Certificate) {
        match (&self.purchases, &self.spend) {
            (Some(fit), _) => (fit.estimates(), &fit.certificate),
            (None, Some(fit)) => (spend_parameters(&fit.model), &fit.certificate),
            (None, None) => unreachable!("a fit was asked for"),
        }
    }
}

fn spend_parameters(model: &gamma_gamma::Model) -> Vec<(&'static str, f64)> {
    gamma_gamma::Parameters::NAMES.into_iter().zip(model.parameters().to_array()).collect()
}

/// P(alive) and expected purchases of each customer.
pub(super) fn purchase_scores(
    model: &dyn PurchaseModel,
    table: &Table,
    horizon: Weeks,
) -> Result<(Vec<f64>, Vec<f64>), Failure> {
    let histories = Histories::from_weeks(&table.histories()?);
    let alive: Vec<f64> = histories.iter().map(|history| model.probability_alive(&history)).collect();
    let expected = model.expected_purchases_of_each(&histories, horizon);
    let of_customer = histories.history_of_customer().iter().map(|history| *history as usize);
    Ok(of_customer.map(|history| (alive[history], expected[history])).unzip())
}

/// Expected value of a transaction of each customer; NaN where the model's mean is infinite.
pub(super) fn spend_scores(model: &gamma_gamma::Model, table: &Table) -> Vec<f64> {
    let of = |spend: Spend| {
        // A spend the model was not fitted to says nothing of later ones.
        let known = if spend.mean > 0.0 { spend.frequency } else { 0 };
        model.expected_spend(Spend { frequency: known, ..spend }).unwrap_or(f64::NAN)
    };
    table.spends().map(of).collect()
}

#[allow(clippy::disallowed_methods, reason = "a program may read the clock; the library does not")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = std::time::Instant::now();
    let result = work();
    (result, start.elapsed().as_secs_f64() * 1e3)
}

//! The models at their estimates.

use shared::scoring::Certificate;
use shared::scoring::catalogue::ModelKind;
use shared::scoring::gamma_gamma::{self, Spend, Spends};

use super::Failure;
use super::purchases::{Known, Purchases};
use super::table::Table;

/// What was fitted, and how long it took.
pub(super) struct Fitted {
    /// The model of purchases, if one was asked for.
    pub(super) purchases: Option<Purchases>,
    /// The model of spend: asked for, or beside that of purchases wherever the file has spends to fit it to.
    pub(super) spend: Option<gamma_gamma::Fit>,
    /// Grouping included.
    pub(super) milliseconds: f64,
}

impl Fitted {
    /// A model of purchases.
    pub(super) fn to_purchases(table: &Table, kind: ModelKind, known: Known) -> Result<Self, Failure> {
        let rows = table.histories()?;
        let (purchases, milliseconds) = timed(|| Purchases::fit(kind, table, &rows, known));
        let spend = gamma_gamma::fit(&Spends::group(table.spends()));
        Ok(Self { purchases: Some(purchases?), spend: spend.ok(), milliseconds })
    }

    /// The model of spend.
    pub(super) fn to_spends(table: &Table) -> Result<Self, Failure> {
        let (fit, milliseconds) = timed(|| gamma_gamma::fit(&Spends::group(table.spends())));
        Ok(Self { purchases: None, spend: Some(fit.map_err(|error| error.to_string())?), milliseconds })
    }

    /// All parameters of the model that was asked for.
    pub(super) fn parameters(&self) -> Vec<(String, f64)> {
        match (&self.purchases, &self.spend) {
            (Some(fit), _) => fit.parameters(),
            (None, Some(fit)) => spend_parameters(&fit.model),
            (None, None) => unreachable!("a fit was asked for"),
        }
    }

    /// Its certificate, and the parameters that were estimated (others were chosen) in the certificate's order.
    pub(super) fn certificate(&self) -> (Vec<(String, f64)>, &Certificate) {
        match (&self.purchases, &self.spend) {
            (Some(fit), _) => (fit.estimates(), fit.certificate()),
            (None, Some(fit)) => (spend_parameters(&fit.model), &fit.certificate),
            (None, None) => unreachable!("a fit was asked for"),
        }
    }
}

fn spend_parameters(model: &gamma_gamma::Model) -> Vec<(String, f64)> {
    gamma_gamma::Parameters::NAMES.map(str::to_owned).into_iter().zip(model.parameters().to_array()).collect()
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
pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = std::time::Instant::now();
    let result = work();
    (result, start.elapsed().as_secs_f64() * 1e3)
}

//! What the data can and cannot say.

use serde::{Deserialize, Serialize};

use super::Verdict;
use crate::scoring::Limit;

/// A model that is fitted to the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ModelName {
    /// Beta-geometric/NBD (Fader, Hardie and Lee 2005): the published check.
    BgNbd,
    /// Modified BG/NBD (Batislam, Denizel and Filiztekin 2007): the source of every status.
    MbgNbd,
    /// Gamma-Gamma spend (Fader and Hardie 2013).
    GammaGamma,
}

/// One fitted parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Parameter {
    /// Its usual symbol, for example `alpha`.
    pub name: String,
    /// Maximum-likelihood estimate.
    pub value: f64,
    /// Standard error from the observed information; `None` at a boundary.
    pub standard_error: Option<f64>,
}

/// A fit with its certificate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ModelFit {
    /// Which model.
    pub model: ModelName,
    /// Parameters in their usual order; time in weeks, money in minor units.
    pub parameters: Vec<Parameter>,
    /// Covariance of the logarithms of the parameters, row by row; empty at a boundary.
    pub log_covariance: Vec<f64>,
    /// Log-likelihood at the estimate.
    pub log_likelihood: f64,
    /// Largest absolute component of the gradient in log parameters.
    pub gradient_norm: f64,
    /// Condition number of the information matrix in log parameters.
    pub condition_number: f64,
    /// Newton iterations on the whole data.
    pub iterations: u32,
    /// Customers the fit used.
    pub customers: u32,
    /// Distinct histories among them.
    pub distinct_histories: u32,
    /// Boundaries the fit ended at; empty for a regular fit.
    pub limits: Vec<Limit>,
}

/// All fits of a base and what follows from them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assessment {
    /// Whether estimates may be shown.
    pub verdict: Verdict,
    /// The fits that were made: BG/NBD, MBG/NBD and, where spend repeats, Gamma-Gamma.
    pub fits: Vec<ModelFit>,
    /// Correlation of frequency and mean spend among repeat customers, which Gamma-Gamma assumes to be zero: of their
    /// logarithms, see [`log_correlation`](crate::scoring::spend::log_correlation).
    pub spend_frequency_correlation: Option<f64>,
}

impl Assessment {
    /// The fit of a model, if it was made.
    #[must_use]
    pub fn fit(&self, model: ModelName) -> Option<&ModelFit> {
        self.fits.iter().find(|fit| fit.model == model)
    }
}
